import { randomUUID } from 'node:crypto';
import { ok, present, type Result, refused } from '@ovoz/basics';
import type { PackageReceipt } from '@ovoz/contract';
import {
  alarmOf,
  contentFaults,
  decideProtocol,
  type ProtocolKey,
  type ResultPayload,
} from '@ovoz/election-model';
import { checkProtocol } from '@ovoz/tally';
import type { Actor } from '../../platform/actor.ts';
import type { Queries } from '../../platform/database.ts';
import { type NewFact, newFact } from '../../platform/evidence.ts';
import type { Refusal } from '../../platform/problem.ts';
import { legalTime } from '../elections/public.ts';
import { type CountContext, type Paper, paperOf } from './context.ts';
import { alarmRaised, versionReceived } from './events.ts';
import type { SignedPackage } from './signed-package.ts';
import { type Found, findForArrival, insertArrival, type NewPackage } from './store-packages.ts';
import { insertOtherCount, type Slot, type SlotChange } from './store-protocols.ts';

/** A version at the door. */
export type Arrival = {
  /** Its signature was made or verified here. */
  readonly signed: SignedPackage;
  /** Who uploaded, keyed or proposed it; null when a device sent it. */
  readonly by: Pick<Actor, 'personId' | 'actingAs'> | null;
  /** The approved proposal behind a correction, else null. */
  readonly proposalId: string | null;
};

/** Each attempt that fails means that another version of the same protocol got in. */
const MAX_ATTEMPTS = 50;

/**
 * The one door through which every version of every protocol comes: sent, uploaded, keyed or corrected. It
 * checks the figures, decides, keeps the package, moves the protocol, raises alarms and records the fact, all
 * in one statement. In a transaction it joins it; on the pool it is one of its own.
 * The same bytes give the same receipt. Signed versions that do not stand raise an alarm; keyed and
 * corrected ones are refused then.
 * @param found what `findForSender` read just now, to spare reading it again.
 */
export async function receiveVersion(
  queries: Queries,
  count: CountContext,
  arrival: Arrival,
  now: Date,
  found?: Found,
): Promise<Result<PackageReceipt, Refusal>> {
  const { hash, package: signed } = arrival.signed;
  const { election, contest, station, count: kind } = signed.payload;
  const key: ProtocolKey = { election, contest, station, count: kind };
  let known = found ?? (await findForArrival(queries, key, hash));
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    if (known.receipt !== null) return ok(known.receipt);
    if (known.slot !== null) {
      const judged = judge(count, arrival, known.slot, legalTime(known.clock, now), now);
      if (!judged.ok) return judged;
      const { change, kept, fact } = judged.value;
      if (await insertArrival(queries, known.slot, change, kept, fact, now)) {
        return ok(receiptOf(kept, fact, now));
      }
    } else if (kind === count.legalCount || !(await insertOtherCount(queries, key, now))) {
      return refused({ code: isContest(count, contest) ? 'station-unknown' : 'contest-unknown' });
    }
    known = await findForArrival(queries, key, hash);
  }
  return refused({ code: 'unavailable' });
}

type Judged = { readonly change: SlotChange; readonly kept: NewPackage; readonly fact: NewFact };

/** What a version does to its protocol. */
function judge(
  count: CountContext,
  arrival: Arrival,
  slot: Slot,
  legal: Date,
  now: Date,
): Result<Judged, Refusal> {
  if (legal < slot.closesAt) return refused({ code: 'station-still-open' });
  const { payload } = arrival.signed.package;
  if (isClockOff(payload, slot, legal)) return refused({ code: 'device-clock-off' });
  const paper = present(
    paperOf(count, slot.contest, slot.district),
    'a protocol that is due has its paper',
  );
  const faults = contentFaults(paper.form, paper.options, payload.content);
  if (faults.length > 0) {
    const errors = faults.map(({ code, field }) => ({ field, reason: code }));
    return refused({ code: 'fields-wrong', errors });
  }
  const checked = check(arrival, paper);
  const decided = decide(slot, arrival, checked.errors);
  if (!decided.ok) return refused({ code: decided.refusal });
  const { state, alarm } = decided.value;
  const kept = { ...checked, alarm };
  const standing = { packageHash: kept.hash, warnings: kept.warnings };
  const change = alarm === null ? { state, standing } : { state };
  return ok({ change, kept, fact: factOf(slot, arrival, kept, change, now) });
}

/** A device knows no better than its clock: a day off is a wrong time zone or date, a year is a flat battery. */
const CLOCK_TOLERANCE_MS = 24 * 60 * 60 * 1000;

/** What is counted is counted between the close of the station and now. */
function isClockOff({ origin, madeAt }: ResultPayload, { closesAt }: Slot, legal: Date): boolean {
  const madeMs = Date.parse(madeAt);
  const inTime =
    madeMs >= closesAt.getTime() - CLOCK_TOLERANCE_MS &&
    madeMs <= legal.getTime() + CLOCK_TOLERANCE_MS;
  return origin.kind === 'station-signed' && !inTime;
}

function check({ signed, by, proposalId }: Arrival, { form, marksPerBallot }: Paper) {
  const { payload, key } = signed.package;
  const findings = checkProtocol(form, payload.content, { marksPerBallot });
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return {
    hash: signed.hash,
    bytes: Buffer.from(signed.text),
    version: payload.version,
    origin: payload.origin.kind,
    key,
    findings,
    errors,
    warnings: findings.length - errors,
    receivedBy: by?.personId ?? null,
    proposalId,
  };
}

/** The next state, with the alarm when the version does not stand. */
function decide({ state }: Slot, { signed }: Arrival, errors: number) {
  const { version, origin } = signed.package.payload;
  const decided = decideProtocol(
    state,
    origin.kind === 'corrected'
      ? { type: 'correct', errors }
      : { type: 'receive', version, errors },
  );
  if (decided.ok && decided.value.version === version) {
    return ok({ state: decided.value, alarm: null });
  }
  if (decided.ok) return refused('version-outdated' as const);
  if (origin.kind !== 'station-signed') return decided;
  const kind = alarmOf(state, version, decided.refusal);
  if (kind === null) return decided;
  const raised = decideProtocol(state, { type: 'raise-alarm', version });
  return raised.ok ? ok({ state: raised.value, alarm: { id: randomUUID(), kind } }) : raised;
}

function factOf(
  slot: Slot,
  { by, signed }: Arrival,
  kept: NewPackage,
  { state }: SlotChange,
  now: Date,
): NewFact {
  const { election, contest, station, count, territoryPath } = slot;
  const { version, key, errors } = kept;
  const context = {
    now,
    actor: by?.actingAs ?? null,
    election,
    territoryPath,
    subject: `${election}/${contest}/${station}/${count}/${version}`,
  };
  const about = { contest, station, count, version, key, errors, person: by?.personId ?? null };
  const hash = signed.hash.toString('hex');
  if (kept.alarm === null) {
    const { origin, warnings } = kept;
    const { status } = state;
    return newFact(versionReceived, context, { ...about, origin, package: hash, warnings, status });
  }
  const standing = present(slot.packageHash, 'an alarm is about a protocol that stands');
  const { kind } = kept.alarm;
  return newFact(alarmRaised, context, {
    ...about,
    kind,
    package: hash,
    standing: standing.toString('hex'),
  });
}

function receiptOf({ hash, alarm, errors, warnings }: NewPackage, fact: NewFact, now: Date) {
  return {
    hash: hash.toString('hex'),
    outcome: alarm === null ? ('received' as const) : ('alarm-raised' as const),
    fact: fact.hash.toString('hex'),
    errors,
    warnings,
    receivedAt: now.toISOString(),
  };
}

function isContest({ definition }: CountContext, code: string): boolean {
  return definition.contests.some((contest) => contest.code === code);
}
