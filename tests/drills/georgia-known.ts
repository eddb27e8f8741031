import type { PublishedArea } from '@ovoz/contract';
import type { ProtocolContent } from '@ovoz/election-model';

/**
 * What is known of the 3,696 published protocols of 1 October 2012: sums over all rows, and the official seats.
 * Source: country-packs/georgia/README.md.
 */
export const KNOWN_COUNTS: Readonly<Record<string, number>> = {
  'voters-single-list': 3_658_613,
  'voters-special-list': 79_887,
  'turnout-noon': 925_202,
  'turnout-afternoon': 1_884_705,
  'voters-took-part': 2_248_787,
  'ballots-invalid': 62_874,
};
export const KNOWN_VOTES: Readonly<Record<string, number>> = {
  'list-41': 1_181_862,
  'list-5': 867_432,
  'list-10': 43_805,
  'list-38': 26_621,
};
export const KNOWN_ALL_VOTES = 2_150_197;
export const KNOWN_SEATS: Readonly<Record<string, number>> = { 'list-41': 44, 'list-5': 33 };
export const KNOWN_STATIONS = 3696;
/** Stations in which votes and invalid ballots are not as many as took part; more; and more took part than are listed. */
export const KNOWN_FLAGS = { difference: 937, moreBallots: 19, moreVoters: 17 } as const;
/** Checks of the form that say the same. */
export const CHECK_OF_FLAG = { difference: 'W20', moreBallots: 'E21', moreVoters: 'E20' } as const;

/** The columns that the paper leaves empty everywhere. */
export const UNKNOWN_COUNTS = ['ballots-received', 'ballots-valid'] as const;

/** The three flags of a paper, by plain arithmetic. */
export function flagsOf({ counts, votes }: ProtocolContent): readonly (keyof typeof KNOWN_FLAGS)[] {
  const count = (code: string) => counts[code] ?? 0;
  const ballots =
    Object.values(votes).reduce<number>((sum, own) => sum + (own ?? 0), 0) +
    count('ballots-invalid');
  const tookPart = count('voters-took-part');
  const listed = count('voters-single-list') + count('voters-special-list');
  return [
    ...(ballots === tookPart ? [] : (['difference'] as const)),
    ...(ballots > tookPart ? (['moreBallots'] as const) : []),
    ...(tookPart > listed ? (['moreVoters'] as const) : []),
  ];
}

/** What does not agree with what is known: of all rows with the published figures, of a part with itself. */
export function knownDifferences(
  papers: readonly ProtocolContent[],
  flagged: ReadonlyMap<string, number>,
  { totals, turnout, seats }: PublishedArea,
  isWhole: boolean,
): readonly string[] {
  const flags = papers.flatMap(flagsOf);
  const flagRows = (Object.keys(KNOWN_FLAGS) as (keyof typeof KNOWN_FLAGS)[]).flatMap((flag) => {
    const counted = flags.filter((one) => one === flag).length;
    return [
      unlike(
        `stations flagged ${CHECK_OF_FLAG[flag]}`,
        flagged.get(CHECK_OF_FLAG[flag]) ?? 0,
        counted,
      ),
      ...(isWhole ? [unlike(`${flag} in the file`, counted, KNOWN_FLAGS[flag])] : []),
    ];
  });
  const [contest] = totals;
  const unknown = UNKNOWN_COUNTS.map((code) =>
    unlike(`papers without ${code}`, contest?.counts[code]?.unknown, papers.length),
  );
  const rows = isWhole ? wholeRows(contest, turnout, seats) : [];
  return [...flagRows, ...unknown, ...rows].filter((row) => row !== null);
}

function wholeRows(
  contest: PublishedArea['totals'][number] | undefined,
  turnout: PublishedArea['turnout'],
  seats: PublishedArea['seats'],
): readonly (string | null)[] {
  const votes = Object.values(contest?.votes ?? {}).reduce((sum, one) => sum + one.sum, 0);
  const at = (hour: string) => turnout.find((one) => one.hour === hour)?.voters;
  const won = new Map((seats?.parties ?? []).map((one) => [one.party, one.seats]));
  return [
    ...Object.entries(KNOWN_COUNTS).map(([code, sum]) =>
      unlike(code, contest?.counts[code]?.sum, sum),
    ),
    ...Object.entries(KNOWN_VOTES).map(([list, sum]) =>
      unlike(list, contest?.votes[list]?.sum, sum),
    ),
    unlike('all votes', votes, KNOWN_ALL_VOTES),
    unlike('stations counted', contest?.stationsCounted, KNOWN_STATIONS),
    unlike('turnout at 12:00', at('12:00'), KNOWN_COUNTS['turnout-noon']),
    unlike('turnout at 17:00', at('17:00'), KNOWN_COUNTS['turnout-afternoon']),
    ...Object.entries(KNOWN_SEATS).map(([list, own]) =>
      unlike(`seats of ${list}`, won.get(list), own),
    ),
  ];
}

function unlike(what: string, found: number | undefined, known: number | undefined): string | null {
  return found === known ? null : `${what}: ${found}, known is ${known}`;
}
