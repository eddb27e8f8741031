import type { CallRefusal } from '@ovoz/client';
import { getSession } from '@ovoz/contract';
import type { QueryClient } from '@tanstack/react-query';
import { reading } from './reading.ts';

/**
 * Any call may be the first to learn that the session is over. The session that is kept is thrown away,
 * and the shell, which watches it, asks for a new sign-in over the page, so that nothing typed is lost.
 */
export function noteSessionEnd(queries: QueryClient, refusal: CallRefusal): void {
  if (refusal.code === 'not-signed-in') {
    void queries.invalidateQueries({ queryKey: reading(getSession, {}).queryKey });
  }
}
