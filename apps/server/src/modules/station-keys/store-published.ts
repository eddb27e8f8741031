import type { Queries } from '../../platform/database.ts';

/** A key that speaks or spoke for a station, as the public may see it. */
export type KeyRow = {
  readonly station: string;
  readonly fingerprint: string;
  readonly publicKey: Buffer;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly revokedAt: Date | null;
};

export async function readKeys(
  queries: Queries,
  election: string,
  stations: readonly string[],
): Promise<readonly KeyRow[]> {
  return queries<KeyRow[]>`
    select station, encode(fingerprint, 'hex') as fingerprint, public_key as "publicKey",
      valid_from as "validFrom", valid_until as "validUntil", revoked_at as "revokedAt"
    from station_keys where election = ${election} and station in ${queries(stations)}
    order by certified_at, fingerprint`;
}
