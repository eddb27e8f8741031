import type { TerritoryPath } from '@ovoz/election-model';
import type {
  BatchReport,
  DistrictChange,
  QualityFinding,
  QuarantineReason,
} from '@ovoz/voter-register';
import type { DistrictCount } from '../store-districts.ts';
import { LoadRefused } from './load-refused.ts';
import type { Chunk, SetAside } from './read-chunk.ts';

type Outcomes = { -readonly [Name in keyof BatchReport['outcomes']]: number };

/** What a load has found so far. */
export type Tally = {
  rows: number;
  readonly outcomes: Outcomes;
  readonly setAside: SetAside[];
  readonly findings: Map<QualityFinding, number>;
  readonly districts: Map<TerritoryPath, DistrictTally>;
};

/**
 * Of one district: registered voters more or less; entries that end and rights to vote that a fact takes away; changes
 * of any kind.
 */
export type DistrictTally = { difference: number; removals: number; changes: number };

/** More than this share of wrong rows says that the file is wrong, not its rows. */
const MOST_SET_ASIDE = 0.05;
/** A small batch may consist of mistakes. */
const ALWAYS_ALLOWED = 1000;
/** In a small district one death is a tenth; below so many nobody is asked. */
const LEAST_HELD = 10;

export function newTally(): Tally {
  return {
    rows: 0,
    outcomes: {
      added: 0,
      changed: 0,
      unchanged: 0,
      removed: 0,
      facts: 0,
      kept: 0,
      missing: 0,
      quarantined: 0,
    },
    setAside: [],
    findings: new Map(),
    districts: new Map(),
  };
}

/** @param announced rows of the whole batch. @throws LoadRefused when too much is wrong */
export function tallyChunk(
  tally: Tally,
  chunk: Chunk,
  repeated: readonly SetAside[],
  announced: number,
): void {
  tally.rows += chunk.lines;
  for (const [finding, count] of Object.entries(chunk.findings)) {
    addTo(tally.findings, finding as QualityFinding, count);
  }
  setAside(tally, [...chunk.setAside, ...repeated], announced);
}

export function setAside(tally: Tally, rows: readonly SetAside[], announced: number): void {
  for (const row of rows) tally.setAside.push(row);
  tally.outcomes.quarantined = tally.setAside.length;
  if (tally.setAside.length > Math.max(ALWAYS_ALLOWED, MOST_SET_ASIDE * announced)) {
    throw new LoadRefused('quarantine-too-large');
  }
}

export function districtTally(tally: Tally, path: TerritoryPath): DistrictTally {
  const known = tally.districts.get(path) ?? { difference: 0, removals: 0, changes: 0 };
  tally.districts.set(path, known);
  return known;
}

/** Limits of the pack, per thousand registered voters of a district. */
export type Limits = { readonly deathsPerMille: number; readonly changesPerMille: number };

/** @param limits null: two people let the batch go on, or it is the first one */
export function reportOf(
  tally: Tally,
  before: readonly DistrictCount[],
  limits: Limits | null,
): BatchReport {
  const registered = new Map(before.map(({ path, registered: count }) => [path, count]));
  const districts = [...tally.districts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, { difference, removals, changes }]): DistrictChange => {
      const count = registered.get(path) ?? 0;
      return {
        territory: path.split('/').at(-1) ?? path,
        before: count,
        after: count + difference,
        removals,
        changes,
        isHeld:
          limits !== null &&
          (exceeds(removals, limits.deathsPerMille, count) ||
            exceeds(changes, limits.changesPerMille, count)),
      };
    });
  return {
    rows: tally.rows,
    outcomes: { ...tally.outcomes },
    quarantine: countReasons(tally.setAside),
    quality: [...tally.findings]
      .filter(([, count]) => count > 0)
      .map(([finding, count]) => ({ finding, count })),
    districts,
  };
}

function exceeds(acts: number, perMille: number, registered: number): boolean {
  return acts >= LEAST_HELD && acts * 1000 > perMille * registered;
}

function countReasons(rows: readonly SetAside[]): BatchReport['quarantine'] {
  const counts = new Map<QuarantineReason, number>();
  for (const { reason } of rows) addTo(counts, reason, 1);
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count);
}

function addTo<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
