import type { CommissionKind, CountryPack, Role, TerritoryPath } from '@ovoz/election-model';
import { type ActiveGrant, type Actor, coveringGrant, grantsOf } from '../../platform/actor.ts';

/** Roles that form commissions and appoint their members. */
const FORMING: readonly Role[] = ['central-member', 'territorial-member', 'district-member'];

/**
 * A commission is formed by one above it: the central one forms any, a territorial one those of lower
 * levels in its territory and those of districts and stations, a district one those of stations.
 */
function mayForm(grant: ActiveGrant, kind: CommissionKind): boolean {
  if (grant.role === 'central-member') return true;
  if (grant.role === 'district-member') return kind.perStation;
  return kind.territoryLevel === null || kind.territoryLevel > levelOf(grant.territoryPath);
}

/** The person by the widest right that forms commissions of the kind at the place; null without one. */
export function formingActor(
  actor: Actor,
  pack: CountryPack,
  kindCode: string,
  territoryPath: TerritoryPath,
): Actor | null {
  const kind = pack.commissionKinds.find(({ code }) => code === kindCode);
  if (kind === undefined) return null;
  const forming = grantsOf(actor, FORMING).filter((grant) => mayForm(grant, kind));
  const grant = coveringGrant(forming, { territoryPath, election: null });
  if (grant === null) return null;
  return { ...actor, actingAs: { role: grant.role, territoryPath: grant.territoryPath } };
}

/** The country is level 0; a right over the whole installation stands above it. */
function levelOf(path: TerritoryPath): number {
  return path === '' ? -1 : path.split('/').length - 1;
}
