import { type RecordSource, SourceFailure } from '../sources/record-source.ts';
import type { ChosenSource } from './engine-messages.ts';
import { fileSource } from './file-source.ts';
import { siteSource } from './site-source.ts';

/** The record that the reader chose. @throws SourceFailure when it cannot be read at all. */
export async function openChosen(chosen: ChosenSource): Promise<RecordSource> {
  switch (chosen.kind) {
    case 'site':
      return siteSource(chosen.base);
    case 'folder':
      return fileSource(chosen.name, chosen.files);
    case 'archive':
      throw new SourceFailure('not-unpacked', chosen.name);
  }
}

export async function unpacked(
  chosen: ChosenSource,
  _onProgress: (step: string, done: number, all: number) => void,
): Promise<ChosenSource> {
  return chosen;
}
