import type { CallRefusal } from '@ovoz/client';
import { getSession } from '@ovoz/contract';
import type { QueryClient } from '@tanstack/react-query';
import { reading } from './reading.ts';

/**
 * Any call may be the first to learn that the session is over. Then the session is asked for; the shell,
 * which watches it, asks for a new sign-in over the page, so that nothing typed is lost.
 */
export function noteSessionEnd(queries: QueryClient, refusal: CallRefusal): void {
  const { queryKey } = reading(getSession, {});
  // Asked once more, not again and again: the answer to that question is this same refusal.
  const isKnown = queries.getQueryState(queryKey)?.status === 'error';
  if (refusal.code === 'not-signed-in' && !isKnown) void queries.invalidateQueries({ queryKey });
}
