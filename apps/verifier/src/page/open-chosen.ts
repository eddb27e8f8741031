import type { RecordSource } from '../sources/record-source.ts';
import { siteSource } from '../sources/site-source.ts';
import type { UnpackedSource } from './engine-messages.ts';
import { fileSource } from './file-source.ts';

/** The record that the reader chose, unpacked. @throws SourceFailure when it cannot be read at all. */
export function openChosen(chosen: UnpackedSource): RecordSource {
  if (chosen.kind === 'folder') return fileSource(chosen.name, chosen.files);
  return siteSource(chosen.base, (address, options) => fetch(address, options));
}
