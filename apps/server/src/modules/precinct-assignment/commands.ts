import { ok, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import type { CountryPack, ImportReport } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { refuseUnreadable, type Unreadable } from '../../platform/csv-table.ts';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { enqueue } from '../../platform/jobs.ts';
import type { Refusal } from '../../platform/problem.ts';
import { runInWorker } from '../../platform/worker-task.ts';
import { currentGeography, findStation, geographyJson } from '../geography/public.ts';
import type { CheckedRules, RuleFiles, RulesToCheck } from './check-rules.ts';
import { addressPlaced, assignmentDrafted, assignmentRefused } from './events.ts';
import { ASSIGNMENT_TASK } from './start-assignment.ts';
import { isAtHome } from './stations.ts';
import { lockAddress, saveStations } from './store-addresses.ts';
import { insertRuleByHand, insertRules, rulesJson } from './store-rules.ts';
import {
  askComputation,
  askFinder,
  findSet,
  insertSet,
  lockAssignment,
  lockSets,
  nextSetNumber,
  setInForce,
} from './store-sets.ts';

const CHECK = new URL('./check-rules-worker.ts', import.meta.url);

type Imported = { readonly report: ImportReport; readonly set: number | null };

/**
 * Checks files of rules and makes a set of them, which is then computed beside; with a wrong row nothing changes.
 * The rules of a kind that is not sent, and addresses placed by hand, are taken over from the set in force.
 */
export async function importRules(
  database: Database,
  pack: CountryPack,
  actor: Actor,
  now: Date,
  { reason, files }: { readonly reason: string; readonly files: RuleFiles },
): Promise<Result<Imported, RefusalCode | Refusal>> {
  const geography = await currentGeography(database, pack.code);
  if (geography === null) return refused('no-geography');
  const inForce = await setInForce(database, pack.code);
  const checked = await runInWorker<Result<CheckedRules, Unreadable>>(CHECK, {
    files,
    geography: await geographyJson(database, { pack: pack.code, number: geography.number }),
    base:
      inForce === null ? '[]' : await rulesJson(database, inForce, ['address', 'range', 'area']),
  } satisfies RulesToCheck);
  if (!checked.ok) return refused(refuseUnreadable(checked.refusal));
  const { report, set } = checked.value;
  const context = { now, actor: actor.actingAs, election: null, territoryPath: pack.root };
  const by = { reason, person: actor.personId };
  return inTransaction<Imported, RefusalCode>(database, async (transaction) => {
    if (set === null) {
      const { errors, rowsQuarantined } = report;
      await recordFact(
        transaction,
        assignmentRefused,
        { ...context, subject: `${pack.code}/assignment` },
        { pack: pack.code, errors, rowsQuarantined, ...by },
      );
      return ok({ report, set: null });
    }
    await lockSets(transaction, pack.code);
    const base = await setInForce(transaction, pack.code);
    const isSame = base?.hash === set.hash && base.geography === geography.number;
    if (isSame) return refused('no-change');
    const number = await nextSetNumber(transaction, pack.code);
    const key = { pack: pack.code, number };
    const follows = base?.number ?? null;
    await insertSet(
      transaction,
      {
        ...key,
        follows,
        geography: geography.number,
        hash: set.hash,
        reason,
        createdAt: now,
        createdBy: actor.personId,
      },
      report,
    );
    await insertRules(transaction, key, set.rules);
    await recordFact(
      transaction,
      assignmentDrafted,
      { ...context, subject: `${pack.code}/assignment/${number}` },
      { ...key, hash: set.hash, follows, geography: geography.number, rules: set.counts, ...by },
    );
    await enqueue(transaction, ASSIGNMENT_TASK);
    return ok({ report, set: number });
  });
}

/** Asks for the counts of a set as the registers stand now. */
export async function computeAgain(
  database: Database,
  pack: CountryPack,
  number: number,
  now: Date,
): Promise<Result<Record<string, never>, RefusalCode>> {
  return inTransaction<Record<string, never>, RefusalCode>(database, async (transaction) => {
    await lockSets(transaction, pack.code);
    const set = await findSet(transaction, { pack: pack.code, number });
    if (set === null) return refused('not-found');
    const isOver = set.status === 'superseded' || set.status === 'discarded';
    if (isOver) return refused('version-not-current');
    await askComputation(transaction, set, now);
    await enqueue(transaction, ASSIGNMENT_TASK);
    return ok({});
  });
}

/** Gives an address of the queue to a station, by a rule of its own in the set in force. */
export async function placeByHand(
  database: Database,
  pack: CountryPack,
  actor: Actor,
  now: Date,
  given: { readonly addressId: number; readonly station: string; readonly reason: string },
): Promise<Result<Record<string, never>, RefusalCode>> {
  return inTransaction<Record<string, never>, RefusalCode>(database, async (transaction) => {
    await lockAssignment(transaction, pack.code, 'shared');
    await lockSets(transaction, pack.code);
    const set = await setInForce(transaction, pack.code);
    const address = await lockAddress(transaction, pack.code, given.addressId);
    if (address === null) return refused('not-found');
    if (set === null) return refused('version-not-current');
    if (address.station !== null) return refused('address-placed');
    if (!(await isStationAtHome(transaction, set, given.station))) {
      return refused('station-unknown-at-home');
    }
    const { addressId, station, reason } = given;
    const rule = await insertRuleByHand(transaction, set, given, { ...actor, at: now });
    await saveStations(transaction, set, address.territoryPath, [
      { addressId, station, method: 'address', ruleId: rule, isKnown: true },
    ]);
    await askFinder(transaction, pack.code, now);
    await recordFact(
      transaction,
      addressPlaced,
      {
        now,
        actor: actor.actingAs,
        election: null,
        territoryPath: address.territoryPath,
        subject: `${pack.code}/assignment/${set.number}/addresses/${addressId}`,
      },
      {
        pack: pack.code,
        number: set.number,
        address: addressId,
        station,
        rule,
        reason,
        person: actor.personId,
      },
    );
    await enqueue(transaction, ASSIGNMENT_TASK);
    return ok({});
  });
}

async function isStationAtHome(
  transaction: Transaction,
  { pack, geography }: { readonly pack: string; readonly geography: number },
  station: string,
): Promise<boolean> {
  const found = await findStation(transaction, { pack, number: geography }, station);
  return found !== null && isAtHome(found.station.kind);
}
