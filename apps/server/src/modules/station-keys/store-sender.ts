import type { TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

/** A certified key as a busy door needs it. */
export type StationKeyRecord = {
  readonly station: string;
  readonly territoryPath: TerritoryPath;
  /** Raw Ed25519 public key, hexadecimal. */
  readonly publicKey: string;
  /** Legal time, ISO 8601. */
  readonly validFrom: string;
  readonly validUntil: string;
  readonly revoked: boolean;
};

/** A key that is or was certified for the election as a value within a query of another module, or null. */
export function keyJson(queries: Queries, election: string, fingerprint: string) {
  return queries`(select json_build_object('station', station, 'territoryPath', territory_path,
      'publicKey', encode(public_key, 'hex'), 'validFrom', valid_from, 'validUntil', valid_until,
      'revoked', revoked_at is not null)
    from station_keys
    where election = ${election} and fingerprint = ${Buffer.from(fingerprint, 'hex')})`;
}
