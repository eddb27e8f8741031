import { getElection, getPack } from '@ovoz/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { FOREVER, reading } from '../../server/reading.ts';

/** The election of the address: summary, definition in force (or the open draft), calendar, country pack. */
export function useElection() {
  const { code } = useParams({ from: '/shell/elections/$code' });
  const { data, dataUpdatedAt } = useSuspenseQuery(reading(getElection, { params: { code } }));
  const { pack, hash } = useSuspenseQuery({
    ...reading(getPack, { params: { pack: data.election.pack } }),
    ...FOREVER,
  }).data;
  return { ...data, pack, packHash: hash, receivedAtMs: dataUpdatedAt };
}
