import {
  type AddCheckpoint,
  cosign,
  decideCheckpoint,
  formatNote,
  formatSignatureLine,
  openCheckpoint,
  type SignedCheckpoint,
  signaturesOf,
  type WitnessDecision,
} from '@ovoz/public-log';
import { nodeCrypto, nowInSeconds } from './node-crypto.ts';
import {
  keepSeen,
  readLatest,
  saveLatest,
  splitViewIn,
  type WitnessFolder,
} from './witness-folder.ts';

export type Added = {
  readonly decision: WitnessDecision;
  /** What the witness had co-signed before. */
  readonly before: SignedCheckpoint | null;
  /** With status 200: the line that is sent, its line feed included. */
  readonly cosignature: string | null;
};

/**
 * Decides about a checkpoint, keeps it and co-signs it, without giving way to anything else in between: nothing here
 * waits, and no other process works in the folder. The co-signature leaves this function when the disk has it.
 */
export function addCheckpoint(folder: WitnessFolder, request: AddCheckpoint): Added {
  const before = readLatest(folder);
  const decision = decideCheckpoint(request, before, folder.logKey, nodeCrypto);
  const opened = openCheckpoint(request.note, folder.logKey, nodeCrypto.verify);
  if (opened.ok) keepSeen(folder, opened.value, request.note);
  if (decision.status !== 200 || splitViewIn(folder) !== null) {
    return { decision, before, cosignature: null };
  }
  const signature = cosign(decision.checkpoint.note.text, nowInSeconds(), folder.key, folder.sign);
  const { text } = decision.checkpoint.note;
  const ofLog = signaturesOf(decision.checkpoint.note, folder.logKey);
  saveLatest(folder, formatNote({ text, signatures: [...ofLog, signature] }));
  return { decision, before, cosignature: formatSignatureLine(signature) };
}
