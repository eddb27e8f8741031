import { readArchive } from '../sources/read-archive.ts';
import { SourceFailure } from '../sources/record-source.ts';
import type { ChosenFile, ChosenSource, UnpackedSource } from './engine-messages.ts';

/** JSON of a record shrinks to a tenth. What grows a hundredfold and more was made to fill the memory. */
const MAX_RATIO = 200;
/** A small archive may be mostly zeros at the end of its blocks. */
const ALWAYS_ALLOWED_BYTES = 16 * 1024 * 1024;

/**
 * An archive as the files that are in it; anything else as it is.
 * @param onProgress is told the bytes of the archive that were read.
 * @throws SourceFailure as `readArchive`, and `archive-bomb`
 */
export async function unpackChosen(
  chosen: ChosenSource,
  onProgress: (done: number, all: number) => void,
): Promise<UnpackedSource> {
  if (chosen.kind !== 'archive') return chosen;
  const { name, file } = chosen;
  const files: ChosenFile[] = [];
  let done = 0;
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (part, controller) => {
      done += part.length;
      onProgress(done, file.size);
      controller.enqueue(part);
    },
  });
  const packed = file.stream().pipeThrough(counted);
  const plain = (await isGzip(file)) ? packed.pipeThrough(new DecompressionStream('gzip')) : packed;
  try {
    await readArchive(bounded(plain, file.size), async (path) => {
      const parts: Uint8Array<ArrayBuffer>[] = [];
      return {
        write: async (part) => void parts.push(part.slice()),
        end: async () => void files.push([path, new Blob(parts)]),
      };
    });
  } catch (error) {
    if (error instanceof SourceFailure) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new SourceFailure('archive-malformed', `The archive cannot be read: ${reason}.`);
  }
  return { kind: 'folder', name, files };
}

async function isGzip(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}

/** What comes out of a stream, up to what a record of the size of its archive can be. */
async function* bounded(stream: ReadableStream<Uint8Array>, packedBytes: number) {
  const most = Math.max(ALWAYS_ALLOWED_BYTES, packedBytes * MAX_RATIO);
  const reader = stream.getReader();
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new SourceFailure('archive-bomb', 'The archive grows far beyond what a record does.');
    }
    yield value;
  }
}
