import { listTerritories } from '@ovoz/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useText } from '../language.ts';
import { FOREVER, reading } from '../server/reading.ts';
import { chainTo } from './territory-tree.ts';

/** Names a territory with those above it, by its code: `Uzbekistan › Andijan region`. */
export function useTerritoryName(pack: string): (code: string) => string {
  const text = useText();
  const { territories } = useSuspenseQuery({
    ...reading(listTerritories, { params: { pack }, query: {} }),
    staleTime: FOREVER.staleTime,
  }).data;
  return (code) => {
    const found = territories.find(({ territory }) => territory.code === code);
    if (found === undefined) return code;
    return chainTo(territories, found.territory.path)
      .map((territory) => text(territory.name))
      .join(' › ');
  };
}
