import { canonicalJson, ok, type Result, refused } from '@ovoz/basics';
import { Instant, PackCode, TerritoryCode } from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import { parseJson, Register, withHeading } from './manifest.ts';

/** Rows of a district, and the sum of their hashes modulo 2^64 in decimal: the order of rows plays no part. */
export const DistrictChecksum = Type.Object(
  {
    territory: TerritoryCode,
    rows: Type.Integer({ minimum: 0 }),
    checksum: Type.String({ pattern: '^(0|[1-9][0-9]{0,19})$' }),
  },
  { additionalProperties: false },
);
export type DistrictChecksum = Static<typeof DistrictChecksum>;

/** `checksums.json`: what the supplier holds after the batch with this sequence, per district. */
export const RegisterChecksums = Type.Object(
  {
    format: Type.Literal(1),
    pack: PackCode,
    register: Register,
    sequence: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }),
    asOf: Instant,
    districts: Type.Array(DistrictChecksum, { minItems: 1, maxItems: 5000 }),
  },
  { additionalProperties: false },
);
export type RegisterChecksums = Static<typeof RegisterChecksums>;

/** The checksums that the text is, as signed: canonical JSON, each district once. */
export function parseChecksums(text: string): Result<RegisterChecksums, 'checksums-malformed'> {
  const checksums = parseJson(text);
  if (!Value.Check(RegisterChecksums, checksums)) return refused('checksums-malformed');
  const districts = new Set(checksums.districts.map(({ territory }) => territory));
  const isWhole = districts.size === checksums.districts.length;
  return isWhole && canonicalJson(checksums) === text
    ? ok(checksums)
    : refused('checksums-malformed');
}

/** What the Ed25519 signature of the checksums is made over. */
export function checksumsMessage(checksums: Uint8Array): Uint8Array {
  return withHeading('ovoz register checksums v1\n', checksums);
}

export type ChecksumDifference = {
  readonly territory: string;
  /** Null: only the other side knows the district. */
  readonly theirs: DistrictChecksum | null;
  readonly ours: DistrictChecksum | null;
};

/** Districts where supplier and register differ, in the order of their codes. */
export function compareChecksums(
  theirs: readonly DistrictChecksum[],
  ours: readonly DistrictChecksum[],
): readonly ChecksumDifference[] {
  const [left, right] = [byTerritory(theirs), byTerritory(ours)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .toSorted()
    .map((territory) => ({
      territory,
      theirs: left.get(territory) ?? null,
      ours: right.get(territory) ?? null,
    }))
    .filter((pair) => !isSame(pair));
}

function isSame({ theirs, ours }: ChecksumDifference): boolean {
  // Nobody lives there: it does not matter who writes the row.
  if (theirs === null || ours === null) return (theirs ?? ours)?.rows === 0;
  return theirs.rows === ours.rows && theirs.checksum === ours.checksum;
}

function byTerritory(
  districts: readonly DistrictChecksum[],
): ReadonlyMap<string, DistrictChecksum> {
  return new Map(districts.map((district) => [district.territory, district]));
}
