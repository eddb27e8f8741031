import { listTerritories } from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { usePack } from '../../places/use-pack.ts';
import { useTerritoryName } from '../../places/use-territory-name.ts';
import { reading } from '../../server/reading.ts';

/** How often a screen looks whether the computer is done. */
export const LOOK_EVERY_MS = 1500;

/** The country of the address. */
export function useCountry() {
  const { pack: code } = useParams({ from: '/shell/voters/$pack' });
  return usePack(code);
}

/** Territories inside the own one. */
export function useTerritories() {
  const { pack } = useParams({ from: '/shell/voters/$pack' });
  return useSuspenseQuery(reading(listTerritories, { params: { pack }, query: {} })).data
    .territories;
}

/** Names a territory by its path, with those above it. */
export function usePlaceOf(): (path: TerritoryPath) => string {
  const { pack } = useParams({ from: '/shell/voters/$pack' });
  const nameOf = useTerritoryName(pack);
  return (path) => nameOf(path.slice(path.lastIndexOf('/') + 1));
}
