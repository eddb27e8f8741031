import { present } from '@ovoz/basics';
import type { AnswerOf, CanvassArea, getCanvass } from '@ovoz/contract';
import type { Queries } from '../../platform/database.ts';
import { namesOf } from '../access/public.ts';
import type { OpenCanvass } from './open-canvass.ts';
import { type CanvassNode, nodeKey, nodesBelow } from './plan.ts';
import { type CanvassState, canvassStates, nodesUnder } from './states.ts';
import { lastVersions, versionsOf } from './store.ts';
import { lowerSums } from './sums.ts';

/** Areas of the canvass, the lowest first: those right below `parent`, or all. */
export async function listAreas(
  queries: Queries,
  canvass: OpenCanvass,
  { contest, parent }: { readonly contest: string | null; readonly parent: string | null },
): Promise<CanvassArea[]> {
  const { plan, tabulation } = canvass;
  const wanted = nodesUnder(plan, parent).filter(
    (node) => contest === null || node.contest === contest,
  );
  const versions = await lastVersions(queries, tabulation.context.election, null);
  const nodes = wanted.flatMap((node) => nodesBelow(plan, nodeKey(node)));
  const states = canvassStates(tabulation, nodes, versions);
  return wanted.map((node) => {
    const state = present(states.get(nodeKey(node)), 'the states of all nodes are known');
    return presentArea(canvass, state);
  });
}

/** One area with the sums below it and every version of its protocol. */
export async function viewArea(
  queries: Queries,
  canvass: OpenCanvass,
  node: CanvassNode,
): Promise<AnswerOf<typeof getCanvass>> {
  const { plan, tabulation } = canvass;
  const { election } = tabulation.context;
  const nodes = nodesBelow(plan, nodeKey(node));
  const [last, versions] = await Promise.all([
    lastVersions(queries, election, nodes),
    versionsOf(queries, election, node),
  ]);
  const names = await namesOf(
    queries,
    versions.map(({ confirmedBy }) => confirmedBy),
  );
  const states = canvassStates(tabulation, nodes, last);
  const below = node.areas.flatMap((area) => states.get(area)?.last ?? []);
  const { counts, votes } = lowerSums(tabulation, node, below);
  return {
    area: presentArea(
      canvass,
      present(states.get(nodeKey(node)), 'the states of all nodes are known'),
    ),
    sums: { counts: { ...counts }, votes: { ...votes } },
    versions: versions.map(({ number, content, differences, reason, basis, ...one }) => ({
      number,
      content,
      differences: [...differences],
      reason,
      basis,
      by: present(names.get(one.confirmedBy), 'who confirmed is known'),
      at: one.confirmedAt.toISOString(),
    })),
  };
}

function presentArea({ nameOf }: OpenCanvass, state: CanvassState): CanvassArea {
  const { node, due, decided, status, basis, last } = state;
  return {
    contest: node.contest,
    area: node.area,
    name: nameOf(node),
    territoryPath: node.territoryPath,
    due,
    decided,
    status,
    differences: [...(last?.differences ?? [])],
    basis,
    confirmedAt: last?.confirmedAt.toISOString() ?? null,
  };
}
