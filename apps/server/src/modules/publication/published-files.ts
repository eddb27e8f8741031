import { canonicalJson, type JsonValue } from '@ovoz/basics';
import type { PublishedIndex, PublishedManifest } from '@ovoz/contract';
import type { Queries } from '../../platform/database.ts';
import type { SealedElection } from '../elections/public.ts';
import type { CountryPacks } from '../geography/public.ts';
import { electionFiles } from './election-files.ts';
import { readPublished, sha256Hex } from './site-folder.ts';

export const INDEX = 'index.json';
export const MANIFEST = 'manifest.json';

/** A file as it is to stand in the folder; unchanged ones keep their bytes and the time in them. */
export type PublishedFile = {
  readonly path: string;
  readonly bytes: Buffer;
  readonly changed: boolean;
};

/** All that is published, compared with what stands in the folder. */
export type Publication = {
  /** Elections and boundaries; without index and manifest. */
  readonly files: readonly PublishedFile[];
  readonly index: PublishedFile;
  readonly manifest: PublishedFile;
  /** Paths of the manifest before that are published no more. */
  readonly stale: readonly string[];
};

/** Builds every published file from the database and the packs. Writes nothing. */
export async function preparePublication(
  queries: Queries,
  packs: CountryPacks,
  folder: string,
  sealed: readonly SealedElection[],
  { now, demo }: { readonly now: Date; readonly demo: boolean },
): Promise<Publication> {
  const files: PublishedFile[] = [];
  for (const election of sealed) {
    for (const { path, content } of await electionFiles(queries, election)) {
      files.push(await dated(folder, path, content, now));
    }
  }
  for (const code of new Set(sealed.map(({ pack }) => pack.code))) {
    for (const [level, { bytes }] of packs.get(code)?.boundaries ?? []) {
      files.push(await asItIs(folder, `packs/${code}/boundaries-${level}.geojson`, bytes));
    }
  }
  const before = await readManifest(folder);
  const hashes = Object.fromEntries(files.map(({ path, bytes }) => [path, sha256Hex(bytes)]));
  const { [INDEX]: _index, ...hashesBefore } = before.files;
  const same = canonicalJson(hashes) === canonicalJson(hashesBefore);
  const kept = await dated(folder, INDEX, indexOf(sealed, demo), now);
  // Whoever polls the index learns from its time that something else is new.
  const index =
    same || kept.changed ? kept : withTime(INDEX, indexOf(sealed, demo), now.toISOString());
  const manifest: PublishedManifest = {
    format: 1,
    files: { ...hashes, [INDEX]: sha256Hex(index.bytes) },
  };
  return {
    files,
    index,
    manifest: await asItIs(folder, MANIFEST, Buffer.from(canonicalJson(manifest))),
    stale: Object.keys(hashesBefore).filter((path) => !(path in hashes)),
  };
}

type JsonObject = { readonly [field: string]: JsonValue };

function indexOf(sealed: readonly SealedElection[], demo: boolean): JsonObject {
  const index: Omit<PublishedIndex, 'publishedAt'> = {
    format: 1,
    demo,
    elections: sealed.map(({ version: { definition } }) => ({
      code: definition.code,
      title: definition.title,
      pack: definition.pack.code,
      mode: definition.mode,
      votingDay: definition.votingDay,
    })),
  };
  return index;
}

const TIME = /"publishedAt":"([0-9T:.-]+Z)"/;

/** The file with the time at which this very content was first published. */
async function dated(
  folder: string,
  path: string,
  content: JsonObject,
  now: Date,
): Promise<PublishedFile> {
  const before = await readPublished(folder, path);
  const time = before === null ? undefined : TIME.exec(before.toString('utf8'))?.[1];
  if (before !== null && time !== undefined) {
    const again = withTime(path, content, time);
    if (again.bytes.equals(before)) return { ...again, changed: false };
  }
  return withTime(path, content, now.toISOString());
}

function withTime(path: string, content: JsonObject, publishedAt: string): PublishedFile {
  const bytes = Buffer.from(canonicalJson({ ...content, publishedAt }));
  return { path, bytes, changed: true };
}

async function asItIs(folder: string, path: string, bytes: Buffer): Promise<PublishedFile> {
  const before = await readPublished(folder, path);
  return { path, bytes, changed: before === null || !before.equals(bytes) };
}

async function readManifest(folder: string): Promise<PublishedManifest> {
  const bytes = await readPublished(folder, MANIFEST);
  // Written by the function above, and replaced whole.
  return bytes === null
    ? { format: 1, files: {} }
    : (JSON.parse(bytes.toString('utf8')) as PublishedManifest);
}
