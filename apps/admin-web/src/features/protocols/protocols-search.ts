import type { ProtocolFilter } from '@ovoz/contract';

/** In the order in which a decider should look: what is missing, then what is wrong, then the rest. */
export const PROTOCOL_FILTERS: readonly ProtocolFilter[] = [
  'to-decide',
  'missing',
  'overdue',
  'with-errors',
  'with-alarms',
  'different',
  'second-entry',
  'returned',
  'accepted',
  'annulled',
];

export type ProtocolsSearch = {
  readonly filter?: ProtocolFilter;
  readonly contest?: string;
  readonly territory?: string;
  readonly station?: string;
};

/** What an address asks the list to show. */
export function protocolsSearch(search: Record<string, unknown>): ProtocolsSearch {
  const filter = PROTOCOL_FILTERS.find((one) => one === search['filter']);
  return {
    ...(filter === undefined ? {} : { filter }),
    ...textAt(search, 'contest'),
    ...textAt(search, 'territory'),
    ...textAt(search, 'station'),
  };
}

function textAt<Name extends string>(
  search: Record<string, unknown>,
  name: Name,
): Partial<Record<Name, string>> {
  const value = search[name];
  return typeof value === 'string' && value !== ''
    ? ({ [name]: value } as Partial<Record<Name, string>>)
    : {};
}
