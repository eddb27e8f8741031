import { canonicalJson, present } from '@ovoz/basics';
import type { CanvassArea } from '@ovoz/contract';
import { sha256 } from '../../platform/evidence.ts';
import type { ElectionTabulation } from '../tabulation/public.ts';
import { type CanvassNode, type CanvassPlan, nodeKey } from './plan.ts';
import type { CanvassVersion } from './store.ts';

export type CanvassState = {
  readonly node: CanvassNode;
  readonly status: CanvassArea['status'];
  /** Protocols right below it, and how many of them are decided or confirmed. */
  readonly due: number;
  readonly decided: number;
  readonly basis: string;
  readonly last: CanvassVersion | null;
};

/** Where each of the nodes stands; they come with all below them, lower ones first. */
export function canvassStates(
  tabulation: Pick<ElectionTabulation, 'protocols'>,
  nodes: Iterable<CanvassNode>,
  versions: readonly CanvassVersion[],
): ReadonlyMap<string, CanvassState> {
  const lastOf = new Map(versions.map((version) => [nodeKey(version), version]));
  const states = new Map<string, CanvassState>();
  for (const node of nodes) {
    const key = nodeKey(node);
    if (states.has(key)) continue;
    const below = node.areas.map((area) => present(states.get(area), 'lower areas come first'));
    states.set(key, stateOf(tabulation, node, below, lastOf.get(key) ?? null));
  }
  return states;
}

function stateOf(
  { protocols }: Pick<ElectionTabulation, 'protocols'>,
  node: CanvassNode,
  below: readonly CanvassState[],
  last: CanvassVersion | null,
): CanvassState {
  const stations = node.stations.map((key) => present(protocols.get(key), 'a slot of the count'));
  const decidedStations = stations.filter(({ status }) =>
    ['accepted', 'annulled'].includes(status),
  );
  const confirmed = below.filter(({ status }) => status === 'confirmed');
  const due = stations.length + below.length;
  const decided = decidedStations.length + confirmed.length;
  const basis = basisOf([
    ...stations.map(({ status, station, hash }) => markOf(status, station, hash)),
    ...below.map((area) =>
      area.last === null ? `open ${area.node.area}` : versionHash(area.last),
    ),
  ]);
  const status =
    last === null
      ? decided === due
        ? 'ready'
        : 'waiting'
      : decided === due && last.basis === basis
        ? 'confirmed'
        : 'stale';
  return { node, status, due, decided, basis, last };
}

/** What stands of a station for the sum: its package, or that there is none. */
function markOf(status: string, station: string, hash: string | null): string {
  if (status === 'accepted') return present(hash, 'what was accepted has its package');
  return `${status === 'annulled' ? 'annulled' : 'open'} ${station}`;
}

/** SHA-256 over the hashes of what is summed, sorted, a line each. */
function basisOf(marks: readonly string[]): string {
  return sha256(marks.toSorted().join('\n')).toString('hex');
}

/** The hash by which a higher canvass knows a lower one. */
export function versionHash({ contest, area, number, content, basis }: CanvassVersion): string {
  return sha256(canonicalJson({ contest, area, number, content, basis })).toString('hex');
}

/** The nodes of a plan that are right below one, or all. */
export function nodesUnder(plan: CanvassPlan, parent: string | null): readonly CanvassNode[] {
  if (parent === null) return [...plan.values()];
  const parents = [...plan.values()].filter(({ area }) => area === parent);
  return parents.flatMap(({ areas }) =>
    areas.map((key) => present(plan.get(key), 'areas below are in the plan')),
  );
}
