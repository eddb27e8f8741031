import type { ContestTotals, Sum } from '../election-types.ts';
import type { Finding } from '../finding.ts';
import { totalsIn } from '../sums/area-totals.ts';
import type { ElectionSums } from '../sums/sum-up.ts';

/** Figures of one place beyond these are only counted. */
const MAX_NAMED = 20;

/** Published totals of an area against the sums of the protocols, figure by figure. */
export function compareTotals(
  place: string,
  published: readonly ContestTotals[],
  sums: ElectionSums,
  area: string,
  contests: readonly string[],
): readonly Finding[] {
  const theirs = new Map(published.map((one) => [one.contest, one]));
  const unasked = published.filter(
    ({ contest }) => !contests.includes(contest) || totalsIn(sums, contest, area) === null,
  );
  return [
    ...(theirs.size === published.length
      ? []
      : [wrong('totals-twice', place, 'Totals of a contest stand there more than once.')]),
    ...unasked.map(({ contest }) =>
      wrong('totals-unasked', place, `No station here votes in the contest ${contest}.`),
    ),
    ...contests.flatMap((contest) =>
      compareContest(place, theirs.get(contest), sums, contest, area),
    ),
  ];
}

function compareContest(
  place: string,
  theirs: ContestTotals | undefined,
  sums: ElectionSums,
  contest: string,
  area: string,
): readonly Finding[] {
  const own = totalsIn(sums, contest, area);
  if (own === null) return [];
  const where = `${place} ${contest}`;
  if (theirs === undefined) {
    return [wrong('totals-missing', where, 'The totals of this contest are not there.')];
  }
  if (own.unread > 0) {
    const sentence = `${own.unread} protocols that count here are not in the record, so these totals could not be added up.`;
    return [{ severity: 'gap', code: 'totals-not-checked', place: where, sentence }];
  }
  const differing = differingFigures(theirs, own.totals);
  const named = differing
    .slice(0, MAX_NAMED)
    .map(({ figure, said, summed }) =>
      wrong(
        'totals-differ',
        `${where} ${figure}`,
        `The file says ${said}; the protocols add up to ${summed}.`,
      ),
    );
  const more = differing.length - named.length;
  if (more <= 0) return named;
  return [...named, wrong('totals-differ', where, `${more} more figures differ.`)];
}

type Differing = { readonly figure: string; readonly said: string; readonly summed: string };

/** Every figure of one that is not the same in the other. */
export function differingFigures(theirs: ContestTotals, own: ContestTotals): readonly Differing[] {
  const [left, right] = [figuresOf(theirs), figuresOf(own)];
  return [...new Set([...right.keys(), ...left.keys()])].flatMap((figure) => {
    const [said, summed] = [left.get(figure) ?? 'nothing', right.get(figure) ?? 'nothing'];
    return said === summed ? [] : [{ figure, said, summed }];
  });
}

function figuresOf(totals: ContestTotals): ReadonlyMap<string, string> {
  const { stationsDue, stationsCounted, stationsAnnulled, registered, tookPart } = totals;
  return new Map([
    ['stationsDue', String(stationsDue)],
    ['stationsCounted', String(stationsCounted)],
    ['stationsAnnulled', String(stationsAnnulled)],
    ['registered', sumText(registered)],
    ['tookPart', sumText(tookPart)],
    ...Object.entries(totals.counts).map(
      ([name, sum]) => [`counts.${name}`, sumText(sum)] as const,
    ),
    ...Object.entries(totals.votes).map(([name, sum]) => [`votes.${name}`, sumText(sum)] as const),
  ]);
}

function sumText(sum: Sum | null): string {
  if (sum === null) return 'unknown';
  return sum.unknown === 0 ? `${sum.sum}` : `${sum.sum} with ${sum.unknown} unknown`;
}

function wrong(code: string, place: string, sentence: string): Finding {
  return { severity: 'false', code, place, sentence };
}
