import type { RequestView } from '@ovoz/contract';

export const REQUEST_VIEWS: readonly RequestView[] = ['waiting', 'overdue', 'decided'];

/** Which requests the address asks for. */
export function requestSearch(search: Record<string, unknown>): { view?: RequestView } {
  const view = REQUEST_VIEWS.find((one) => one === search['view']);
  return view === undefined ? {} : { view };
}
