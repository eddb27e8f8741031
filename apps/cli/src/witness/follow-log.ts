import { createClient } from '@ovoz/client';
import { addCosignature } from '@ovoz/contract';
import {
  consistencyProof,
  consistencyRanges,
  formatNote,
  formatSignatureLine,
  hashesInTiles,
  openCheckpoint,
  rootOf,
  sameBytes,
  type SignedCheckpoint,
  signaturesOf,
} from '@ovoz/public-log';
import { addCheckpoint } from './add-checkpoint.ts';
import { LogUnreadable, type LogSite } from './log-site.ts';
import { sha256, verify } from './node-crypto.ts';
import {
  type Evidence,
  keepEvidence,
  keepSeen,
  readLatest,
  splitViewIn,
  type WitnessFolder,
} from './witness-folder.ts';

/** What one look at the log came to. */
export type Look =
  /** The tree extends the one before (`grown`), or is that one; both are co-signed. */
  | { readonly kind: 'grown' | 'same'; readonly size: number; readonly before: number | null }
  /** Something is wrong with the log; proof lies in the folder. */
  | { readonly kind: 'alarm'; readonly alarm: Alarm }
  /** Nothing can be said now. */
  | { readonly kind: 'unreadable'; readonly sentence: string };

export type Alarm = {
  readonly code: string;
  readonly sentence: string;
  readonly folder: string;
  /** False when this same contradiction was told before. */
  readonly isNew: boolean;
};

/** Reads the newest checkpoint, verifies it against what was co-signed last, and co-signs it. */
export async function lookAtLog(folder: WitnessFolder, site: LogSite): Promise<Look> {
  try {
    return await look(folder, site);
  } catch (error) {
    if (!(error instanceof LogUnreadable)) throw error;
    return { kind: 'unreadable', sentence: error.message };
  }
}

async function look(folder: WitnessFolder, site: LogSite): Promise<Look> {
  const note = await site.checkpoint();
  const opened = openCheckpoint(note, folder.logKey, verify);
  const known = readLatest(folder);
  if (!opened.ok) {
    const sentence = `What the log serves as its checkpoint is not signed by its key (${opened.refusal}).`;
    return alarmed(folder, {
      code: 'signature-wrong',
      sentence,
      known: textOf(known),
      other: note,
    });
  }
  const checkpoint = opened.value;
  keepSeen(folder, checkpoint, note);
  const standing = splitViewIn(folder);
  if (standing !== null) return standingAlarm(standing);
  if (known !== null && checkpoint.size < known.size) {
    const sentence = `The log shows ${checkpoint.size} entries, after it had shown ${known.size}: entries are gone, or an old copy is served.`;
    return alarmed(folder, { code: 'log-shrank', sentence, known: textOf(known), other: note });
  }
  return judge(folder, site, { note, checkpoint, known });
}

type Seen = {
  readonly note: string;
  readonly checkpoint: SignedCheckpoint;
  readonly known: SignedCheckpoint | null;
};

async function judge(folder: WitnessFolder, site: LogSite, seen: Seen): Promise<Look> {
  const { note, checkpoint, known } = seen;
  const { size } = checkpoint;
  const oldSize = known?.size ?? 0;
  const isSameTree = known?.size === size && sameBytes(known.root, checkpoint.root);
  if (isSameTree) return { kind: 'same', size, before: oldSize };
  if (known?.size === size) return splitView(folder, seen);
  const ranges = [{ start: 0, end: size }, ...consistencyRanges(oldSize, size)];
  const hashAt = hashesInTiles(size, await site.tiles(ranges, size), sha256);
  // Only when tiles and checkpoint agree does a proof from these tiles say something of the log.
  if (!sameBytes(rootOf(size, hashAt, sha256), checkpoint.root)) {
    const sentence = `The files of the log do not lead to the root that it signed for ${size} entries.`;
    return alarmed(folder, {
      code: 'log-files-wrong',
      sentence,
      known: textOf(known),
      other: note,
    });
  }
  const proof = consistencyProof(oldSize, size, hashAt, sha256);
  const { decision, before } = addCheckpoint(folder, { oldSize, proof, note });
  if (decision.status === 200) return { kind: 'grown', size, before: before?.size ?? null };
  if (decision.status === 422 || (decision.status === 409 && decision.code === 'split-view')) {
    return splitView(folder, { ...seen, known: before });
  }
  // Somebody brought a newer checkpoint to --listen meanwhile; the next look begins there.
  return { kind: 'unreadable', sentence: `The log moved on while it was read (${decision.code}).` };
}

function splitView(folder: WitnessFolder, seen: Seen): Look {
  return { kind: 'alarm', alarm: splitViewAlarm(folder, seen) };
}

/** Keeps both signed trees and says what they prove. */
export function splitViewAlarm(folder: WitnessFolder, { note, checkpoint, known }: Seen): Alarm {
  const sentence = `The log signed two trees that contradict each other, of ${known?.size ?? 0} and of ${checkpoint.size} entries. This is proof that it showed different people different records; nothing more is co-signed.`;
  const evidence = { code: 'split-view', sentence, known: textOf(known), other: note };
  return { code: evidence.code, sentence, ...keepEvidence(folder, evidence) };
}

function standingAlarm(evidence: string): Look {
  const sentence =
    'The log was caught in a split view before. Nothing is co-signed until somebody has looked into it and moved that folder away.';
  return { kind: 'alarm', alarm: { code: 'split-view', sentence, folder: evidence, isNew: false } };
}

function alarmed(folder: WitnessFolder, evidence: Evidence): Look {
  const { code, sentence } = evidence;
  return { kind: 'alarm', alarm: { code, sentence, ...keepEvidence(folder, evidence) } };
}

function textOf(known: SignedCheckpoint | null): string | null {
  return known === null ? null : formatNote(known.note);
}

/** Whether the log has the co-signature of the newest checkpoint. */
export type Brought =
  | {
      readonly kind: 'brought';
      readonly size: number;
      readonly cosigned: number;
      readonly needed: number;
    }
  | {
      readonly kind: 'not-brought';
      readonly size: number;
      readonly code: string;
      readonly sentence: string;
    };

/**
 * Sends the kept co-signature of the newest checkpoint. It is the one on the disk, so a witness that was killed
 * before it could send sends the same one later; twice does no harm.
 */
export async function bringCosignature(folder: WitnessFolder): Promise<Brought | null> {
  const latest = readLatest(folder);
  const own = latest === null ? undefined : signaturesOf(latest.note, folder.key)[0];
  if (latest === null || own === undefined) return null;
  const { size } = latest;
  const ofLog = signaturesOf(latest.note, folder.logKey);
  const answer = await createClient({ origin: folder.settings.server, fetch: fetchSoon }).call(
    addCosignature,
    {
      body: {
        checkpoint: formatNote({ text: latest.note.text, signatures: ofLog }),
        cosignature: formatSignatureLine(own),
      },
    },
  );
  if (answer.ok)
    return { kind: 'brought', size, cosigned: answer.value.cosigned, needed: answer.value.needed };
  const { code, title } = answer.refusal;
  return { kind: 'not-brought', size, code, sentence: title };
}

/** A server that never answers must not keep the witness from looking. */
async function fetchSoon(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(SEND_LIMIT_MS) });
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    throw new TypeError(error.message, { cause: error });
  }
}

const SEND_LIMIT_MS = 10_000;
