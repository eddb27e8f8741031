import type { TerritoryPath } from '@ovoz/election-model';
import type { Transaction } from '../../platform/database.ts';

/** A voter who votes elsewhere than at the station of the address, in one election. */
export type StationOverride = {
  readonly election: string;
  readonly voterId: number;
  readonly pack: string;
  readonly station: string;
  /** Of the voter: decides who sees the row. */
  readonly territoryPath: TerritoryPath;
  readonly requestId: string;
};

/** Ends what was granted before for this voter and election. */
export async function endStoredOverride(
  transaction: Transaction,
  { election, voterId }: Pick<StationOverride, 'election' | 'voterId'>,
  now: Date,
): Promise<void> {
  await transaction`
    update station_overrides set ended_at = ${now}
    where election = ${election} and voter_id = ${voterId} and ended_at is null`;
}

export async function insertOverride(
  transaction: Transaction,
  override: StationOverride,
  now: Date,
): Promise<void> {
  await transaction`
    insert into station_overrides (election, voter_id, pack, station, territory_path, request_id, since)
    values (${override.election}, ${override.voterId}, ${override.pack}, ${override.station},
      ${override.territoryPath}, ${override.requestId}, ${now})`;
}
