import { paperAt } from '../forms/paper.ts';
import type { ElectionSums } from '../sums/sum-up.ts';

/** A place that has a file of results, and what the file has to list. */
export type Place = {
  /** `nation`, `territory:1703`, `district:12`. */
  readonly area: string;
  /** Path below `results/` without ending. */
  readonly file: string;
  /** Contests that it can have totals of. */
  readonly contests: readonly string[];
  /** Set for an electoral district. */
  readonly district: { readonly contest: string; readonly district: string } | null;
  /** Files of the areas right below. */
  readonly areas: readonly string[];
  /** Stations right below; of an electoral district all. */
  readonly stations: readonly string[];
  /** Stations whose figures are part of its own. */
  readonly members: ReadonlySet<string>;
};

type Draft = {
  readonly area: string;
  readonly contests: readonly string[];
  readonly district: Place['district'];
  readonly areas: Set<string>;
  readonly stations: string[];
  readonly members: Set<string>;
};

/** All places of an election that have a station, by their files. */
export function placesOf({ sealed, papers }: ElectionSums): ReadonlyMap<string, Place> {
  const drafts = new Map<string, Draft>();
  const all = sealed.definition.contests.map(({ code }) => code);
  for (const { number, path, districts } of sealed.stations.values()) {
    const [, ...codes] = path.split('/');
    const files = ['nation', ...codes.map((code) => `territories/${code}`)];
    for (const [depth, file] of files.entries()) {
      const area = depth === 0 ? 'nation' : `territory:${codes[depth - 1]}`;
      const draft = draftOf(drafts, file, { area, contests: all, district: null });
      draft.members.add(number);
      const below = files[depth + 1];
      if (below === undefined) draft.stations.push(number);
      else draft.areas.add(below);
    }
    for (const contest of all) {
      const district = paperAt(sealed, papers, contest, districts)?.district ?? null;
      if (district === null) continue;
      const file = `districts/${contest}-${district}`;
      const about = {
        area: `district:${district}`,
        contests: [contest],
        district: { contest, district },
      };
      const draft = draftOf(drafts, file, about);
      draft.members.add(number);
      draft.stations.push(number);
      draftOf(drafts, 'nation', { area: 'nation', contests: all, district: null }).areas.add(file);
    }
  }
  return new Map(
    [...drafts].map(([file, draft]) => [file, { ...draft, file, areas: [...draft.areas] }]),
  );
}

function draftOf(
  drafts: Map<string, Draft>,
  file: string,
  about: Pick<Draft, 'area' | 'contests' | 'district'>,
): Draft {
  const known = drafts.get(file);
  if (known !== undefined) return known;
  const draft: Draft = { ...about, areas: new Set(), stations: [], members: new Set() };
  drafts.set(file, draft);
  return draft;
}
