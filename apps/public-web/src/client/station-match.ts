import type { PublishedStationPoints } from '@ovoz/contract';

/** As many as a person looks through. */
const SHOWN = 20;

export type FoundStation = {
  readonly number: string;
  readonly name: string;
  readonly address: string;
};

/** Stations whose number is or begins with the query come first, then those whose name holds it. */
export function foundStations(
  points: PublishedStationPoints,
  query: string,
): readonly FoundStation[] {
  const folded = foldName(query);
  const ranks: { readonly index: number; readonly rank: number }[] = [];
  for (const [index, number] of points.numbers.entries()) {
    const rank = rankOf(number, `${points.names[index]} ${points.addresses[index]}`, folded);
    if (rank > 0) ranks.push({ index, rank });
  }
  return ranks
    .toSorted((one, other) => other.rank - one.rank || one.index - other.index)
    .slice(0, SHOWN)
    .map(({ index }) => ({
      number: points.numbers[index] ?? '',
      name: points.names[index] ?? '',
      address: points.addresses[index] ?? '',
    }));
}

function rankOf(number: string, text: string, folded: string): number {
  const own = foldName(number);
  if (own === folded) return 3;
  if (own.startsWith(folded)) return 2;
  return folded.length > 1 && foldName(text).includes(folded) ? 1 : 0;
}

/** Without marks and apostrophes, which people leave out: `Oʻzbekiston` is found by `ozbekiston`. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[\p{M}ʻʼ‘’'`]/gu, '')
    .toLowerCase();
}
