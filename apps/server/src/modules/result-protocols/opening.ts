import { assert, ok, type Result, refused } from '@ovoz/basics';
import type { AnswerOf, openCount as openCountOperation, RefusalCode } from '@ovoz/contract';
import {
  ballotFor,
  closingTime,
  type ElectionDefinition,
  type ElectoralSystem,
  localDay,
} from '@ovoz/election-model';
import { toBase64url } from '@ovoz/public-log';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import type { ServerKeys } from '../../platform/server-keys.ts';
import { electionInForce, findElection, isLevelEnough, legalTime } from '../elections/public.ts';
import { type VotingStation, votingStations } from '../geography/public.ts';
import { systemOf } from './context.ts';
import { countOpened } from './events.ts';
import { type CountRecord, findCount, insertCount } from './store-counts.ts';
import { insertSlots, type NewSlot } from './store-protocols.ts';

type Opened = AnswerOf<typeof openCountOperation>;

/** Opens the count on the definition in force: every protocol that is due is awaited from now on. */
export async function openCount(
  database: Database,
  keys: ServerKeys,
  actor: Actor,
  now: Date,
  code: string,
): Promise<Result<Opened, RefusalCode>> {
  return inTransaction(database, async (transaction): Promise<Result<Opened, RefusalCode>> => {
    // Locked as sealing locks it, so that no other definition comes into force meanwhile.
    const election = await findElection(transaction, code, { lock: true });
    if (election === null) return refused('not-found');
    if (!isLevelEnough(election.mode, actor)) return refused('sign-in-level-too-low');
    if ((await findCount(transaction, code)) !== null) return refused('count-already-open');
    const found = await electionInForce(transaction, code);
    if (found === null || found.version === null) return refused('not-sealed');
    const { version, pack } = found;
    const { definition } = version;
    const legal = legalTime(election.clock, now);
    if (localDay(legal.getTime(), definition.timeZone) < definition.votingDay) {
      return refused('count-too-early');
    }
    const geography = { pack: pack.code, number: definition.geography.version };
    const stations = await votingStations(transaction, geography);
    const slots = slotsOf(definition, stations);
    const system = systemOf(pack, definition);
    const count: CountRecord = {
      election: code,
      definitionVersion: version.number,
      definitionHash: version.hash,
      geographyVersion: geography.number,
      legalCount: system.legalCount,
      stations: new Set(slots.map(({ station }) => station)).size,
      releaseAt: releaseTime(system, stations, definition.votingDay),
      openedAt: now,
    };
    await insertCount(transaction, count, actor.personId);
    await insertSlots(transaction, code, count.legalCount, slots, now);
    const releaseAt = count.releaseAt.toISOString();
    await recordFact(
      transaction,
      countOpened,
      {
        now,
        actor: actor.actingAs,
        election: code,
        territoryPath: election.territoryPath,
        subject: `${code}/count`,
      },
      {
        definitionVersion: version.number,
        definition: version.hash.toString('hex'),
        legalCount: count.legalCount,
        stations: count.stations,
        protocols: slots.length,
        releaseAt,
        packageKey: toBase64url(keys.packages.publicKey),
        publicationKey: toBase64url(keys.publication.publicKey),
        person: actor.personId,
      },
    );
    return ok({ stations: count.stations, protocols: slots.length, releaseAt });
  });
}

/** A protocol for every contest at every station that holds it. */
function slotsOf(
  definition: ElectionDefinition,
  stations: readonly VotingStation[],
): readonly NewSlot[] {
  const closing = closingTimes(definition.votingDay);
  const slots = stations.flatMap((station) =>
    definition.contests.flatMap(({ code }) => {
      const ballot = ballotFor(definition, code, station.districts);
      if (ballot === null) return [];
      const { number, position, territoryPath } = station;
      const closesAt = closing(station);
      const { district } = ballot;
      return [{ contest: code, station: number, position, territoryPath, district, closesAt }];
    }),
  );
  assert(slots.length > 0, 'a sealed definition has a station that votes');
  return slots;
}

/** Nothing is released before the last station that the law waits for has closed. */
function releaseTime(
  { release }: Pick<ElectoralSystem, 'release'>,
  stations: readonly VotingStation[],
  votingDay: string,
): Date {
  const closing = closingTimes(votingDay);
  const waitedFor =
    release === 'last-station-anywhere'
      ? stations
      : stations.filter(({ kind }) => kind !== 'abroad');
  return new Date(Math.max(...waitedFor.map((station) => closing(station).getTime())));
}

/** Thousands of stations keep a handful of hours. */
function closingTimes(votingDay: string): (station: VotingStation) => Date {
  const known = new Map<string, Date>();
  return (station) => {
    const key = `${station.opens} ${station.closes} ${station.timeZone}`;
    const closing = known.get(key) ?? closingTime(station, votingDay);
    known.set(key, closing);
    return closing;
  };
}
