import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Instant, Sha256Hex } from '@ovoz/election-model';
import Type, { type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { StartFailure } from '../platform/failure.ts';

const Strict = <Fields extends Record<string, TSchema>>(fields: Fields) =>
  Type.Object(fields, { additionalProperties: false });
const Name = Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$' });
const Count = Type.Integer({ minimum: 0 });

/** Rows of one table, as `COPY … TO STDOUT` writes them, compressed by gzip. */
const BackupFile = Strict({
  table: Name,
  columns: Type.Array(Name, { minItems: 1 }),
  file: Type.String({ pattern: '^tables/[0-9]{2,3}-[a-z0-9_]+\\.copy\\.gz$' }),
  rows: Count,
  /** Size and hash of the file as it lies there. */
  bytes: Count,
  sha256: Sha256Hex,
});
export type BackupFile = Static<typeof BackupFile>;

/** What a backup is of, and what it must contain: `manifest.json` in its folder. */
export const Manifest = Strict({
  format: Type.Literal(1),
  ovoz: Type.String({ maxLength: 40 }),
  postgres: Type.String({ maxLength: 40 }),
  takenAt: Instant,
  /** The schema that the rows fit into. */
  migrations: Type.Array(
    Strict({ name: Type.String({ pattern: '^[0-9]{4}_[a-z_]+\\.sql$' }), hash: Sha256Hex }),
    { minItems: 1 },
  ),
  /** In an order in which every row finds the rows that it refers to. */
  tables: Type.Array(BackupFile, { maxItems: 999 }),
  leftOut: Type.Array(Strict({ what: Type.String(), why: Type.String() })),
});
export type Manifest = Static<typeof Manifest>;

export const MANIFEST = 'manifest.json';

/** @throws StartFailure `backup-unreadable` when the folder is not a whole backup. */
export function readManifest(folder: string): Manifest {
  const unreadable = (why: string) =>
    new StartFailure('backup-unreadable', `${folder} is not a backup of Ovoz: ${why}.`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'));
  } catch (error) {
    throw unreadable(`${MANIFEST} cannot be read (${(error as Error).message})`);
  }
  const [wrong] = Value.Errors(Manifest, json);
  if (wrong !== undefined) throw unreadable(`${MANIFEST}${wrong.instancePath} ${wrong.message}`);
  return Value.Parse(Manifest, json);
}
