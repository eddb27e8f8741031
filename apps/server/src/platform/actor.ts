import { covers, type Role, type TerritoryPath } from '@ovoz/election-model';
import type { ActingAs } from './evidence.ts';

/** A grant that is valid now. */
export type ActiveGrant = {
  readonly id: string;
  readonly role: Role;
  readonly territoryPath: TerritoryPath;
  /** Limited to this election, or null for all. */
  readonly election: string | null;
};

/** Who is signed in, as read from the database with this very request. */
export type SignedIn = {
  readonly sessionId: string;
  readonly personId: string;
  readonly personName: string;
  readonly username: string;
  readonly homeTerritory: TerritoryPath;
  readonly level: 'demo' | 'password-and-code';
  readonly startedAt: string;
  readonly expiresAt: string;
  readonly grants: readonly ActiveGrant[];
};

/** A signed-in person together with the right that this operation is done by. */
export type Actor = SignedIn & { readonly actingAs: ActingAs };

/** What an operation is about, as far as rights are concerned. */
export type SubjectPlace = {
  readonly territoryPath: TerritoryPath;
  readonly election: string | null;
};

/** The grants whose role is among these, in the order of the roles: who has several acts by the first that fits. */
export function grantsOf(signedIn: SignedIn, roles: readonly Role[]): readonly ActiveGrant[] {
  return roles.flatMap((role) => signedIn.grants.filter((grant) => grant.role === role));
}

/** The widest grant that covers the place, or null. A grant for one election covers only its subjects. */
export function coveringGrant(
  grants: readonly ActiveGrant[],
  place: SubjectPlace,
): ActiveGrant | null {
  const covering = grants.filter(
    (grant) =>
      covers(grant.territoryPath, place.territoryPath) &&
      (grant.election === null || grant.election === place.election),
  );
  return covering.toSorted((a, b) => a.territoryPath.length - b.territoryPath.length)[0] ?? null;
}
