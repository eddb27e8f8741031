import type { Grant } from '@ovoz/contract';

export type GrantPhase = 'active' | 'future' | 'past';

/** How a grant stands on a day: valid, not begun, or over. */
export function grantPhase(
  grant: Pick<Grant, 'active' | 'from' | 'until' | 'endedAt'>,
  today: string,
): GrantPhase {
  if (grant.active) return 'active';
  if (grant.endedAt === null && grant.from > today) return 'future';
  return 'past';
}
