import { assert, present } from '@ovoz/basics';
import type { Count, OptionCode, ProtocolContent, ResultForm } from '@ovoz/election-model';

/** A station of a contest, and the opaque keys of every area whose totals it is part of: `territory:UZ/1703`. */
export type TabulatedStation = { readonly number: string; readonly areas: readonly string[] };

/** What a station gives to the totals. A missing and an annulled station give nothing, and are counted. */
export type StationPart =
  | { readonly status: 'counted'; readonly content: ProtocolContent }
  | { readonly status: 'annulled' }
  | { readonly status: 'missing' };

/** Sum over the stations that state the figure, and how many counted stations leave it unknown. */
export type Sum = { readonly sum: number; readonly unknown: number };

/** Totals of one contest in one area. Names stand in the order of the form and of the ballot. */
export type ContestTotals = {
  readonly stationsDue: number;
  readonly stationsCounted: number;
  readonly stationsAnnulled: number;
  readonly counts: Readonly<Record<string, Sum>>;
  readonly votes: Readonly<Record<OptionCode, Sum>>;
  /** Votes of all options together, votes against all included. */
  readonly validVotes: Sum;
};

/**
 * Running totals of one contest over all its areas. Placing a station costs its areas × its figures:
 * 11,028 stations with 21 figures in 5 areas each took 70 ms from scratch, one more 0.1 ms (2 cores, 2026).
 */
export type Tabulation = {
  readonly fields: readonly string[];
  readonly options: readonly OptionCode[];
  readonly stations: ReadonlyMap<string, Station>;
  readonly areas: ReadonlyMap<string, Area>;
};

/** Figures of a station in the order fields, options. −1 stands for unknown; counts never reach 2^31. */
type Station = { readonly areas: readonly Area[]; status: StationPart['status']; row: Int32Array };

/** Sums stay below 2^53 up to nine million stations of the largest count. */
type Area = {
  due: number;
  counted: number;
  annulled: number;
  readonly sums: Float64Array;
  readonly unknown: Uint32Array;
  unknownVotes: number;
};

const UNKNOWN = -1;
const NO_FIGURES = new Int32Array();

/** Totals with every station missing. @throws when a station is named twice. */
export function startTabulation(contest: {
  readonly form: Pick<ResultForm, 'fields'>;
  readonly options: readonly OptionCode[];
  readonly stations: Iterable<TabulatedStation>;
}): Tabulation {
  const fields = contest.form.fields.map(({ code }) => code);
  const columns = fields.length + contest.options.length;
  const areas = new Map<string, Area>();
  const stations = new Map<string, Station>();
  for (const { number, areas: keys } of contest.stations) {
    assert(!stations.has(number), `station ${number} is tabulated once`);
    const own = [...new Set(keys)].map((key) => areaOf(areas, key, columns));
    for (const area of own) area.due += 1;
    stations.set(number, { areas: own, status: 'missing', row: NO_FIGURES });
  }
  return { fields, options: contest.options, stations, areas };
}

/** Replaces what the station gives to its areas. @throws when the contest has no such station. */
export function place(tabulation: Tabulation, stationNumber: string, part: StationPart): void {
  const station = present(
    tabulation.stations.get(stationNumber),
    `station ${stationNumber} takes part in the contest`,
  );
  const row = part.status === 'counted' ? rowOf(tabulation, part.content) : NO_FIGURES;
  const votesFrom = tabulation.fields.length;
  for (const area of station.areas) {
    change(area, station.status, station.row, votesFrom, -1);
    change(area, part.status, row, votesFrom, 1);
  }
  station.status = part.status;
  station.row = row;
}

/** Totals of one area. @throws when no station counts for the area. */
export function totalsOf({ fields, options, areas }: Tabulation, key: string): ContestTotals {
  const area = present(areas.get(key), `${key} is an area of the contest`);
  const sumAt = (column: number): Sum => ({
    sum: present(area.sums[column], 'every name has a column'),
    unknown: present(area.unknown[column], 'every name has a column'),
  });
  const counts = fields.map((field, index) => [field, sumAt(index)] as const);
  const votes = options.map((option, index) => [option, sumAt(fields.length + index)] as const);
  return {
    stationsDue: area.due,
    stationsCounted: area.counted,
    stationsAnnulled: area.annulled,
    counts: Object.fromEntries(counts),
    votes: Object.fromEntries(votes),
    validVotes: {
      sum: votes.reduce((total, [, { sum }]) => total + sum, 0),
      unknown: area.unknownVotes,
    },
  };
}

function areaOf(areas: Map<string, Area>, key: string, columns: number): Area {
  const known = areas.get(key);
  if (known !== undefined) return known;
  const area: Area = {
    due: 0,
    counted: 0,
    annulled: 0,
    sums: new Float64Array(columns),
    unknown: new Uint32Array(columns),
    unknownVotes: 0,
  };
  areas.set(key, area);
  return area;
}

function rowOf({ fields, options }: Tabulation, content: ProtocolContent): Int32Array {
  const row = new Int32Array(fields.length + options.length);
  for (const [index, field] of fields.entries()) row[index] = cell(content.counts[field], field);
  for (const [index, option] of options.entries()) {
    row[fields.length + index] = cell(content.votes[option], option);
  }
  return row;
}

function cell(count: Count | undefined, name: string): number {
  assert(count !== undefined, `a protocol that is counted names ${name}`);
  return count ?? UNKNOWN;
}

function change(
  area: Area,
  status: StationPart['status'],
  row: Int32Array,
  votesFrom: number,
  sign: 1 | -1,
): void {
  if (status === 'counted') area.counted += sign;
  if (status === 'annulled') area.annulled += sign;
  let votesUnknown = false;
  for (let column = 0; column < row.length; column++) {
    const figure = row[column]!; // the loop ends with the row
    if (figure === UNKNOWN) {
      area.unknown[column]! += sign; // areas and rows have the same columns
      votesUnknown ||= column >= votesFrom;
    } else area.sums[column]! += sign * figure;
  }
  if (votesUnknown) area.unknownVotes += sign;
}
