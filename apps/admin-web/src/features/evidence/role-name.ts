import { ROLES } from '@ovoz/election-model';
import type { MessageKey } from '../../language.ts';

/** The role in which somebody acted; what acted without one was the system itself. */
export function roleName(role: string | null, t: (key: MessageKey) => string): string {
  if (role === null) return t('evidence.system');
  const known = ROLES.find((one) => one === role);
  return known === undefined ? role : t(`role.${known}`);
}
