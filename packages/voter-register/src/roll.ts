/**
 * The frozen roll of a station as bytes that are hashed. A line is a leaf of the station's Merkle tree, the root of a
 * station a leaf of the tree of all (RFC 6962, section 2.1). Whoever holds the lines of a station can compute its root,
 * and compare it with the one that was published; the random salt keeps others from finding a line by guessing.
 */
import { canonicalJson, ok, type Result, refused } from '@ovoz/basics';

export const ROLL_FORMAT = 1;

/** What a roll says of a voter: no national number, no number of the register. */
export type RollVoter = {
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string;
  /** ISO 8601. */
  readonly birthDate: string;
  readonly address: string;
};

/** Where a line stands. Line 7 of the roll and supplement 7 of the same station are different lines. */
export type RollPlace = {
  readonly election: string;
  readonly station: string;
  readonly part: 'roll' | 'supplement';
  /** From 1, without gaps. */
  readonly line: number;
};

export type RollLine = RollPlace &
  RollVoter & {
    /** 32 hexadecimal digits. */
    readonly salt: string;
  };

/** The canonical text of a line: what is hashed, and a line of the exported roll. */
export function rollLineText(line: RollLine): string {
  const { election, station, part, line: number, salt } = line;
  const { surname, given, patronymic, birthDate, address } = line;
  return canonicalJson({
    format: ROLL_FORMAT,
    election,
    station,
    part,
    line: number,
    surname,
    given,
    patronymic,
    birthDate,
    address,
    salt,
  });
}

/** How many lines a station's roll has, and their root. */
export type StationRoot = {
  readonly station: string;
  readonly voters: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
};

/** The canonical text of a station's root: a leaf of the tree of the whole roll, in the order of the numbers. */
export function stationRootText(election: string, { station, voters, root }: StationRoot): string {
  return canonicalJson({ format: ROLL_FORMAT, election, station, voters, root });
}

export type RollFault =
  | 'roll-empty'
  | 'roll-line-unreadable'
  | 'roll-line-not-canonical'
  | 'roll-line-misplaced';

/**
 * Reads the lines of an exported roll, one canonical JSON text each, without a last line feed or with one. They must
 * be those of one station, in order and without gaps.
 * @returns the texts to be hashed; a refusal names the line, from 1.
 */
export function readRollLines(
  text: string,
  place: { readonly election: string; readonly station: string },
): Result<readonly string[], { readonly code: RollFault; readonly line: number }> {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const [index, line] of lines.entries()) {
    const code = faultOf(line, place, index + 1);
    if (code !== null) return refused({ code, line: index + 1 });
  }
  return ok(lines);
}

function faultOf(
  text: string,
  { election, station }: { readonly election: string; readonly station: string },
  number: number,
): RollFault | null {
  if (text === '') return 'roll-empty';
  const line = parseLine(text);
  if (line === null) return 'roll-line-unreadable';
  if (rollLineText(line) !== text) return 'roll-line-not-canonical';
  const isHere =
    line.election === election &&
    line.station === station &&
    line.part === 'roll' &&
    line.line === number;
  return isHere ? null : 'roll-line-misplaced';
}

const TEXTS = [
  'election',
  'station',
  'part',
  'surname',
  'given',
  'patronymic',
  'birthDate',
  'address',
  'salt',
];

function parseLine(text: string): RollLine | null {
  try {
    const value = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    const isLine =
      value !== null &&
      TEXTS.every((name) => typeof value[name] === 'string') &&
      Number.isSafeInteger(value['line']);
    return isLine ? (value as unknown as RollLine) : null;
  } catch {
    return null;
  }
}

/** Why somebody is added after the freeze. */
export const SUPPLEMENT_REASONS = [
  'omitted',
  'certificate',
  'court-decision',
  'registration-error',
] as const;
export type SupplementReason = (typeof SUPPLEMENT_REASONS)[number];

export type SupplementCount = {
  readonly station: string;
  /** Territory of the station, whose other stations it is compared with. */
  readonly territoryPath: string;
  readonly voters: number;
  readonly supplements: number;
};

/** More than this many per 1,000 voters of the roll is looked at, whatever the neighbours have. */
export const SUPPLEMENT_LIMIT_PER_MILLE = 20;
/** So many times the share of the other stations of the territory is looked at. */
const TIMES_THE_NEIGHBOURS = 3;
/** A handful says nothing: one family that the register had forgotten. */
const LEAST_REMARKABLE = 5;

/**
 * Stations whose supplements are to be looked at: above the limit, or far above the other stations of the territory.
 * ODIHR asked for safeguards against misuse of supplementary lists (Uzbekistan, 2024). Whole numbers only.
 */
export function remarkableSupplements(counts: readonly SupplementCount[]): ReadonlySet<string> {
  const territories = Map.groupBy(counts, ({ territoryPath }) => territoryPath);
  const remarkable = new Set<string>();
  for (const stations of territories.values()) {
    const voters = sumOf(stations.map((one) => one.voters));
    const supplements = sumOf(stations.map((one) => one.supplements));
    for (const one of stations) {
      if (one.supplements < LEAST_REMARKABLE) continue;
      const isAboveLimit = one.supplements * 1000 > one.voters * SUPPLEMENT_LIMIT_PER_MILLE;
      const others = { voters: voters - one.voters, supplements: supplements - one.supplements };
      const isAboveOthers =
        others.voters > 0 &&
        one.supplements * others.voters > TIMES_THE_NEIGHBOURS * others.supplements * one.voters;
      if (isAboveLimit || isAboveOthers) remarkable.add(one.station);
    }
  }
  return remarkable;
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
