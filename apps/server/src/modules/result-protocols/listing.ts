import { ok, refused } from '@ovoz/basics';
import {
  type AnswerOf,
  type listProtocols,
  PAGE_SIZE,
  type ProtocolRow,
  type QueryOf,
  RESULT_READERS,
} from '@ovoz/contract';
import { CountKind, entryStage, type TerritoryPath } from '@ovoz/election-model';
import Value from 'typebox/value';
import type { SignedIn } from '../../platform/actor.ts';
import type { Database, Queries } from '../../platform/database.ts';
import { commonScope } from '../../platform/scope.ts';
import { findElection, legalTime } from '../elections/public.ts';
import { type CountContext, countContext } from './context.ts';
import { placeNames, scopeFor } from './count-places.ts';
import type { Outcome } from './lock-protocol.ts';
import { type ListedProtocol, type ListPlace, pageOfProtocols } from './store-lists.ts';

/** From the close of a station by legal time until its protocol is missed. */
const OVERDUE_MS = 6 * 60 * 60 * 1000;

/** The part of an open count that a person may follow. */
export type VisibleCount = {
  readonly count: CountContext;
  readonly inside: readonly TerritoryPath[];
  readonly legal: Date;
};

/** The open count of an election, with the caller's territories in it. */
export async function visibleCount(
  queries: Queries,
  signedIn: SignedIn,
  code: string,
  now: Date,
): Outcome<VisibleCount> {
  const [election, count] = await Promise.all([
    findElection(queries, code),
    countContext(queries, code),
  ]);
  if (election === null) return refused('not-found');
  const inside = scopeFor(signedIn, RESULT_READERS, election);
  if (inside.length === 0) return refused('not-found');
  if (count === null) return refused('count-not-open');
  return ok({ count, inside, legal: legalTime(election.clock, now) });
}

/** A page of protocols in the caller's territory: missing ones first, then by the number of the station. */
export async function listInScope(
  database: Database,
  signedIn: SignedIn,
  code: string,
  query: QueryOf<typeof listProtocols>,
  now: Date,
): Outcome<AnswerOf<typeof listProtocols>> {
  const visible = await visibleCount(database, signedIn, code, now);
  if (!visible.ok) return visible;
  const { count, legal } = visible.value;
  const inside =
    query.territory === undefined
      ? visible.value.inside
      : commonScope([query.territory], visible.value.inside);
  if (inside.length === 0) return refused('not-found');
  const after = query.cursor === undefined ? null : readPlace(query.cursor);
  if (after === undefined) return refused(wrongCursor);
  const station = (query.station ?? '').trim().toUpperCase();
  // No number has other characters, and some of them no database can look for.
  if (!/^[A-Z0-9-]*$/.test(station)) return ok({ protocols: [], next: null });
  const filter = {
    election: code,
    inside: inside.includes(count.territoryPath) ? null : inside,
    state: query.filter ?? null,
    contest: query.contest ?? null,
    station,
    overdueBefore: overdueBefore(legal),
  };
  const [listed, names] = await Promise.all([
    pageOfProtocols(database, filter, { after, size: PAGE_SIZE + 1 }),
    placeNames(database, count),
  ]);
  const shown = listed.slice(0, PAGE_SIZE);
  const last = listed.length > PAGE_SIZE ? shown.at(-1) : undefined;
  return ok({
    protocols: shown.map((one) => rowOf(one, names.stations, signedIn.personId, legal)),
    next: last === undefined ? null : placeText(last),
  });
}

/** Stations that closed before this legal time are overdue when nothing has come. */
export function overdueBefore(legal: Date): Date {
  return new Date(legal.getTime() - OVERDUE_MS);
}

/** A protocol in a list: no figures, and of entries only how far they are. */
export function rowOf(
  one: ListedProtocol,
  names: ReadonlyMap<string, string>,
  personId: string,
  legal: Date,
): ProtocolRow {
  const { contest, station, count, territoryPath, district, status, version, hash } = one;
  const entries = one.entries ?? [];
  const isAwaited = one.legal && status === 'awaited';
  return {
    contest,
    station,
    stationName: names.get(station) ?? station,
    count,
    territoryPath,
    district,
    status,
    version,
    hash,
    origin: one.origin,
    errors: one.errors,
    warnings: one.warnings,
    alarms: one.alarms,
    entry: stageOf(one),
    keyedByCaller: entries.some(({ person }) => person === personId),
    overdue: isAwaited && one.closesAt < overdueBefore(legal),
    changedAt: one.changedAt.toISOString(),
  };
}

function stageOf({ entries, differing }: ListedProtocol): ProtocolRow['entry'] {
  const stage = entryStage({ entries: entries ?? [], differing: differing ?? 0 });
  // Entries that are complete have become a version and are not under way.
  return stage === 'empty' || stage === 'complete' ? null : stage;
}

function placeText({ status, position, contest, count }: ListedProtocol): string {
  return `${status === 'awaited' ? 1 : 0}:${position}:${contest}:${count}`;
}

/** Undefined when it is no place in a list. */
function readPlace(cursor: string): ListPlace | undefined {
  const match = /^([01]):(\d{1,7}):([a-z0-9-]{1,40}):(hand|machine)$/.exec(cursor);
  if (match === null) return undefined;
  const [, missing, position, contest = '', count] = match;
  if (!Value.Check(CountKind, count)) return undefined;
  return { missing: missing === '1', position: Number(position), contest, count };
}

const wrongCursor = {
  code: 'invalid-input',
  errors: [{ field: 'querystring/cursor', reason: 'This is not a place in the list.' }],
} as const;
