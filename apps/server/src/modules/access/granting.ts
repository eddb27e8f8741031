import { covers, type Role } from '@ovoz/election-model';
import {
  type Actor,
  coveringGrant,
  grantsOf,
  type SignedIn,
  type SubjectPlace,
} from '../../platform/actor.ts';

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

/** What a right is about: a grant that is there, or one to be. */
export type GrantedRight = SubjectPlace & { readonly role: Role };

/** The person by the right that gives this role at this place; null without one. */
export function grantingActor<Person extends SignedIn>(
  person: Person,
  right: GrantedRight,
): (Person & Actor) | null {
  const giving = grantsOf(person, GRANTING_ROLES).filter(({ role }) => mayGrant(role, right.role));
  const grant = coveringGrant(giving, right);
  if (grant === null) return null;
  return { ...person, actingAs: { role: grant.role, territoryPath: grant.territoryPath } };
}

/**
 * Whether somebody could have given all these rights. Who could not must not get hold of the account that
 * has them: whoever hands out a new sign-in could use it first.
 */
export function couldGrantAll(person: SignedIn, rights: readonly GrantedRight[]): boolean {
  return rights.every((right) => grantingActor(person, right) !== null);
}

/**
 * Whether somebody may bar a person with these rights from signing in: who could have given them, and an
 * administrator of the whole place, since an account in wrong hands cannot wait.
 */
export function maySuspendAll(person: SignedIn, rights: readonly GrantedRight[]): boolean {
  const keeping = grantsOf(person, ['administrator']);
  return rights.every(
    (right) =>
      grantingActor(person, right) !== null ||
      keeping.some(
        ({ territoryPath, election }) =>
          election === null && covers(territoryPath, right.territoryPath),
      ),
  );
}
