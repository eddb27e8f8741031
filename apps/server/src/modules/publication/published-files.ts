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
  /** Those that were looked at; without index and manifest. */
  readonly files: readonly PublishedFile[];
  readonly index: PublishedFile;
  readonly manifest: PublishedFile;
  /** How many files the manifest names. */
  readonly named: number;
  /** Paths of the manifest before that are published no more. */
  readonly stale: readonly string[];
};

/** Files that another module puts into the folder of an election, when there are any. */
const FURTHER = ['rolls.json', 'roll-supplements.json'];

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
    for (const name of FURTHER) {
      const path = `elections/${election.version.definition.code}/${name}`;
      const bytes = await readPublished(folder, path);
      if (bytes !== null) files.push({ path, bytes, changed: false });
    }
  }
  for (const code of new Set(sealed.map(({ pack }) => pack.code))) {
    for (const [level, { bytes }] of packs.get(code)?.boundaries ?? []) {
      files.push(await asItIs(folder, `packs/${code}/boundaries-${level}.geojson`, bytes));
    }
  }
  const { [INDEX]: _index, ...hashesBefore } = (await readManifest(folder)).files;
  const hashes = hashesOf(files);
  return {
    files,
    ...(await listed(folder, { hashes, hashesBefore, index: indexOf(sealed, demo) }, now)),
    stale: Object.keys(hashesBefore).filter((path) => !(path in hashes)),
  };
}

/**
 * The same when files of another module alone are new: everything else stays as it is. Writes nothing.
 * @returns null before the first publication, which takes up what stands in the folder.
 */
export async function prepareFurther(
  folder: string,
  files: readonly PublishedFile[],
  now: Date,
): Promise<Publication | null> {
  const bytes = await readPublished(folder, INDEX);
  if (bytes === null) return null;
  // Written by this module, and replaced whole.
  const { publishedAt: _time, ...index } = JSON.parse(bytes.toString('utf8')) as PublishedIndex;
  const { [INDEX]: _index, ...hashesBefore } = (await readManifest(folder)).files;
  const hashes = { ...hashesBefore, ...hashesOf(files) };
  return { files, ...(await listed(folder, { hashes, hashesBefore, index }, now)), stale: [] };
}

type Hashes = Readonly<Record<string, string>>;

function hashesOf(files: readonly PublishedFile[]): Hashes {
  return Object.fromEntries(files.map(({ path, bytes }) => [path, sha256Hex(bytes)]));
}

async function listed(
  folder: string,
  {
    hashes,
    hashesBefore,
    index: content,
  }: { readonly hashes: Hashes; readonly hashesBefore: Hashes; readonly index: JsonObject },
  now: Date,
): Promise<Pick<Publication, 'index' | 'manifest' | 'named'>> {
  const same = canonicalJson(hashes) === canonicalJson(hashesBefore);
  const kept = await dated(folder, INDEX, content, now);
  // Whoever polls the index learns from its time that something else is new.
  const index = same || kept.changed ? kept : withTime(INDEX, content, now.toISOString());
  const manifest: PublishedManifest = {
    format: 1,
    files: { ...hashes, [INDEX]: sha256Hex(index.bytes) },
  };
  return {
    index,
    manifest: await asItIs(folder, MANIFEST, Buffer.from(canonicalJson(manifest))),
    named: Object.keys(manifest.files).length,
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

/** A file whose bytes say all, without a time in them. */
export async function asItIs(folder: string, path: string, bytes: Buffer): Promise<PublishedFile> {
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
