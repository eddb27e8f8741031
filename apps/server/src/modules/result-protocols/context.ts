import { present } from '@ovoz/basics';
import {
  type CountKind,
  type CountryPack,
  type ElectionDefinition,
  type ElectionMode,
  type ElectoralSystem,
  type OptionCode,
  optionsOf,
  type ResultForm,
  type TerritoryPath,
} from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { definitionVersion, packOf } from '../elections/public.ts';
import { listDistrictsOf, type VersionKey } from '../geography/public.ts';
import { type CountRecord, findCount } from './store-counts.ts';

/** A form and a ballot together: what a protocol of a contest in a district is written on. */
export type Paper = {
  readonly contest: string;
  readonly district: string | null;
  readonly form: ResultForm;
  /** Options in the order of the ballot. */
  readonly options: readonly OptionCode[];
  /** Marks that one valid ballot holds. */
  readonly marksPerBallot: number;
};

/** What an open count rests on. None of it changes any more. */
export type CountContext = {
  readonly election: string;
  readonly mode: ElectionMode;
  /** Path of the country. */
  readonly territoryPath: TerritoryPath;
  readonly definitionHash: string;
  readonly definitionVersion: number;
  readonly definition: ElectionDefinition;
  /** As it was when the election was drafted. */
  readonly pack: CountryPack;
  readonly system: ElectoralSystem;
  readonly geography: VersionKey;
  readonly legalCount: CountKind;
  readonly timeZone: string;
  /** Legal time before which no figure is published. */
  readonly releaseAt: Date;
  readonly openedAt: Date;
  /** By `paperKey`. */
  readonly papers: ReadonlyMap<string, Paper>;
};

/** What an election's count rests on, or null while it is not open. */
export async function countContext(
  queries: Queries,
  election: string,
): Promise<CountContext | null> {
  const count = await findCount(queries, election);
  return count === null ? null : contextOf(queries, count);
}

/** The paper of a contest in a district (null: the nation is the district), or null when there is none. */
export function paperOf(
  { papers }: CountContext,
  contest: string,
  district: string | null,
): Paper | null {
  return papers.get(paperKey(contest, district)) ?? null;
}

function paperKey(contest: string, district: string | null): string {
  return `${contest}/${district ?? ''}`;
}

type Definition = Pick<
  CountContext,
  'definition' | 'pack' | 'system' | 'geography' | 'papers' | 'territoryPath'
>;

/** Definitions are fixed under their hash; a nation's with all candidates takes some megabytes. */
const MAX_KEPT = 8;
const kept = new Map<string, Promise<Definition>>();

/** The same for a count that was read already. */
export async function contextOf(queries: Queries, count: CountRecord): Promise<CountContext> {
  const definitionHash = count.definitionHash.toString('hex');
  const key = `${count.election}/${definitionHash}/${count.geographyVersion}`;
  const known = kept.get(key) ?? load(queries, count);
  if (!kept.has(key)) {
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(key, known);
    known.catch(() => kept.delete(key));
  }
  const loaded = await known;
  return {
    ...loaded,
    election: count.election,
    mode: loaded.definition.mode,
    definitionHash,
    definitionVersion: count.definitionVersion,
    legalCount: count.legalCount,
    timeZone: loaded.definition.timeZone,
    releaseAt: count.releaseAt,
    openedAt: count.openedAt,
  };
}

async function load(queries: Queries, count: CountRecord): Promise<Definition> {
  const version = await definitionVersion(queries, count.election, count.definitionVersion);
  const { definition } = version;
  const pack = await packOf(queries, definition);
  const geography = { pack: pack.code, number: count.geographyVersion };
  const districts = await listDistrictsOf(queries, geography, null);
  const seatsOf = new Map(
    districts.map(({ district: { set, code, seats } }) => [`${set}/${code}`, seats]),
  );
  return {
    definition,
    pack,
    system: systemOf(pack, definition),
    geography,
    territoryPath: pack.root,
    papers: papersOf(definition, pack, (set, code) => seatsOf.get(`${set}/${code}`) ?? null),
  };
}

export function systemOf(
  { systems }: Pick<CountryPack, 'systems'>,
  { system }: Pick<ElectionDefinition, 'system'>,
): ElectoralSystem {
  const found = systems.find(({ code }) => code === system);
  return present(found, 'a definition names a system of its pack');
}

function papersOf(
  definition: ElectionDefinition,
  pack: CountryPack,
  seatsOf: (set: string, district: string) => number | null,
): ReadonlyMap<string, Paper> {
  return new Map(
    definition.ballots.map((ballot) => {
      const { contest, district } = ballot;
      const template = present(
        definition.contests.find(({ code }) => code === contest),
        'a ballot is of a contest',
      );
      const form = present(
        pack.forms.find(({ code }) => code === template.form),
        'a contest names a form of its pack',
      );
      const { districtSet, seats } = template;
      const districtSeats =
        district === null || districtSet === null ? seats : seatsOf(districtSet, district);
      const marksPerBallot =
        form.marksPerBallot === 'one' ? 1 : present(districtSeats, 'a district has its seats');
      const options = optionsOf(form, ballot);
      return [
        paperKey(contest, district),
        { contest, district, form, options, marksPerBallot },
      ] as const;
    }),
  );
}
