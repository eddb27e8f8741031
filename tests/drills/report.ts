import type { ElectionDefinition } from '@ovoz/election-model';
import type { CallTimesRow } from './call-times.ts';
import type { PublishedNight } from './compare-published.ts';
import type { IndependentSum, PlainSeats } from './independent-sum.ts';
import type { MemoryPeak } from './memory-watch.ts';
import type { NightFigures } from './night.ts';

/** What a drill came to. It passed when there is no difference. */
export type DrillReport = {
  readonly election: string;
  readonly seed: string;
  readonly stations: number;
  readonly keys: number;
  readonly canvassed: number;
  readonly figures: NightFigures;
  readonly sum: IndependentSum;
  readonly seats: PlainSeats;
  readonly definition: ElectionDefinition;
  readonly published: PublishedNight;
  readonly resultHash: string;
  readonly laps: readonly { readonly what: string; readonly seconds: number }[];
  readonly calls: readonly CallTimesRow[];
  readonly differences: readonly string[];
  readonly site: string;
};

const MOST_CALLS_SHOWN = 14;
const MEGABYTE = 1_000_000;
/** ../../bench/README.md */
const MEMORY_GOAL_BYTES = 600 * MEGABYTE;

const whole = (value: number) => Math.round(value).toLocaleString('en');

/** The report as people read it. */
export function reportLines(report: DrillReport, memory: MemoryPeak | null): readonly string[] {
  return [
    '',
    ...totalLines(report),
    '',
    ...seatLines(report),
    '',
    ...eventLines(report),
    '',
    ...timeLines(report),
    '',
    ...memoryLines(memory),
    ...verdictLines(report),
  ];
}

function totalLines({ sum, definition }: DrillReport): readonly string[] {
  return definition.contests.flatMap(({ code, kind }) => {
    const { votes, counts, stations } = sum.nation(code);
    const all = Object.values(votes).reduce((before, own) => before + own, 0);
    const heading = `${code}: ${whole(stations)} protocols, ${whole(all)} votes, ${whole(counts['ballots-invalid'] ?? 0)} invalid`;
    if (kind !== 'list') return [heading];
    const rows = Object.entries(votes)
      .toSorted(([, a], [, b]) => b - a)
      .map(
        ([option, own]) =>
          `  ${option.padEnd(20)} ${whole(own).padStart(12)}  ${((own / all) * 100).toFixed(2).padStart(6)} %`,
      );
    return [heading, ...rows];
  });
}

function seatLines({ published, seats }: DrillReport): readonly string[] {
  const parties = published.certified.seats.parties.filter((one) => one.seats > 0);
  const rows = parties
    .toSorted((a, b) => b.seats - a.seats)
    .map(({ party, seats: all, byContest }) => {
      const parts = Object.entries(byContest).map(([contest, own]) => `${own} ${contest}`);
      return `  ${(party ?? 'without a party').padEnd(20)} ${String(all).padStart(4)}  (${parts.join(' + ')})`;
    });
  const rounds = seats.secondRounds.map((district) => `  second round in ${district}`);
  return ['Certified seats', ...rows, ...rounds];
}

function eventLines({
  figures,
  keys,
  canvassed,
  published,
  stations,
}: DrillReport): readonly string[] {
  const refused = [...figures.refusals].map(([code, count]) => `${code} ${count}`).toSorted();
  return [
    `${whole(stations)} stations, ${whole(keys)} certified keys, ${whole(figures.papersDue)} protocols due`,
    `${whole(figures.packagesSent)} packages, ${whole(figures.papersTyped)} keyed twice, ${figures.thirdEntries} of them a third time, ${whole(figures.turnoutReports)} reports of turnout`,
    `${figures.withErrors} accepted with errors, ${figures.returned} sent back, ${figures.corrections} corrected, ${figures.alarms} alarms settled, ${figures.annulments} annulled, ${figures.resent} sent again, ${figures.machineCounts} counted by machine too, ${figures.objections} objections decided`,
    `${whole(canvassed)} canvass protocols confirmed; result ${published.certified.version} certified`,
    `refused as they must be: ${refused.join(', ')}`,
  ];
}

function timeLines({ laps, calls }: DrillReport): readonly string[] {
  return [
    laps.map(({ what, seconds }) => `${what} ${seconds.toFixed(1)} s`).join(', '),
    `${'call'.padEnd(24)} ${'calls'.padStart(8)} ${'p50 ms'.padStart(8)} ${'p99 ms'.padStart(8)}`,
    ...calls
      .slice(0, MOST_CALLS_SHOWN)
      .map(
        ({ operation, calls: count, p50Ms, p99Ms }) =>
          `${operation.padEnd(24)} ${whole(count).padStart(8)} ${p50Ms.toFixed(1).padStart(8)} ${p99Ms.toFixed(1).padStart(8)}`,
      ),
  ];
}

function memoryLines(memory: MemoryPeak | null): readonly string[] {
  if (memory === null) return ['Memory was not measured: there is no /proc here.'];
  const parts = memory.processes.map(({ what, bytes }) => `${what} ${whole(bytes / MEGABYTE)}`);
  const verdict = memory.bytes <= MEMORY_GOAL_BYTES ? 'reached' : 'NOT reached';
  return [
    `Node processes together at most ${whole(memory.bytes / MEGABYTE)} MB (${parts.join(', ')}); goal at most 600: ${verdict}`,
  ];
}

function verdictLines({ differences }: DrillReport): readonly string[] {
  if (differences.length === 0)
    return ['Everything published and certified agrees with the drill’s own sums.'];
  return [
    `${differences.length} differences:`,
    ...differences.slice(0, 20).map((one) => `  ${one}`),
  ];
}
