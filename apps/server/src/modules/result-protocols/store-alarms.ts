import type { AlarmKind, ProtocolKey, TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

export type StoredAlarm = {
  readonly id: string;
  readonly key: ProtocolKey;
  readonly territoryPath: TerritoryPath;
  readonly kind: AlarmKind;
  /** The package that came and does not stand. */
  readonly packageHash: Buffer;
  readonly version: number;
  readonly errors: number;
  readonly warnings: number;
  readonly settledAt: Date | null;
};

/** An alarm of the election with the package that raised it. */
export async function findAlarm(
  queries: Queries,
  election: string,
  id: string,
): Promise<StoredAlarm | null> {
  const [row] = await queries<StoredAlarm[]>`
    select a.id, json_build_object('election', a.election, 'contest', a.contest, 'station', a.station,
        'count', a.count) as key,
      p.territory_path as "territoryPath", a.kind, a.package_hash as "packageHash", k.version, k.errors,
      k.warnings, a.settled_at as "settledAt"
    from result_alarms a join result_packages k on k.hash = a.package_hash
    join result_protocols p on p.election = a.election and p.station = a.station
      and p.contest = a.contest and p.count = a.count
    where a.election = ${election} and a.id = ${id}`;
  return row ?? null;
}

export async function markSettled(
  queries: Queries,
  id: string,
  takenHash: Buffer,
  proposalId: string,
  now: Date,
): Promise<void> {
  await queries`
    update result_alarms set settled_at = ${now}, taken_hash = ${takenHash}, proposal_id = ${proposalId}
    where id = ${id}`;
}
