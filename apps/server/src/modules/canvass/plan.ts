import { present } from '@ovoz/basics';
import {
  type ContestTemplate,
  type CountryPack,
  covers,
  type TerritoryPath,
} from '@ovoz/election-model';
import { NATION, slotKey, type TabulatedProtocol } from '../tabulation/public.ts';

/** An area whose commission draws up a protocol of a contest, over those right below it. */
export type CanvassNode = {
  readonly contest: string;
  /** `nation`, `territory:1703`, `district:12`. */
  readonly area: string;
  /** Where its commission is: of a territory, that one; of a district, the smallest that holds all its stations. */
  readonly territoryPath: TerritoryPath;
  /** Keys of the areas right below. */
  readonly areas: readonly string[];
  /** Slots of the stations right below: those that no area below has. */
  readonly stations: readonly string[];
};

/** By `nodeKey`, lower areas before those that sum them. */
export type CanvassPlan = ReadonlyMap<string, CanvassNode>;

export function nodeKey({ contest, area }: Pick<CanvassNode, 'contest' | 'area'>): string {
  return `${contest} ${area}`;
}

/**
 * Who sums whom. A contest in one district goes up through the levels of the territory tree that have
 * commissions; a contest in many goes from the stations to its districts, and from them to the nation.
 */
export function planCanvass(
  pack: Pick<CountryPack, 'commissionKinds' | 'root'>,
  contests: readonly ContestTemplate[],
  protocols: Iterable<TabulatedProtocol>,
): CanvassPlan {
  const levels = levelsWithCommissions(pack);
  const byContest = Map.groupBy(protocols, ({ contest }) => contest);
  const plan = new Map<string, CanvassNode>();
  for (const template of contests) {
    const chainOf =
      template.districtSet === null
        ? ({ territoryPath }: TabulatedProtocol) => territoryChain(territoryPath, levels)
        : ({ district, territoryPath }: TabulatedProtocol) => [
            { area: `district:${district}`, path: territoryPath },
            { area: NATION, path: pack.root },
          ];
    addContest(plan, template.code, byContest.get(template.code) ?? [], chainOf);
  }
  return plan;
}

function levelsWithCommissions({ commissionKinds }: Pick<CountryPack, 'commissionKinds'>) {
  const levels = commissionKinds.map(({ territoryLevel }) => territoryLevel);
  return [...new Set(levels)].filter((level) => level !== null && level > 0) as number[];
}

/** Areas above a station, the lowest first. The place of a code in the path is the level of its territory. */
function territoryChain(path: TerritoryPath, levels: readonly number[]): readonly Link[] {
  const codes = path.split('/');
  const own = levels.toSorted((a, b) => b - a).filter((level) => level < codes.length);
  return [
    ...own.map((level) => ({
      area: `territory:${codes[level]}`,
      path: codes.slice(0, level + 1).join('/'),
    })),
    { area: NATION, path: codes.slice(0, 1).join('/') },
  ];
}

type Link = { readonly area: string; readonly path: TerritoryPath };

type Growing = { path: TerritoryPath; areas: Set<string>; stations: string[]; depth: number };

function addContest(
  plan: Map<string, CanvassNode>,
  contest: string,
  protocols: readonly TabulatedProtocol[],
  chainOf: (protocol: TabulatedProtocol) => readonly Link[],
): void {
  const growing = new Map<string, Growing>();
  for (const protocol of protocols) {
    const chain = chainOf(protocol);
    for (const [index, { area, path }] of chain.entries()) {
      const node = growing.get(area) ?? { path, areas: new Set(), stations: [], depth: 0 };
      growing.set(area, node);
      node.path = sharedPath(node.path, path);
      node.depth = Math.max(node.depth, index);
      const below = chain[index - 1];
      if (below === undefined) node.stations.push(slotKey(protocol));
      else node.areas.add(nodeKey({ contest, area: below.area }));
    }
  }
  const inOrder = [...growing].toSorted(([, a], [, b]) => a.depth - b.depth);
  for (const [area, { path, areas, stations }] of inOrder) {
    const node = { contest, area, territoryPath: path, areas: [...areas], stations };
    plan.set(nodeKey(node), node);
  }
}

function sharedPath(a: TerritoryPath, b: TerritoryPath): TerritoryPath {
  if (covers(a, b)) return a;
  const codes = b.split('/');
  const different = codes.findIndex((code, index) => code !== a.split('/')[index]);
  return codes.slice(0, different === -1 ? codes.length : different).join('/');
}

/** The node and all below it, lower ones first. */
export function nodesBelow(plan: CanvassPlan, key: string): readonly CanvassNode[] {
  const node = present(plan.get(key), 'an area of the plan');
  return [...node.areas.flatMap((area) => nodesBelow(plan, area)), node];
}
