import { ok, present, type Result, refused } from '@ovoz/basics';
import type {
  AnswerOf,
  LookupPurpose,
  openDuplicatePair,
  PairEntry,
  PairSummary,
  RefusalCode,
} from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import {
  type Database,
  inTransaction,
  type Queries,
  type Transaction,
} from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import { namesOf } from '../access/public.ts';
import type { RegisterKeys } from '../voter-register/public.ts';
import { insertViews } from '../voter-requests/public.ts';
import { commonPath } from './common-path.ts';
import { pairOpened } from './events.ts';
import { decisionsOf, findPair, type PairRow, pathsOfPair, priorOfRun } from './store-pairs.ts';
import { entriesOf, type EntryRow } from './store-people.ts';

type Opened = AnswerOf<typeof openDuplicatePair>;

/** The lowest territory that holds both entries of a pair; null when there is no such pair. */
export async function placeOfPair(
  database: Database,
  pack: string,
  id: string,
): Promise<TerritoryPath | null> {
  return database.begin(async (transaction) => {
    await openRegister(transaction, WHOLE_REGISTER);
    const paths = await pathsOfPair(transaction, pack, id);
    return paths === null ? null : commonPath(paths.pathA, paths.pathB);
  });
}

/** Shows both entries of a pair, for a purpose, and records the look. */
export async function openPair(
  database: Database,
  keys: RegisterKeys,
  actor: Actor,
  now: Date,
  {
    pair: id,
    purpose,
    words,
  }: {
    readonly pair: string;
    readonly purpose: LookupPurpose;
    readonly words: string;
  },
): Promise<Result<Opened, RefusalCode>> {
  if (purpose === 'other' && words.trim() === '') return refused('purpose-words-missing');
  return inTransaction(database, async (transaction): Promise<Result<Opened, RefusalCode>> => {
    await openRegister(transaction, [actor.actingAs.territoryPath]);
    const pair = await findPair(transaction, id);
    if (pair === null) return refused('not-found');
    const look = await lookAtPair(transaction, actor, now, { pair, purpose, words });
    if (look === null) return refused('not-found');
    const { a, b, prior } = look;
    return ok({
      pair: summaryOf(pair),
      a: entryOf(keys, a, pair.versionA),
      b: entryOf(keys, b, pair.versionB),
      prior,
      decisions: await decisionViews(transaction, pair),
      proposal: pair.status === 'proposed' ? pair.proposalId : null,
    });
  });
}

/**
 * Reads both entries for somebody and records that. The transaction has opened the register.
 * @returns null when one of the two has moved out of the territory since: somebody above decides. `prior` in thousandths of a bit
 */
export async function lookAtPair(
  transaction: Transaction,
  actor: Actor,
  now: Date,
  {
    pair,
    purpose,
    words,
  }: { readonly pair: PairRow; readonly purpose: LookupPurpose; readonly words: string },
): Promise<{ readonly a: EntryRow; readonly b: EntryRow; readonly prior: number } | null> {
  const entries = await entriesOf(transaction, [pair.voterA, pair.voterB]);
  const [a, b] = entries;
  if (a === undefined || b === undefined) return null;
  const voters = entries.map(({ id: voter, territoryPath }) => ({
    id: String(voter),
    territoryPath,
  }));
  const { role, territoryPath: commission } = actor.actingAs;
  const by = { personId: actor.personId, role, commission };
  await insertViews(transaction, voters, { act: 'opened', purpose, words, by }, now);
  await recordFact(
    transaction,
    pairOpened,
    {
      now,
      actor: actor.actingAs,
      election: null,
      territoryPath: commonPath(pair.pathA, pair.pathB),
      subject: `${pair.pack}/duplicates/pair`,
    },
    {
      purpose,
      words,
      pair: String(pair.id),
      voters: voters.map((voter) => voter.id).join(', '),
      person: actor.personId,
    },
  );
  const prior = (await priorOfRun(transaction, pair.runId)) ?? 0;
  return { a, b, prior: prior === 0 ? 0 : Math.round(1000 * Math.log2(prior / (1 - prior))) };
}

export function summaryOf(pair: PairRow): PairSummary {
  const { pathA, pathB, weight, status, foundAt, lines } = pair;
  return {
    id: String(pair.id),
    pathA,
    pathB,
    weight,
    status,
    foundAt: foundAt.toISOString(),
    lines: [...lines],
  };
}

async function decisionViews(queries: Queries, pair: PairRow) {
  const decisions = await decisionsOf(queries, pair.id);
  const people = decisions.flatMap(({ firstPerson, secondPerson }) =>
    secondPerson === null ? [firstPerson] : [firstPerson, secondPerson],
  );
  const names = await namesOf(queries, people);
  return decisions.map(({ outcome, superfluous, reason, firstPerson, secondPerson, ...rest }) => ({
    outcome,
    superfluous: superfluous === null ? null : String(superfluous),
    reason,
    decidedBy: [firstPerson, secondPerson].flatMap((id) =>
      id === null ? [] : [present(names.get(id), 'who decided has a name')],
    ),
    decidedAt: rest.decidedAt.toISOString(),
    request: rest.requestId,
  }));
}

const SHOWN_OF_NUMBER = 4;

function entryOf(keys: RegisterKeys, row: EntryRow, compared: number): PairEntry {
  return { ...comparedOf(keys, row, compared), status: row.status };
}

/** What is compared of an entry, without what became of it since. */
export function comparedOf(
  keys: RegisterKeys,
  row: EntryRow,
  compared: number,
): Omit<PairEntry, 'status'> {
  const { number, document } = keys.unsealNumbers(row.sealed);
  const { surname, given, patronymic, sex, birthDate, territoryPath, address } = row;
  return {
    voter: String(row.id),
    name: { surname, given, patronymic },
    sex,
    birthDate,
    territoryPath,
    address,
    nationalNumber: masked(number),
    document: masked(document),
    isChanged: row.version !== compared,
  };
}

/** The last digits tell numbers apart; the rest is nobody's business here. */
function masked(text: string): string {
  const hidden = Math.max(0, text.length - SHOWN_OF_NUMBER);
  return '•'.repeat(hidden) + text.slice(hidden);
}
