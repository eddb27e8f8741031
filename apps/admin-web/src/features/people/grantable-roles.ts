import type { Grant } from '@ovoz/contract';
import { ROLES, type Role } from '@ovoz/election-model';

/**
 * Roles that each role may propose for others. The server keeps the rule and has the last word
 * (`role-not-grantable`); here it only spares people a form that would be refused.
 */
const MAY_GRANT: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  'central-member': ROLES,
  'territorial-member': [
    'district-member',
    'precinct-member',
    'operator',
    'observer',
    'help-desk-agent',
  ],
  administrator: ['help-desk-agent'],
};

/** The roles that the holder of these grants may propose, in the order of all roles. */
export function grantableRoles(grants: readonly Grant[]): readonly Role[] {
  const given = new Set(
    grants.filter((grant) => grant.active).flatMap((grant) => MAY_GRANT[grant.role] ?? []),
  );
  return ROLES.filter((role) => given.has(role));
}
