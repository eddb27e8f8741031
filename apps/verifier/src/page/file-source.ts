import {
  isPlainPath,
  type RecordSource,
  SourceFailure,
  TooLarge,
} from '../sources/record-source.ts';
import type { ChosenFile } from './engine-messages.ts';

/** Where the record stands in a chosen folder: this file is in every record. */
const LANDMARK = 'log/checkpoint';

/** A record from files that the reader chose; it may lie in a folder below the chosen one. */
export function fileSource(name: string, chosen: readonly ChosenFile[]): RecordSource {
  const files = new Map(chosen);
  const start = [...files.keys()]
    .filter((path) => path === LANDMARK || path.endsWith(`/${LANDMARK}`))
    .map((path) => path.slice(0, -LANDMARK.length))
    .toSorted((one, other) => one.length - other.length)[0];
  if (start === undefined) {
    throw new SourceFailure('no-record', `There is no ${LANDMARK} in ${name}.`);
  }
  const own = new Map(
    [...files]
      .filter(([path]) => path.startsWith(start))
      .map(([path, file]) => [path.slice(start.length), file] as const)
      .filter(([path]) => isPlainPath(path)),
  );
  return {
    name,
    list: async () => new Set(own.keys()),
    read: async (path, maxBytes) => {
      const file = own.get(path);
      if (file === undefined) return null;
      if (file.size > maxBytes) throw new TooLarge(path);
      return new Uint8Array(await file.arrayBuffer());
    },
  };
}
