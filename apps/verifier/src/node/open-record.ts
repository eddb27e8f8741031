import { stat } from 'node:fs/promises';
import { type RecordSource, SourceFailure } from '../sources/record-source.ts';
import { siteSource } from '../sources/site-source.ts';
import { folderSource } from './folder-source.ts';
import { unpackArchive } from './unpack-archive.ts';

/** Where a record is, in plain data: each worker opens it for itself. */
export type RecordPlace =
  | { readonly kind: 'folder'; readonly path: string; readonly name: string }
  | { readonly kind: 'site'; readonly base: string };

export type OpenedRecord = {
  readonly place: RecordPlace;
  /** Removes what was unpacked. */
  readonly close: () => Promise<void>;
};

/**
 * Finds out what a person means by the name of a record: an address, a folder or an archive.
 * @throws SourceFailure
 */
export async function openRecord(name: string): Promise<OpenedRecord> {
  if (/^https?:\/\//.test(name)) {
    return { place: { kind: 'site', base: name }, close: async () => {} };
  }
  const found = await stat(name).catch(() => null);
  if (found === null) throw new SourceFailure('record-missing', `There is nothing at ${name}.`);
  if (found.isDirectory()) {
    return { place: { kind: 'folder', path: name, name }, close: async () => {} };
  }
  const { folder, remove } = await unpackArchive(name);
  return { place: { kind: 'folder', path: folder, name }, close: remove };
}

export async function sourceAt(place: RecordPlace): Promise<RecordSource> {
  if (place.kind === 'site') return siteSource(place.base, fetch);
  return { ...(await folderSource(place.path)), name: place.name };
}
