import type { AnyOperation, Grant } from '@ovoz/contract';
import { covers, type TerritoryPath } from '@ovoz/election-model';

/**
 * Whether a person with these grants may call the operation at all, by the roles that the contract
 * names. The screens use it to leave out what would be refused anyway; the server decides.
 */
export function mayCall(operation: AnyOperation, grants: readonly Grant[]): boolean {
  return mayCallAt(operation, grants, null);
}

/** The same for one territory: only grants that cover it count. `null` asks about any territory. */
export function mayCallAt(
  operation: AnyOperation,
  grants: readonly Grant[],
  territory: TerritoryPath | null,
): boolean {
  const { access } = operation;
  if (access.kind !== 'roles') return true;
  return grants.some(
    (grant) =>
      grant.active &&
      access.roles.includes(grant.role) &&
      (territory === null || covers(grant.territoryPath, territory)),
  );
}

/** The grants that are valid now, the widest territory first. */
export function activeGrants(grants: readonly Grant[]): readonly Grant[] {
  const depth = (grant: Grant) =>
    grant.territoryPath === '' ? 0 : grant.territoryPath.split('/').length;
  return grants.filter((grant) => grant.active).toSorted((a, b) => depth(a) - depth(b));
}
