import { listTerritories } from '@ovoz/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { usePack } from '../../places/use-pack.ts';
import { reading } from '../../server/reading.ts';

/** The country of the address. */
export function useCountry() {
  const { pack: code } = useParams({ from: '/shell/geography/$pack' });
  return usePack(code);
}

/** Its territories inside the own territory, with station counts. */
export function useTerritories() {
  const { pack } = useParams({ from: '/shell/geography/$pack' });
  return useSuspenseQuery(reading(listTerritories, { params: { pack }, query: {} })).data
    .territories;
}
