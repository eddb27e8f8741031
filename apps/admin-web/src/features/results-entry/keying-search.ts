/** What of the own territory is listed. */
export const KEYING_FILTERS = ['missing', 'second-entry', 'different', 'returned'] as const;
export type KeyingFilter = (typeof KEYING_FILTERS)[number];

export type KeyingSearch = {
  readonly show?: KeyingFilter;
  readonly contest?: string;
  readonly station?: string;
};

export function keyingSearch(search: Record<string, unknown>): KeyingSearch {
  const show = KEYING_FILTERS.find((one) => one === search['show']);
  const [contest, station] = [search['contest'], search['station']];
  return {
    ...(show === undefined ? {} : { show }),
    ...(typeof contest === 'string' && contest !== '' ? { contest } : {}),
    ...(typeof station === 'string' && station !== '' ? { station } : {}),
  };
}
