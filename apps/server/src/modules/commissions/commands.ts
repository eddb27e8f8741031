import { randomUUID } from 'node:crypto';
import { ok, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import {
  type Commission,
  type CountryPack,
  type Geography,
  localDay,
  type Membership,
  isDay,
} from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import type { Refusal } from '../../platform/problem.ts';
import {
  askCalendar,
  currentGeography,
  findDistrict,
  findStation,
  findTerritory,
  type MayAct,
} from '../geography/public.ts';
import { searchColumns } from './check-files.ts';
import { checkCommission, checkMember } from './check-rows.ts';
import { commissionFormed, memberAppointed, membershipEnded } from './events.ts';
import { formingActor } from './forming.ts';
import {
  findCommission,
  findMembership,
  insertCommission,
  insertMembership,
  listMemberships,
  lockCommissions,
  setMembershipEnded,
} from './store.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode | Refusal>>;

/** Forms a commission. It lies where its territory lies in the current geography. */
export async function createCommission(
  database: Database,
  pack: CountryPack,
  mayAct: MayAct,
  signedIn: Actor,
  now: Date,
  commission: Commission,
): Outcome<{ code: string }> {
  return inTransaction<{ code: string }, RefusalCode | Refusal>(database, async (transaction) => {
    const current = await currentGeography(transaction, pack.code);
    if (current === null) return refused('no-geography');
    const version = { pack: pack.code, number: current.number };
    const territory = await findTerritory(transaction, version, commission.territoryCode);
    if (territory === null) return refused('not-found');
    const wrong = wrongPack(pack, commission) ?? wrongKind(pack, commission);
    if (wrong !== null) return refused(wrong);
    const actor = formingActor(signedIn, pack, commission.kind, territory.path);
    if (actor === null) return refused('not-permitted');
    const places = await placesOf(transaction, version, commission);
    const faults = checkCommission(pack, commission, { ...places, territories: [territory] });
    if (faults !== null) return refused(faults);
    const allowed = await askCalendar(mayAct, transaction, pack.code, ['form-commissions'], now);
    if (!allowed.ok) return allowed;
    await lockCommissions(transaction, pack.code);
    if ((await findCommission(transaction, pack.code, commission.code)) !== null) {
      return refused('commission-code-taken');
    }
    const { path: territoryPath } = territory;
    const more = { territoryPath, formedBy: actor.personId, ...searchColumns(commission) };
    await insertCommission(transaction, commission, more);
    const { code, kind, districtSet, districtCode, stationNumber } = commission;
    await recordFact(
      transaction,
      commissionFormed,
      { now, actor: actor.actingAs, election: null, territoryPath, subject: subjectOf(commission) },
      {
        pack: pack.code,
        commission: code,
        kind,
        territory: territoryPath,
        district: districtCode === null ? null : `${districtSet}/${districtCode}`,
        station: stationNumber,
        formedOn: commission.formedOn,
        endsOn: commission.endsOn,
        generated: commission.generated,
        warnings: allowed.value,
        person: actor.personId,
      },
    );
    return ok({ code });
  });
}

/** Appoints a member, when nobody else holds the seat at that time. */
export async function appointMember(
  database: Database,
  pack: CountryPack,
  signedIn: Actor,
  now: Date,
  { code, membership }: { readonly code: string; readonly membership: Membership },
): Outcome<{ id: string }> {
  return inTransaction<{ id: string }, RefusalCode | Refusal>(database, async (transaction) => {
    await lockCommissions(transaction, pack.code);
    const stored = await findCommission(transaction, pack.code, code);
    if (stored === null) return refused('not-found');
    const { commission, territoryPath } = stored;
    const actor = formingActor(signedIn, pack, commission.kind, territoryPath);
    if (actor === null) return refused('not-permitted');
    if (membership.commissionCode !== code) {
      return refused(wrongField('commissionCode', 'It is not the commission of the address.'));
    }
    const before = await listMemberships(transaction, pack.code, code);
    const memberships = before.map((one) => one.membership);
    const faults = checkMember(pack, membership, { commissions: [commission], memberships });
    if (faults !== null) return refused(faults);
    const id = randomUUID();
    await insertMembership(transaction, pack.code, membership, {
      id,
      appointedBy: actor.personId,
    });
    await recordFact(
      transaction,
      memberAppointed,
      { now, actor: actor.actingAs, election: null, territoryPath, subject: subjectOf(commission) },
      {
        pack: pack.code,
        commission: code,
        membership: id,
        office: membership.office,
        from: membership.from,
        until: membership.until,
        generated: membership.generated,
        name: membership.name,
        nominatedBy: membership.nominatedBy,
        person: actor.personId,
      },
    );
    return ok({ id });
  });
}

/** Ends a membership on a day of its term. */
export async function endMembership(
  database: Database,
  pack: CountryPack,
  signedIn: Actor,
  now: Date,
  { id, on, reason }: { readonly id: string; readonly on: string; readonly reason: string },
): Outcome<Record<string, never>> {
  if (!isDay(on)) return refused('date-impossible');
  return inTransaction<Record<string, never>, RefusalCode | Refusal>(
    database,
    async (transaction) => {
      await lockCommissions(transaction, pack.code);
      const stored = await findMembership(transaction, id);
      if (stored === null) return refused('not-found');
      const { membership, endReason } = stored;
      const place = await findCommission(transaction, pack.code, membership.commissionCode);
      if (place === null) return refused('not-found');
      const { commission, territoryPath } = place;
      const actor = formingActor(signedIn, pack, commission.kind, territoryPath);
      if (actor === null) return refused('not-permitted');
      const { until } = membership;
      const today = localDay(now.getTime(), pack.timeZone);
      if (endReason !== null || (until !== null && until < today)) {
        return refused('membership-ended');
      }
      if (on < membership.from || (until !== null && on > until)) {
        return refused('dates-out-of-order');
      }
      await setMembershipEnded(transaction, id, { on, reason });
      await recordFact(
        transaction,
        membershipEnded,
        {
          now,
          actor: actor.actingAs,
          election: null,
          territoryPath,
          subject: subjectOf(commission),
        },
        {
          pack: pack.code,
          commission: commission.code,
          membership: id,
          office: membership.office,
          on,
          name: membership.name,
          reason,
          person: actor.personId,
        },
      );
      return ok({});
    },
  );
}

/** What the commission names besides its territory, as far as it exists. */
async function placesOf(
  transaction: Transaction,
  version: { readonly pack: string; readonly number: number },
  { districtSet, districtCode, stationNumber }: Commission,
): Promise<Omit<Geography, 'territories'>> {
  const district =
    districtSet === null || districtCode === null
      ? null
      : await findDistrict(transaction, version, districtSet, districtCode);
  const station =
    stationNumber === null ? null : await findStation(transaction, version, stationNumber);
  return {
    districts: district === null ? [] : [district],
    stations: station === null ? [] : [station.station],
    memberships: [],
  };
}

function wrongPack(pack: CountryPack, commission: Commission): Refusal | null {
  if (commission.pack === pack.code) return null;
  return wrongField('pack', 'It is not the country of the address.');
}

function wrongKind(pack: CountryPack, commission: Commission): Refusal | null {
  if (pack.commissionKinds.some(({ code }) => code === commission.kind)) return null;
  return wrongField('kind', 'The country has no such kind of commission.');
}

function wrongField(field: string, reason: string): Refusal {
  return { code: 'invalid-input', errors: [{ field: `body/${field}`, reason }] };
}

function subjectOf({ pack, code }: Commission): string {
  return `${pack}/commission/${code}`;
}
