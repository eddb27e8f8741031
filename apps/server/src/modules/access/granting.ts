import type { Role } from '@ovoz/election-model';

/**
 * Which roles a role may give, as the one who proposes and as the one who approves.
 * An administrator keeps accounts and machines: it can give no right over elections.
 */
const MAY_GRANT: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  'central-member': [
    'central-member',
    'territorial-member',
    'district-member',
    'precinct-member',
    'operator',
    'register-supplier',
    'observer',
    'auditor',
    'help-desk-agent',
    'administrator',
  ],
  'territorial-member': [
    'district-member',
    'precinct-member',
    'operator',
    'observer',
    'help-desk-agent',
  ],
  administrator: ['help-desk-agent'],
};

/** Roles that can give any role at all. */
export const GRANTING_ROLES = Object.keys(MAY_GRANT) as Role[];

export function mayGrant(granting: Role, role: Role): boolean {
  return MAY_GRANT[granting]?.includes(role) ?? false;
}
