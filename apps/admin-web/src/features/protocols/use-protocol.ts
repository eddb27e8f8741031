import { getProtocol, type ProtocolVersionView, type ProtocolView } from '@ovoz/contract';
import type { CountKind } from '@ovoz/election-model';
import { useSuspenseQuery } from '@tanstack/react-query';
import { usePaper } from '../../counting/use-contest.ts';
import { useCountedElection } from '../../counting/use-counted.ts';
import { reading } from '../../server/reading.ts';

export type ProtocolParams = {
  readonly code: string;
  readonly contest: string;
  readonly station: string;
  readonly count: CountKind;
};

/** A protocol with its paper and its standing version. */
export function useProtocol(params: ProtocolParams) {
  const counted = useCountedElection(params.code);
  const view: ProtocolView = useSuspenseQuery(reading(getProtocol, { params })).data;
  const paper = usePaper(counted, params.contest, view.row.district);
  const standing: ProtocolVersionView | null =
    view.versions.find((version) => version.standing) ?? null;
  return { counted, view, paper, standing };
}
