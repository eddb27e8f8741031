import { ok, present, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import { type CountryPack, covers, type Role, type TerritoryPath } from '@ovoz/election-model';
import {
  type ActiveGrant,
  type Actor,
  coveringGrant,
  grantsOf,
  type SignedIn,
} from '../../platform/actor.ts';
import type { Queries } from '../../platform/database.ts';
import type { Platform } from '../../platform/platform.ts';
import { scopeInside } from '../../platform/scope.ts';
import type { CountryPacks } from '../geography/public.ts';
import { type CountryRegister, countryRegister } from '../voter-register/public.ts';
import { type Desk, findDesk } from './store-desks.ts';

/** The register of a country with the pack that holds its law. */
export type RegisterOfPack = CountryRegister & { readonly law: CountryPack };

/** What of a country's register a person may see. */
export type Reach = {
  readonly register: RegisterOfPack;
  /** Territories whose voters are seen whole. */
  readonly wide: readonly TerritoryPath[];
  /** Territories of which only the voters of the desk's station are seen. */
  readonly narrow: readonly TerritoryPath[];
  readonly desk: Desk | null;
  readonly signedIn: SignedIn;
  readonly grants: readonly ActiveGrant[];
};

/** The registers that this installation keeps. */
export type Registers = {
  readonly ofPack: (code: string) => RegisterOfPack | null;
  readonly ofTerritory: (path: TerritoryPath) => RegisterOfPack | null;
};

export function registersOf(platform: Platform, packs: CountryPacks): Registers {
  const all = [...packs.values()].flatMap(({ pack }) => {
    const register = countryRegister(platform.keys.register, pack);
    return register === null ? [] : [{ ...register, law: pack }];
  });
  return {
    ofPack: (code) => all.find(({ pack }) => pack === code) ?? null,
    ofTerritory: (path) => all.find(({ root }) => covers(root, path)) ?? null,
  };
}

/**
 * What a person may see by the roles of an operation. The register belongs to no election: a right for one election
 * alone does not reach it. A precinct member sees the station of the desk only, and nothing without one; an operator
 * who was given a desk sees no more than that either.
 */
export async function reachOf(
  queries: Queries,
  registers: Registers,
  signedIn: SignedIn,
  roles: readonly Role[],
  packCode: string,
): Promise<Result<Reach, RefusalCode>> {
  const register = registers.ofPack(packCode);
  const grants = grantsOf(signedIn, roles).filter(({ election }) => election === null);
  if (register === null) return refused('list-law-missing');
  const inside = (fits: (grant: ActiveGrant) => boolean) =>
    scopeInside(
      register.root,
      grants.filter(fits).map(({ territoryPath }) => territoryPath),
    );
  const given = await findDesk(queries, signedIn.personId);
  const hasDesk = given?.pack === packCode;
  const isNarrow = ({ role }: ActiveGrant) =>
    role === 'precinct-member' || (role === 'operator' && hasDesk);
  const wide = inside((grant) => !isNarrow(grant));
  const narrow = inside(isNarrow);
  if (wide.length + narrow.length === 0) return refused('not-found');
  const isWithin =
    hasDesk && [...wide, ...narrow].some((path) => covers(path, given.territoryPath));
  const desk = isWithin ? given : null;
  if (wide.length === 0 && desk === null) return refused('no-desk');
  return ok({ register, wide, narrow, desk, signedIn, grants });
}

/** What `openRegister` is told: a station is looked at within its district. */
export function pathsOf({ wide, narrow, desk }: Reach): readonly TerritoryPath[] {
  return desk === null ? wide : [...wide, ...narrow];
}

/** Where lists and searches look: a right over a territory, or else the district of the desk, for its station alone. */
export function placesOf({ wide, narrow }: Reach): readonly TerritoryPath[] {
  return wide.length > 0 ? wide : narrow;
}

/** The station that lists and searches are narrowed to, or null. */
export function stationOnly({ wide, desk }: Reach): string | null {
  return wide.length > 0 ? null : (desk?.station ?? null);
}

/** Whether a subject in this territory, listed at this station, lies within the reach. */
export function reaches(
  { wide, narrow, desk }: Reach,
  path: TerritoryPath,
  station: string | null,
): boolean {
  if (wide.some((outer) => covers(outer, path))) return true;
  if (desk === null || station !== desk.station) return false;
  return narrow.some((outer) => covers(outer, path)) || desk.territoryPath === path;
}

/** The person with the right by which a subject in this territory is looked at. */
export function actorAt({ signedIn, grants }: Reach, path: TerritoryPath): Actor {
  const grant =
    coveringGrant(grants, { territoryPath: path, election: null }) ??
    present(grants[0], 'who reaches the register has a grant');
  return { ...signedIn, actingAs: { role: grant.role, territoryPath: grant.territoryPath } };
}

/** The person with the right that reaches farthest: for what is about no single voter. */
export function widestActor(reach: Reach): Actor {
  const [path] = [...reach.wide, ...reach.narrow].toSorted((a, b) => a.length - b.length);
  return actorAt(reach, path ?? reach.register.root);
}
