import { ok, type Result, refused } from '@ovoz/basics';
import {
  type BodyOf,
  type FoundVoter,
  MAX_FOUND_VOTERS,
  type RefusalCode,
  type searchVoters,
} from '@ovoz/contract';
import { covers, isDay, type TerritoryPath } from '@ovoz/election-model';
import { checkNationalNumber, nameKey } from '@ovoz/voter-register';
import { type Database, inTransaction, type Queries } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { openRegister } from '../../platform/register-scope.ts';
import { commonScope } from '../../platform/scope.ts';
import { allTerritories, currentGeography } from '../geography/public.ts';
import { skeletonKey } from '../voter-register/public.ts';
import { votersSearched } from './events.ts';
import { placesOf, type Reach, type RegisterOfPack, stationOnly, widestActor } from './reach.ts';
import { type BornBetween, findByKey, findByNumber, type SearchPlaces } from './store-search.ts';
import type { FoundRow } from './store-voters.ts';
import { insertViews } from './store-views.ts';
import { watchVolume } from './watch-volume.ts';

type Asked = BodyOf<typeof searchVoters>;
type Found = {
  readonly rows: readonly FoundRow[];
  readonly by: 'number' | 'name' | 'similar';
};
type Answer = { voters: FoundVoter[]; more: boolean; by: Found['by'] };

/** Fewer letters of a name would leaf through the list. */
const LEAST_LETTERS = 3;

/** Looks a voter up within the reach, and records the search with what it showed. */
export async function search(
  database: Database,
  reach: Reach,
  now: Date,
  asked: Asked,
): Promise<Result<Answer, RefusalCode>> {
  if (asked.purpose === 'other' && asked.words.trim() === '')
    return refused('purpose-words-missing');
  if (asked.birthDate !== undefined && !isDay(asked.birthDate)) return refused('date-impossible');
  const paths = placesWithin(reach, asked.territory);
  if (paths.length === 0) return refused('not-found');
  const actor = widestActor(reach);
  return inTransaction(database, async (transaction): Promise<Result<Answer, RefusalCode>> => {
    const volume = await watchVolume(transaction, actor, now, { searches: 1, opened: 0 });
    if (!volume.ok) return volume;
    await openRegister(transaction, paths);
    const found = await findVoters(transaction, reach, paths, asked);
    if (!found.ok) return found;
    const rows = found.value.rows.slice(0, MAX_FOUND_VOTERS);
    const { purpose, words } = asked;
    const by = {
      personId: actor.personId,
      role: actor.actingAs.role,
      commission: actor.actingAs.territoryPath,
    };
    await insertViews(transaction, rows, { act: 'listed', purpose, words, by }, now);
    const { purpose: _, words: __, ...criteria } = asked;
    await recordFact(
      transaction,
      votersSearched,
      {
        now,
        actor: actor.actingAs,
        election: null,
        territoryPath: actor.actingAs.territoryPath || reach.register.root,
        subject: `${reach.register.pack}/voters`,
      },
      {
        purpose,
        found: rows.length,
        words,
        asked: criteria,
        voters: rows.map(({ id }) => id),
        person: actor.personId,
      },
    );
    const more = found.value.rows.length > MAX_FOUND_VOTERS;
    return ok({ voters: rows.map(foundVoter), more, by: found.value.by });
  });
}

/** Territories of the reach that are asked for: all, or what lies in one. */
function placesWithin(reach: Reach, asked: TerritoryPath | undefined): readonly TerritoryPath[] {
  const paths = placesOf(reach);
  return asked === undefined ? paths : commonScope(paths, [asked]);
}

async function findVoters(
  queries: Queries,
  reach: Reach,
  paths: readonly TerritoryPath[],
  asked: Asked,
): Promise<Result<Found, RefusalCode>> {
  const { register } = reach;
  const station = stationOnly(reach);
  if (asked.nationalNumber !== undefined) {
    const number = checkNationalNumber(register.rules.nationalNumber, asked.nationalNumber);
    if (!number.ok) return refused('national-number-invalid');
    const key = register.keys.nationalKey(register.pack, number.value);
    return ok({ rows: await findByNumber(queries, key, station), by: 'number' });
  }
  const name = nameKey(register.rules.nameProfile, asked.name ?? '');
  if (name.length < LEAST_LETTERS) return refused('search-too-wide');
  const places = { ...(await splitPlaces(queries, register, paths)), station };
  return ok(await findByName(queries, register, places, name, asked));
}

/** As it is written, surname first or last; when nobody's name is written so, by how it sounds. */
async function findByName(
  queries: Queries,
  register: RegisterOfPack,
  places: SearchPlaces,
  name: string,
  asked: Asked,
): Promise<Found> {
  const born = bornBetween(asked);
  const limit = MAX_FOUND_VOTERS + 1;
  for (const beginning of new Set([name, turned(name)])) {
    const rows = await findByKey(queries, 'search_key', beginning, places, born, limit);
    if (rows.length > 0) return { rows, by: 'name' };
  }
  for (const beginning of soundsLike(register, asked.name ?? '')) {
    const rows = await findByKey(queries, 'skeleton_key', beginning, places, born, limit);
    if (rows.length > 0) return { rows, by: 'similar' };
  }
  return { rows: [], by: 'name' };
}

/** The last word first: some write the given name before the surname. */
function turned(name: string): string {
  const words = name.split(' ');
  const [last = ''] = words.splice(-1);
  return [last, ...words].join(' ');
}

/** Skeletons of the first two words, as surname and given name and the other way round. */
function soundsLike(register: RegisterOfPack, name: string): readonly string[] {
  const [first = '', second = ''] = name.trim().split(/\s+/);
  const key = (surname: string, given: string) =>
    skeletonKey(register, { surname, given, patronymic: '' });
  return second === '' ? [key(first, '')] : [key(first, second), key(second, first)];
}

function bornBetween({ birthDate, birthYear }: Asked): BornBetween {
  if (birthDate !== undefined) return { from: birthDate, to: birthDate };
  return birthYear === undefined ? null : { from: `${birthYear}-01-01`, to: `${birthYear}-12-31` };
}

/** Regions are an index of their own; a country is all of its regions. */
async function splitPlaces(
  queries: Queries,
  register: RegisterOfPack,
  paths: readonly TerritoryPath[],
): Promise<Pick<SearchPlaces, 'regions' | 'territories'>> {
  const isRegion = (path: TerritoryPath) => path.split('/').length === 2;
  const isCountry = paths.some((path) => covers(path, register.root));
  return {
    regions: isCountry ? await regionsOf(queries, register) : paths.filter(isRegion),
    territories: isCountry ? [] : paths.filter((path) => !isRegion(path)),
  };
}

/** Regions change with a version of the geography: kept by its hash. */
const MAX_KNOWN_REGIONS = 100;
const knownRegions = new Map<string, readonly TerritoryPath[]>();

async function regionsOf(
  queries: Queries,
  { pack, root }: RegisterOfPack,
): Promise<readonly TerritoryPath[]> {
  const current = await currentGeography(queries, pack);
  if (current === null) return [root];
  const known = knownRegions.get(current.hash);
  if (known !== undefined) return known;
  const all = await allTerritories(queries, { pack, number: current.number }, root);
  const regions = all.map(({ territory }) => territory).filter(({ level }) => level <= 1);
  const paths = regions.map(({ path }) => path);
  if (knownRegions.size >= MAX_KNOWN_REGIONS) knownRegions.clear();
  knownRegions.set(current.hash, paths);
  return paths;
}

export function foundVoter(row: FoundRow): FoundVoter {
  const { id, surname, given, patronymic, birthDate, sex, status, territoryPath } = row;
  return {
    id,
    name: { surname, given, patronymic },
    birthDate,
    sex,
    status,
    territoryPath,
    address: row.address,
    station: row.station,
  };
}
