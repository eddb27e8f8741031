import { toHex } from '../bytes.ts';
import type { Signed } from '../election-types.ts';
import type { OpenedFact } from '../facts/log-state.ts';
import {
  fileSignature,
  MAX_JSON_BYTES,
  parseFile,
  type ReadFile,
  readBytes,
  signatureWrong,
} from '../files/read-file.ts';
import type { Shape } from '../shape.ts';
import type { ElectionWork } from './election-work.ts';

/**
 * Reads a signed file of the results of an election, by its path below `results/`, and checks its signature and what
 * it says it is of. Null when it is missing (nothing is told) or not to be read (told).
 */
export async function readSigned<Content extends Signed>(
  work: ElectionWork,
  name: string,
  shape: Shape,
  publicationKey: OpenedFact['publicationKey'],
): Promise<ReadFile<Content> | null> {
  const { source, findings, primitives, election, folder, known } = work;
  const path = `${folder}${name}`;
  const bytes = await readBytes(source, path, MAX_JSON_BYTES, findings.add);
  if (bytes === null) return null;
  known.set(path, toHex(primitives.sha256(bytes)));
  work.verified.add(path);
  const file = parseFile<Content>(path, bytes, shape, findings.add);
  if (file === null) return null;
  const signature = fileSignature(file, publicationKey, primitives.sha256);
  if ('severity' in signature) findings.add(signature);
  else if ((await primitives.verifyAll([signature]))[0] !== true)
    findings.add(signatureWrong(path));
  const { content } = file;
  const mode = election.created?.mode ?? content.mode;
  if (content.election !== election.code || content.mode !== mode) {
    const sentence = 'The file is of another election or mode than its place says.';
    findings.add({ severity: 'false', code: 'file-misplaced', place: path, sentence });
  }
  return file;
}
