import { randomInt } from 'node:crypto';
import { ok, type Result, refused } from '@ovoz/basics';
import type { AnswerOf, BodyOf, createViewLink, openViewLink, RefusalCode } from '@ovoz/contract';
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type Database, inTransaction, type Queries } from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import { networkOf } from '../../platform/rate-limit.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import { upcomingElection } from '../elections/public.ts';
import { currentGeography, findStation, findTerritory } from '../geography/public.ts';
import { linkCreated, linkUsed } from './events.ts';
import type { Reach, RegisterOfPack, Registers } from './reach.ts';
import { rightToVote, stationOf } from './record.ts';
import { insertViews, replaceLink, takeLink, type ViewRow, viewsOf } from './store-views.ts';
import { findVoter, type VoterRow } from './store-voters.ts';
import { factAboutVoter, noteView, voterSeen } from './voter-page.ts';
import { watchVolume } from './watch-volume.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;
type OwnRecord = AnswerOf<typeof openViewLink>;

/** Crockford's base 32, without letters that look like digits. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 4;
const GROUP_LENGTH = 4;
/** Long enough to carry the paper home. Sixteen signs are 80 bits: nobody guesses one in that time. */
const LIFE_MS = 24 * 60 * 60 * 1000;

/** Makes the link for one look at the own record. Only its hash is kept. Whoever makes it could use it: it is a look. */
export async function createLink(
  database: Database,
  reach: Reach,
  now: Date,
  id: string,
  { purpose, words }: BodyOf<typeof createViewLink>,
): Outcome<AnswerOf<typeof createViewLink>> {
  type Answer = AnswerOf<typeof createViewLink>;
  if (purpose === 'other' && words.trim() === '') return refused('purpose-words-missing');
  return inTransaction(database, async (transaction): Outcome<Answer> => {
    const found = await voterSeen(transaction, reach, id);
    if (!found.ok) return found;
    const { voter, actor } = found.value;
    const volume = await watchVolume(transaction, actor, now, { searches: 0, opened: 1 });
    if (!volume.ok) return volume;
    await noteView(transaction, voter, actor, now, { act: 'link', purpose, words });
    const token = newToken();
    const expiresAt = new Date(now.getTime() + LIFE_MS);
    await replaceLink(
      transaction,
      {
        tokenHash: sha256(token),
        voterId: voter.id,
        territoryPath: voter.territoryPath,
        createdBy: actor.personId,
        expiresAt,
      },
      now,
    );
    await recordFact(transaction, linkCreated, factAboutVoter(voter, actor, now), {
      purpose,
      words,
      voter: voter.id,
      person: actor.personId,
    });
    return ok({ token, expiresAt: expiresAt.toISOString() });
  });
}

function newToken(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** The own record, once. A link that is wrong, used or old is all the same refusal. */
export async function openLink(
  database: Database,
  registers: Registers,
  now: Date,
  token: string,
): Outcome<OwnRecord> {
  return inTransaction(database, async (transaction): Outcome<OwnRecord> => {
    await openRegister(transaction, WHOLE_REGISTER);
    const link = await takeLink(transaction, sha256(token), now);
    const voter = link === null ? null : await findVoter(transaction, link.voterId);
    if (voter === null) return refused('view-link-invalid');
    const register = registers.ofTerritory(voter.territoryPath);
    if (register === null) return refused('view-link-invalid');
    const views = await viewsOf(transaction, voter.id);
    const look = { act: 'own', purpose: 'own-record', words: '', by: null } as const;
    await insertViews(transaction, [voter], look, now);
    await recordFact(transaction, linkUsed, factAboutVoter(voter, null, now), { voter: voter.id });
    return ok(await ownRecord(transaction, register, voter, views, now));
  });
}

async function ownRecord(
  queries: Queries,
  register: RegisterOfPack,
  voter: VoterRow,
  views: readonly ViewRow[],
  now: Date,
): Promise<OwnRecord> {
  const { surname, given, patronymic, birthDate, status, address } = voter;
  const coming = await upcomingElection(queries, register.pack, now);
  return {
    name: { surname, given, patronymic },
    birthDate,
    status,
    address,
    eligibility: await rightToVote(queries, register, voter, coming),
    station: await stationForVoter(queries, register, voter, coming),
    views: await Promise.all(
      views.map(async ({ at, act, role, commission, purpose }) => ({
        at: at.toISOString(),
        act,
        role,
        commission: await placeName(queries, register, commission),
        purpose,
      })),
    ),
  };
}

async function stationForVoter(
  queries: Queries,
  register: RegisterOfPack,
  voter: VoterRow,
  coming: Parameters<typeof stationOf>[3],
): Promise<OwnRecord['station']> {
  const { at } = await stationOf(queries, register, voter, coming);
  const current = await currentGeography(queries, register.pack);
  if (at === null || current === null) return null;
  const version = { pack: register.pack, number: current.number };
  const found = await findStation(queries, version, at.number);
  if (found === null) return null;
  return { number: at.number, name: found.station.name, address: found.station.address };
}

async function placeName(
  queries: Queries,
  { pack }: RegisterOfPack,
  path: string | null,
): Promise<string | null> {
  const code = path?.split('/').at(-1);
  const current = await currentGeography(queries, pack);
  if (path === null || code === undefined || current === null) return path;
  const territory = await findTerritory(queries, { pack, number: current.number }, code);
  return territory?.name.en ?? path;
}

/** A person types a code a few times; a program does not get farther. Counted by network, in memory only. */
const TRIES_PER_MINUTE = 10;

/** Holds back whoever tries codes one after the other. */
export function createTryLimit(
  perMinute = TRIES_PER_MINUTE,
): (request: FastifyRequest) => Promise<boolean> {
  const tries = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async ({ ip }) => {
    try {
      await tries.consume(networkOf(ip));
      return true;
    } catch (reason) {
      if (reason instanceof RateLimiterRes) return false;
      throw reason;
    }
  };
}
