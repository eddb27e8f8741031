import { canonicalJson, type JsonValue, ok, type Result, refused } from '@ovoz/basics';
import { Instant, PackCode, Sha256Hex } from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';

export const REGISTERS = ['civil', 'address'] as const;
export const Register = Type.Enum(REGISTERS);
export type Register = Static<typeof Register>;

/** A full batch holds everybody; a delta the rows that changed. Neither removes whom it does not name. */
export const BatchKind = Type.Enum(['full', 'delta']);
export type BatchKind = Static<typeof BatchKind>;

/** Twenty million people are 3 GB; a part of a file is what a disk and a person can still handle. */
export const MAX_BATCH_FILE_BYTES = 4_000_000_000;
const MAX_BATCH_BYTES = 16_000_000_000;
const MAX_BATCH_FILES = 200;

/** Columns of the files of a batch, in this order. docs/guides/register-feed.md says what each holds. */
export const BATCH_COLUMNS = {
  persons: [
    'record_id',
    'national_number',
    'document_number',
    'surname',
    'given',
    'patronymic',
    'sex',
    'birth_date',
    'citizenship',
    'address_id',
    'flat',
  ],
  events: ['record_id', 'event', 'date', 'valid_to', 'document'],
  addresses: [
    'address_id',
    'territory_code',
    'locality',
    'street',
    'house',
    'latitude',
    'longitude',
    'state',
  ],
} as const;
export type BatchFileKind = keyof typeof BATCH_COLUMNS;

/** What a row of `events` may say; `revoked` takes back the earlier event of the same document. */
export const REGISTER_EVENTS = [
  'deceased',
  'citizenship-lost',
  'incapacitated',
  'sentenced',
  'moved-abroad',
  'revoked',
] as const;
export type RegisterEvent = (typeof REGISTER_EVENTS)[number];

const KINDS_OF: Readonly<Record<Register, readonly BatchFileKind[]>> = {
  civil: ['persons', 'events'],
  address: ['addresses'],
};

const BatchFile = Type.Object(
  {
    name: Type.String({ pattern: '^(persons|events|addresses)(-[0-9]{3})?\\.csv$', maxLength: 20 }),
    bytes: Type.Integer({ minimum: 1, maximum: MAX_BATCH_FILE_BYTES }),
    /** Without the line of column names. */
    rows: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
    sha256: Sha256Hex,
  },
  { additionalProperties: false },
);
export type BatchFile = Static<typeof BatchFile>;

/** `manifest.json`: what a batch consists of and where it stands in the sequence of its register. */
export const BatchManifest = Type.Object(
  {
    format: Type.Literal(1),
    pack: PackCode,
    register: Register,
    kind: BatchKind,
    /** From 1, without gaps, per pack and register. */
    sequence: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }),
    /** SHA-256 of the manifest before; null for the first. */
    previous: Type.Union([Sha256Hex, Type.Null()]),
    /** The moment whose state of the register the rows show. */
    asOf: Instant,
    /** Parts of one kind of file in the order in which they are read. */
    files: Type.Array(BatchFile, { minItems: 1, maxItems: MAX_BATCH_FILES }),
  },
  { additionalProperties: false },
);
export type BatchManifest = Static<typeof BatchManifest>;

export type ManifestFault =
  | 'manifest-malformed'
  | 'manifest-not-canonical'
  | 'manifest-files-wrong'
  | 'first-batch-not-full';

/**
 * The manifest that the text is, as it was signed: canonical JSON (RFC 8785), so that one content has one
 * hash and no field stands twice.
 */
export function parseManifest(text: string): Result<BatchManifest, ManifestFault> {
  const manifest = parseJson(text);
  if (!Value.Check(BatchManifest, manifest)) return refused('manifest-malformed');
  if (canonicalJson(manifest) !== text) return refused('manifest-not-canonical');
  if (!hasFittingFiles(manifest)) return refused('manifest-files-wrong');
  const isFirst = manifest.sequence === 1;
  if (isFirst !== (manifest.previous === null)) return refused('manifest-malformed');
  if (isFirst && manifest.kind !== 'full') return refused('first-batch-not-full');
  return ok(manifest);
}

/** What the Ed25519 signature in `manifest.sig` is made over. */
export function manifestMessage(manifest: Uint8Array): Uint8Array {
  return withHeading('ovoz register batch v1\n', manifest);
}

export function withHeading(heading: string, content: Uint8Array): Uint8Array {
  const first = new TextEncoder().encode(heading);
  const message = new Uint8Array(first.length + content.length);
  message.set(first);
  message.set(content, first.length);
  return message;
}

/** The kind of rows that a file of a batch holds, by its name. */
export function batchFileKind(name: string): BatchFileKind {
  if (name.startsWith('persons')) return 'persons';
  return name.startsWith('events') ? 'events' : 'addresses';
}

/** What the text says, or null when it is no JSON. */
export function parseJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
}

/** Files of this register only, each once, and not more than a machine takes. */
function hasFittingFiles({ register, files }: BatchManifest): boolean {
  const names = new Set(files.map(({ name }) => name));
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    names.size === files.length &&
    bytes <= MAX_BATCH_BYTES &&
    files.every(({ name }) => KINDS_OF[register].includes(batchFileKind(name)))
  );
}
