import { assert, ok, present } from '@ovoz/basics';
import type { CountryPack } from '@ovoz/election-model';
import { leafHash } from '@ovoz/public-log';
import { eligibility, latestBirthDate, stationRootText } from '@ovoz/voter-register';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import { enqueue } from '../../platform/jobs.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import { electionInForce } from '../elections/public.ts';
import { type StationPlace, stationPlaces } from '../geography/public.ts';
import { rollFrozen } from './events.ts';
import { rootOfLeaves, stationRoll } from './station-roll.ts';
import { insertStation, selectedVoters } from './store-entries.ts';
import { countOpenWork } from './store-preconditions.ts';
import {
  countExclusions,
  findRoll,
  listRoots,
  markFrozen,
  markSelected,
  type Roll,
  type WrittenStation,
} from './store-rolls.ts';
import {
  analyzeSelection,
  type Candidate,
  forDoubtfulVoters,
  insertEmptyStations,
  insertExclusions,
  insertSelection,
  insertVotersAbroad,
  type SelectionOf,
} from './store-selection.ts';

/** Two stations at a time: while one is being written, the next is hashed. */
const STATIONS_AT_ONCE = 2;

type Freeze = {
  readonly database: Database;
  readonly pack: CountryPack;
  /** Stations of the election, in the order of their numbers. */
  readonly stations: readonly StationPlace[];
  readonly now: () => Date;
};

/**
 * Carries a freeze out, or goes on with one that was interrupted. First one snapshot of the register decides who is on
 * which roll; then each station is written in a transaction of its own; the last transaction seals the whole. Killed at
 * any moment, the next call does what is missing.
 * @throws when a batch or an assignment is being entered: half of it would be frozen. The job is tried again.
 */
export async function freezeRoll(
  database: Database,
  election: string,
  { now, stop }: { readonly now: () => Date; readonly stop: AbortSignal },
): Promise<void> {
  const roll = present(await findRoll(database, election), 'a roll that is frozen is known');
  if (roll.status === 'frozen') return;
  const inForce = await electionInForce(database, election);
  assert(inForce !== null && inForce.version !== null, 'a roll is frozen for a sealed election');
  const stations = await stationPlaces(database, { pack: roll.pack, number: roll.geography }, null);
  const freeze = { database, pack: inForce.pack, stations, now };
  if (roll.selectedAt === null) await select(freeze, roll);
  await writeStations(freeze, roll, stop);
  if (!stop.aborted) await seal(freeze, roll);
}

async function select(freeze: Freeze, roll: Roll): Promise<void> {
  const { database, pack, stations, now } = freeze;
  const selection = {
    roll: roll.id,
    election: roll.election,
    root: pack.root,
    stations: stations.map(({ number }) => number),
  };
  await inTransaction(database, async (transaction) => {
    // All statements see the same moment: nobody is asked with one record and placed with another.
    await transaction`set transaction isolation level repeatable read`;
    await openWhole(transaction);
    const { loading, entering } = await countOpenWork(transaction, roll.pack);
    if (loading + entering > 0) throw new Error('the register is being loaded or assigned');
    await excludeIneligible(transaction, freeze, roll, selection);
    const counts = await insertSelection(transaction, selection);
    await insertVotersAbroad(transaction, selection);
    await insertEmptyStations(transaction, roll.id, stations, rootOfLeaves([]));
    await markSelected(transaction, roll.id, { ...counts, stations: stations.length }, now());
    return ok({});
  });
  await analyzeSelection(database);
}

async function excludeIneligible(
  transaction: Transaction,
  { pack }: Freeze,
  { id, votingDay }: Roll,
  selection: SelectionOf,
): Promise<void> {
  const rules = present(pack.voterList, 'a pack without a law of the list has no roll');
  const law = {
    citizenship: rules.citizenship,
    latestBirthDate: latestBirthDate(rules.minimumAge, votingDay),
  };
  await forDoubtfulVoters(transaction, selection, law, async (candidates) => {
    const reasons: string[] = [];
    const excluded: Candidate[] = [];
    for (const candidate of candidates) {
      const outcome = eligibility(candidate, rules, votingDay);
      if (outcome.eligible) continue;
      excluded.push(candidate);
      reasons.push(outcome.reason);
    }
    await insertExclusions(transaction, id, excluded, reasons);
  });
}

async function writeStations(freeze: Freeze, roll: Roll, stop: AbortSignal): Promise<void> {
  const { database, stations } = freeze;
  const written = new Set((await listRoots(database, roll.id)).map(({ station }) => station));
  const waiting = stations
    .map((place, position) => ({ place, position }))
    .filter(({ place }) => !written.has(place.number));
  const take = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (stop.aborted) return;
      await writeStation(freeze, roll, next.place, next.position);
    }
  };
  await Promise.all(Array.from({ length: STATIONS_AT_ONCE }, take));
}

async function writeStation(
  { database, pack }: Freeze,
  { id, election }: Roll,
  { number: station, territoryPath }: StationPlace,
  position: number,
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    await openWhole(transaction);
    const voters = await selectedVoters(transaction, id, station);
    const { entries, salts, leaves, root } = stationRoll(
      { election, station },
      voters,
      alphabetOf(pack),
    );
    const written: WrittenStation = {
      station,
      position,
      territoryPath,
      voters: entries.length,
      root,
    };
    await insertStation(transaction, id, written, entries, { salts, leaves });
    return ok({});
  });
}

/** The database refuses unless every station and every voter that was selected is written. */
async function seal({ database, pack, now }: Freeze, roll: Roll): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const locked = present(
      await findRoll(transaction, roll.election, { lock: true }),
      'a roll stays',
    );
    if (locked.status === 'frozen') return ok({});
    await openWhole(transaction);
    const roots = await listRoots(transaction, roll.id);
    const root = rootOfRoll(roll.election, roots);
    const exclusions = await countExclusions(transaction, roll.id);
    const at = now();
    await markFrozen(transaction, roll.id, root, at);
    await recordFact(
      transaction,
      rollFrozen,
      {
        now: at,
        actor: null,
        election: roll.election,
        territoryPath: pack.root,
        subject: `${roll.election}/roll`,
      },
      {
        root: root.toString('hex'),
        stations: roots.length,
        voters: present(locked.voters, 'a roll that is sealed was selected'),
        excluded: Object.fromEntries(exclusions.map(({ reason, voters }) => [reason, voters])),
      },
    );
    await enqueue(transaction, 'publish-rolls');
    await enqueue(transaction, 'build-lookups');
    return ok({});
  });
}

/** The root over the stations in the order of their numbers; each leaf binds number, count and root of a station. */
export function rootOfRoll(election: string, roots: readonly WrittenStation[]): Buffer {
  const leaves = roots.map(({ station, voters, root }) => {
    const text = stationRootText(election, { station, voters, root: root.toString('hex') });
    return leafHash(Buffer.from(text), sha256);
  });
  return rootOfLeaves(leaves);
}

/** The system reads all; the selection of a nation takes minutes. */
async function openWhole(transaction: Transaction): Promise<void> {
  await Promise.all([
    openRegister(transaction, WHOLE_REGISTER),
    transaction`set local statement_timeout = 0`,
  ]);
}

/** Lists stand in the order of the country's first language. */
function alphabetOf({ languages }: CountryPack): readonly string[] {
  return present(languages[0], 'a pack has a language').alphabet;
}
