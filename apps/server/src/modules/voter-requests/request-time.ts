import { ok, type Result, refused } from '@ovoz/basics';
import { localDay, localInstant, type VoterListRules } from '@ovoz/election-model';
import { daysBefore, type VotingDay } from '@ovoz/voter-register';
import type { SignedIn } from '../../platform/actor.ts';
import type { Queries } from '../../platform/database.ts';
import {
  type ElectionInForce,
  electionInForce,
  isLevelEnough,
  legalTime,
  upcomingElection,
} from '../elections/public.ts';
import { countBeforeFreeze, electionsOfRequests } from './store-requests.ts';
import { findRollOf } from './store-rolls.ts';

/** The election that a request is about, or that comes next, with its clock. */
export type RequestTime = {
  readonly election: ElectionInForce | null;
  readonly voting: VotingDay | null;
  /** By the clock of the election; real time while none is called. */
  readonly legalNow: Date;
};

/** By which clock a request runs. @param code the election that it names, or null: the next one. */
export async function requestTime(
  queries: Queries,
  pack: string,
  code: string | null,
  now: Date,
): Promise<Result<RequestTime, 'not-found' | 'not-sealed'>> {
  if (code === null) return ok(timeOf(await upcomingElection(queries, pack, now), now));
  const found = await electionInForce(queries, code);
  if (found === null || found.election.pack !== pack) return refused('not-found');
  return found.version === null ? refused('not-sealed') : ok(timeOf(found, now));
}

export function timeOf(election: ElectionInForce | null, now: Date): RequestTime {
  if (election === null) return { election, voting: null, legalNow: now };
  const { votingDay: day, timeZone } = election.version.definition;
  return {
    election,
    voting: { day, timeZone },
    legalNow: legalTime(election.election.clock, now),
  };
}

/**
 * Legal time now by the code of each election that requests of a country run by; the empty code is real time. Only
 * requests of the opened register are asked.
 */
export async function clocksOf(
  queries: Queries,
  pack: string,
  now: Date,
): Promise<ReadonlyMap<string, Date>> {
  const clocks = new Map([['', now]]);
  for (const code of await electionsOfRequests(queries, pack)) {
    const found = await electionInForce(queries, code);
    if (found !== null) clocks.set(code, legalTime(found.election.clock, now));
  }
  return clocks;
}

/** Whether the person signed in strongly enough to act in the election. */
export function mayActIn({ election }: RequestTime, signedIn: SignedIn): boolean {
  return election === null || isLevelEnough(election.election.mode, signedIn);
}

/** Whether nothing moves any more between the lists of an election: its roll is made, or the day of that has come. */
export async function isListFrozen(
  queries: Queries,
  { election, voting, legalNow }: RequestTime,
  rules: VoterListRules,
): Promise<boolean> {
  if (election === null || voting === null) return false;
  if ((await findRollOf(queries, election.election.code)) !== null) return true;
  const today = localDay(legalNow.getTime(), voting.timeZone);
  return today >= daysBefore(voting.day, rules.freezeDays);
}

/** Until when a voter may ask to vote abroad: the end of the last day that the law leaves. */
export function abroadDeadline(voting: VotingDay, { abroadDeadlineDays }: VoterListRules): Date {
  return localInstant(daysBefore(voting.day, abroadDeadlineDays - 1), '00:00', voting.timeZone);
}

/**
 * Requests of a country that are not decided when an election's roll is frozen, and how many of them are beyond the
 * hours of the law. The transaction has opened the register.
 */
export async function openRequests(
  queries: Queries,
  { election: { code, pack, clock } }: Pick<ElectionInForce, 'election'>,
  now: Date,
): Promise<{ readonly waiting: number; readonly overdue: number }> {
  const clocks = new Map([
    ['', now],
    [code, legalTime(clock, now)],
  ]);
  return countBeforeFreeze(queries, pack, code, clocks);
}
