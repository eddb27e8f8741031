import { getCount, getElection, getPack } from '@ovoz/contract';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { FOREVER, reading } from '../server/reading.ts';

/** The election whose count the address names: summary, definition in force, country pack. */
export function useCounted() {
  const { code } = useParams({ from: '/shell/count/$code' });
  return useCountedElection(code);
}

/** The same for an address outside of the count's frame. */
export function useCountedElection(code: string) {
  const { data, dataUpdatedAt } = useSuspenseQuery({
    ...reading(getElection, { params: { code } }),
    // A definition that is counted rests; the clock of the summary is told with the count.
    staleTime: DEFINITION_FRESH_MS,
  });
  const { pack } = useSuspenseQuery({
    ...reading(getPack, { params: { pack: data.election.pack } }),
    ...FOREVER,
  }).data;
  return { code, ...data, pack, receivedAtMs: dataUpdatedAt };
}

const DEFINITION_FRESH_MS = 60_000;

/** The count, or null while it is not open. */
export function useCountState(code: string) {
  return useSuspenseQuery(reading(getCount, { params: { code } })).data.count;
}

/** The same without waiting for it: undefined until it is known. */
export function useCountStateLater(code: string, isWanted: boolean) {
  return useQuery({ ...reading(getCount, { params: { code } }), enabled: isWanted }).data?.count;
}
