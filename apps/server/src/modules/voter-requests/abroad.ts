import { randomUUID } from 'node:crypto';
import { ok, type Result, refused } from '@ovoz/basics';
import type {
  AnswerOf,
  askToVoteAbroad,
  BodyOf,
  getAbroad,
  listMissions,
  RefusalCode,
} from '@ovoz/contract';
import { isDay } from '@ovoz/election-model';
import { checkNames } from '@ovoz/voter-register';
import { type Database, inTransaction, type Queries } from '../../platform/database.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import { findStation, votingStations } from '../geography/public.ts';
import { missionFor, nameOf, numberOf } from './asked.ts';
import type { RegisterOfPack } from './reach.ts';
import { keepRequest } from './registering.ts';
import { abroadDeadline, type RequestTime } from './request-time.ts';
import {
  countByMission,
  countLivingAbroad,
  countUnseen,
  type MissionCounts,
} from './store-overseas.ts';
import type { NewRequest } from './store-requests.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;
type Counts = Omit<MissionCounts, 'station'>;
/** More than any mission has voters: beyond it a stranger fills the list, and citizens come to the mission itself. */
const MOST_UNSEEN = 50_000;
const NONE: Counts = { requested: 0, waiting: 0, verified: 0, rejected: 0, listed: 0 };

/** Stations abroad of an election, by number. */
async function missionsOf(queries: Queries, { election }: RequestTime) {
  if (election === null) return [];
  const { geography } = election.version.definition;
  const version = { pack: election.election.pack, number: geography.version };
  const stations = await votingStations(queries, version);
  const abroad = stations.filter(({ kind }) => kind === 'abroad');
  const found = await Promise.all(
    abroad.map(({ number }) => findStation(queries, version, number)),
  );
  return found.flatMap((one) => (one === null ? [] : [one.station]));
}

/** Counts of all missions, each beside what it is a part of. They name nobody. */
export async function abroadView(
  database: Database,
  register: RegisterOfPack,
  time: RequestTime,
): Outcome<AnswerOf<typeof getAbroad>> {
  if (time.election === null || time.voting === null) return refused('not-sealed');
  const { code } = time.election.election;
  const { rules, root } = register;
  const { day } = time.voting;
  const deadline = abroadDeadline(time.voting, rules);
  const missions = await missionsOf(database, time);
  return inTransaction(database, async (transaction): Outcome<AnswerOf<typeof getAbroad>> => {
    await openRegister(transaction, WHOLE_REGISTER);
    const counts = await countByMission(transaction, code);
    const byStation = new Map(counts.map(({ station, ...rest }) => [station, rest]));
    return ok({
      deadline: deadline.toISOString(),
      deadlineArticle: rules.articles.abroad.article,
      confirmed: rules.articles.abroad.confirmed,
      isOpen: time.legalNow < deadline,
      whole: counts.reduce(sum, NONE),
      livingAbroad: await countLivingAbroad(transaction, root, day),
      missions: missions.map(({ number, name, hostCountry }) => ({
        station: number,
        name,
        hostCountry,
        counts: byStation.get(number) ?? NONE,
      })),
    });
  });
}

function sum(a: Counts, b: Counts): Counts {
  return {
    requested: a.requested + b.requested,
    waiting: a.waiting + b.waiting,
    verified: a.verified + b.verified,
    rejected: a.rejected + b.rejected,
    listed: a.listed + b.listed,
  };
}

/** Where a citizen abroad can ask, and until when. */
export async function missionsView(
  queries: Queries,
  { rules }: RegisterOfPack,
  time: RequestTime,
): Outcome<Omit<AnswerOf<typeof listMissions>, 'counts'>> {
  if (time.election === null || time.voting === null) return refused('not-sealed');
  const deadline = abroadDeadline(time.voting, rules);
  const missions = await missionsOf(queries, time);
  return ok({
    title: time.election.version.definition.title,
    votingDay: time.voting.day,
    deadline: deadline.toISOString(),
    isOpen: time.legalNow < deadline,
    missions: missions.map(({ number, name, address, hostCountry }) => ({
      station: number,
      name,
      address,
      hostCountry,
    })),
  });
}

/**
 * Takes the request of a citizen abroad. It changes nothing until an officer of the mission has seen the person; the
 * answer is the same whether or not there is such a voter.
 */
export async function askOnline(
  database: Database,
  register: RegisterOfPack,
  time: RequestTime,
  now: Date,
  body: BodyOf<typeof askToVoteAbroad>,
): Outcome<{ number: number }> {
  if (time.election === null) return refused('not-sealed');
  const { code } = time.election.election;
  if (!isDay(body.birthDate)) return refused('date-impossible');
  const names = checkNames(body, register.rules.nameProfile);
  if (!names.ok) return refused('name-invalid');
  const number = numberOf(register, body.nationalNumber);
  if (!number.ok) return number;
  return inTransaction(database, async (transaction): Outcome<{ number: number }> => {
    const mission = await missionFor(transaction, register, time, body.station);
    if (!mission.ok) return mission;
    await openRegister(transaction, [mission.value]);
    const unseen = await countUnseen(transaction, code, body.station);
    if (unseen >= MOST_UNSEEN) return refused('too-many-requests');
    const fields = { ...names.value, birthDate: body.birthDate };
    const request: NewRequest = {
      id: randomUUID(),
      pack: register.pack,
      election: code,
      kind: 'abroad',
      channel: 'online',
      about: 'self',
      voterId: null,
      territoryPath: mission.value,
      station: body.station,
      reverses: null,
      status: 'open',
      details: {
        person: nameOf(fields),
        requester: body.contact,
        reason: 'Asked online to vote abroad',
        fields,
      },
      sealed: register.keys.sealNumbers(number.value, body.document.trim()),
      receivedAt: now,
      receivedBy: null,
      // The hours of the law are for a request that can be decided: when the person stands before an officer.
      readyAt: null,
      dueAt: null,
    };
    return ok({ number: await keepRequest(transaction, request, null, now) });
  });
}
