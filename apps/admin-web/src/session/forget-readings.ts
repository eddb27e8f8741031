import { getDemo } from '@ovoz/contract';
import type { QueryClient } from '@tanstack/react-query';

/**
 * Forgets everything that was read, when a person leaves or another one comes. The accounts of the
 * demonstration are nobody's, and the sign-in that shows them may be waiting for them just now.
 */
export function forgetReadings(queries: QueryClient): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== getDemo.id });
}
