import { present } from '@ovoz/basics';
import type { Count, ProtocolContent } from '@ovoz/election-model';
import { canvassDifferences } from '@ovoz/tally';
import { contestTotals, type ElectionTabulation, rightIn } from '../tabulation/public.ts';
import type { CanvassNode } from './plan.ts';
import type { CanvassVersion } from './store.ts';

type Sum = { sum: number; unknown: number };
type Sums = Record<string, Sum>;

/** Sums of the protocols right below an area, and over how many of them. */
export type LowerSums = {
  readonly counts: Readonly<Sums>;
  readonly votes: Readonly<Sums>;
  readonly counted: number;
};

/**
 * Stations right below give their accepted protocols, areas right below what their commissions confirmed.
 * Unknown stays unknown. Where districts are summed there are no votes: their candidates differ.
 */
export function lowerSums(
  tabulation: ElectionTabulation,
  node: CanvassNode,
  below: readonly CanvassVersion[],
): LowerSums {
  const template = present(
    tabulation.context.definition.contests.find(({ code }) => code === node.contest),
    'a canvass is of a contest',
  );
  const isOverDistricts = template.districtSet !== null && !node.area.startsWith('district:');
  const counts: Sums = {};
  const votes: Sums = {};
  let counted = 0;
  for (const area of stationAreas(tabulation, node)) {
    const totals = contestTotals(tabulation, template, area);
    if (totals === null) continue;
    counted += totals.stationsCounted;
    addSums(counts, totals.counts);
    if (!isOverDistricts) addSums(votes, totals.votes);
  }
  for (const { content } of below) {
    counted += 1;
    addSums(counts, known(content.counts));
    if (!isOverDistricts) addSums(votes, known(content.votes));
  }
  return { counts, votes, counted };
}

/** Names of the figures in which a higher protocol is not the sum of the lower ones. */
export function differencesOf(sums: LowerSums, content: ProtocolContent): readonly string[] {
  const { counts, votes, counted } = sums;
  const totals = {
    stationsDue: counted,
    stationsCounted: counted,
    stationsAnnulled: 0,
    counts,
    votes,
    validVotes: { sum: 0, unknown: 0 },
  };
  return canvassDifferences(totals, content).map(({ field }) => field);
}

/** The protocol that takes the sums as they are. What no lower protocol states is left empty. */
export function adopt({ counts, votes, counted }: LowerSums): ProtocolContent {
  const figures = (sums: Readonly<Sums>): Record<string, Count> =>
    Object.fromEntries(
      Object.entries(sums).map(([name, { sum, unknown }]) => [
        name,
        unknown > 0 && unknown === counted ? null : sum,
      ]),
    );
  return { counts: figures(counts), votes: figures(votes) };
}

/** Areas of the tabulation that together hold exactly the stations right below the node. */
function stationAreas(
  { protocols }: ElectionTabulation,
  { area, areas, stations }: CanvassNode,
): readonly string[] {
  if (areas.length === 0) return [area];
  const paths = stations.map((key) => present(protocols.get(key), 'a slot').territoryPath);
  return [...new Set(paths)].map(rightIn);
}

function addSums(into: Sums, sums: Readonly<Sums>): void {
  for (const [name, { sum, unknown }] of Object.entries(sums)) {
    const before = into[name] ?? { sum: 0, unknown: 0 };
    into[name] = { sum: before.sum + sum, unknown: before.unknown + unknown };
  }
}

function known(figures: Readonly<Record<string, Count>>): Sums {
  return Object.fromEntries(
    Object.entries(figures).map(([name, count]) => [
      name,
      count === null ? { sum: 0, unknown: 1 } : { sum: count, unknown: 0 },
    ]),
  );
}
