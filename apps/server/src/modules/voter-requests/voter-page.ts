import { ok, type Result, refused } from '@ovoz/basics';
import type {
  AnswerOf,
  BodyOf,
  LookupPurpose,
  openVoter,
  RefusalCode,
  unmaskVoter,
} from '@ovoz/contract';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { type FactContext, recordFact } from '../../platform/evidence.ts';
import { openRegister } from '../../platform/register-scope.ts';
import { voterOpened, voterUnmasked } from './events.ts';
import { actorAt, pathsOf, type Reach, reaches } from './reach.ts';
import { historyOf, viewJson, voterRecord } from './record.ts';
import { homeOfListed } from './store-overseas.ts';
import { requestsOf } from './store-requests.ts';
import { findVoter, type VoterRow, versionsOf } from './store-voters.ts';
import { insertViews, type Look, type ViewAct, viewsOf } from './store-views.ts';
import { watchVolume } from './watch-volume.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;

type Seen = Result<{ readonly voter: VoterRow; readonly actor: Actor }, 'not-found'>;

/** The voter, when the reach holds it: whoever cannot see the voter is told that there is none. */
export async function voterWithin(
  transaction: Transaction,
  reach: Reach,
  id: string,
): Promise<Seen> {
  await openRegister(transaction, pathsOf(reach));
  const voter = await findVoter(transaction, id);
  const isWithin = voter !== null && reaches(reach, voter.territoryPath, voter.station);
  return isWithin
    ? ok({ voter, actor: actorAt(reach, voter.territoryPath) })
    : refused('not-found');
}

/** So is, to be looked at, a voter on the list of the mission where the desk is, at home anywhere. */
export async function voterSeen(transaction: Transaction, reach: Reach, id: string): Promise<Seen> {
  const found = await voterWithin(transaction, reach, id);
  if (found.ok || reach.desk === null) return found;
  const home = await homeOfListed(transaction, id, reach.desk);
  if (home === null) return found;
  await openRegister(transaction, [...pathsOf(reach), home]);
  const voter = await findVoter(transaction, id);
  return voter === null ? found : ok({ voter, actor: actorAt(reach, reach.desk.territoryPath) });
}

/** Opens a record for a purpose, and notes it where the voter can read it. */
export async function open(
  database: Database,
  reach: Reach,
  now: Date,
  id: string,
  { purpose, words }: BodyOf<typeof openVoter>,
): Outcome<AnswerOf<typeof openVoter>> {
  if (purpose === 'other' && words.trim() === '') return refused('purpose-words-missing');
  return inTransaction(database, async (transaction): Outcome<AnswerOf<typeof openVoter>> => {
    const found = await voterSeen(transaction, reach, id);
    if (!found.ok) return found;
    const { voter, actor } = found.value;
    const volume = await watchVolume(transaction, actor, now, { searches: 0, opened: 1 });
    if (!volume.ok) return volume;
    await noteLook(transaction, voter, actor, now, { act: 'opened', purpose, words });
    const record = await voterRecord(transaction, reach.register, voter, now);
    const versions = await versionsOf(transaction, id);
    const requests = await requestsOf(transaction, id);
    const views = await viewsOf(transaction, id);
    return ok({
      record,
      history: historyOf(voter, versions),
      requests: requests.map((request) => ({
        id: request.id,
        number: request.number,
        kind: request.kind,
        status: request.status,
        receivedAt: request.receivedAt.toISOString(),
      })),
      views: views.map(viewJson),
    });
  });
}

/** Shows the numbers of one voter. */
export async function unmask(
  database: Database,
  reach: Reach,
  now: Date,
  id: string,
  { purpose, reason }: BodyOf<typeof unmaskVoter>,
): Outcome<AnswerOf<typeof unmaskVoter>> {
  return inTransaction(database, async (transaction): Outcome<AnswerOf<typeof unmaskVoter>> => {
    const found = await voterSeen(transaction, reach, id);
    if (!found.ok) return found;
    const { voter, actor } = found.value;
    const volume = await watchVolume(transaction, actor, now, { searches: 0, opened: 1 });
    if (!volume.ok) return volume;
    await noteLook(transaction, voter, actor, now, { act: 'unmasked', purpose, words: reason });
    const { number, document } = reach.register.keys.unsealNumbers(voter.sealed);
    return ok({ nationalNumber: number, document });
  });
}

const EVENTS = { opened: voterOpened, unmasked: voterUnmasked } as const;

async function noteLook(
  transaction: Transaction,
  voter: VoterRow,
  actor: Actor,
  now: Date,
  look: {
    readonly act: ViewAct & keyof typeof EVENTS;
    readonly purpose: LookupPurpose;
    readonly words: string;
  },
): Promise<void> {
  await noteView(transaction, voter, actor, now, look);
  await recordFact(transaction, EVENTS[look.act], factAboutVoter(voter, actor, now), {
    purpose: look.purpose,
    words: look.words,
    voter: voter.id,
    person: actor.personId,
  });
}

/** Notes a look where the voter can read it. */
export async function noteView(
  transaction: Transaction,
  voter: VoterRow,
  { personId, actingAs }: Actor,
  now: Date,
  look: Omit<Look, 'by'>,
): Promise<void> {
  const by = { personId, role: actingAs.role, commission: actingAs.territoryPath };
  await insertViews(transaction, [voter], { ...look, by }, now);
}

/** Facts about a voter name the territory, never the voter. */
export function factAboutVoter(
  { territoryPath }: Pick<VoterRow, 'territoryPath'>,
  actor: Actor | null,
  now: Date,
): FactContext {
  return {
    now,
    actor: actor?.actingAs ?? null,
    election: null,
    territoryPath,
    subject: 'voter',
  };
}
