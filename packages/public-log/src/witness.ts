/**
 * The decisions of a witness, C2SP tlog-witness (https://c2sp.org/tlog-witness), as pure functions. Who calls them reads
 * what was kept, decides, keeps the accepted checkpoint on disk, and only then co-signs: with nothing in between.
 */
import { ok, type Result, refused } from '@ovoz/basics';
import { fromBase64, toBase64 } from './base64.ts';
import { sameBytes } from './bytes.ts';
import {
  type Checkpoint,
  openCheckpoint,
  parseSignedCheckpoint,
  type SignedCheckpoint,
} from './checkpoint.ts';
import type { NoteKey } from './note.ts';
import type { Sha256, Verify } from './result-package.ts';
import { HASH_BYTES, verifyConsistency } from './tree.ts';

/** What `POST /add-checkpoint` carries. */
export type AddCheckpoint = {
  /** Size of the checkpoint that the witness is thought to have co-signed last; 0 for none. */
  readonly oldSize: number;
  /** From the old size to that of the checkpoint. */
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint, as a note. */
  readonly note: string;
};

/** What a witness answers, by its HTTP status. */
export type WitnessDecision =
  /** Keep this checkpoint, then co-sign it. */
  | { readonly status: 200; readonly checkpoint: SignedCheckpoint }
  | { readonly status: 400; readonly code: 'request-malformed' | 'old-size-above-size' }
  | { readonly status: 403; readonly code: 'signature-missing' | 'signature-wrong' }
  | { readonly status: 404; readonly code: 'origin-unknown' }
  /** The caller thinks of another size than the kept one, which it is told. No wrong of the log. */
  | { readonly status: 409; readonly code: 'old-size-not-kept'; readonly size: number }
  /** The log signed two roots for one size: proof that it lied to somebody. */
  | {
      readonly status: 409;
      readonly code: 'split-view';
      readonly size: number;
      readonly checkpoint: SignedCheckpoint;
    }
  /** Signed by the log, but the proof does not lead to it. Whoever called may have sent a wrong proof. */
  | { readonly status: 422; readonly code: 'proof-wrong'; readonly checkpoint: SignedCheckpoint };

/** 2^63 leaves have no longer proof. */
const MAX_PROOF_LENGTH = 63;

/** Reads the body of `POST /add-checkpoint`. */
export function parseAddCheckpoint(body: string): Result<AddCheckpoint, 'request-malformed'> {
  const end = body.indexOf('\n\n');
  const [first = '', ...lines] = body.slice(0, Math.max(0, end)).split('\n');
  const [, digits] = /^old (0|[1-9]\d{0,15})$/.exec(first) ?? [];
  const proof = lines.map(fromBase64);
  const isProof = proof.length <= MAX_PROOF_LENGTH && proof.every(isHash);
  const oldSize = Number(digits);
  if (!Number.isSafeInteger(oldSize) || !isProof) return refused('request-malformed');
  return ok({ oldSize, proof, note: body.slice(end + 2) });
}

export function formatAddCheckpoint({ oldSize, proof, note }: AddCheckpoint): string {
  return `old ${oldSize}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`;
}

/**
 * Decides about a checkpoint, in the order of the specification.
 * @param kept the latest checkpoint of this log that the witness co-signed; null for none.
 */
export function decideCheckpoint(
  { oldSize, proof, note }: AddCheckpoint,
  kept: Checkpoint | null,
  logKey: NoteKey,
  { verify, sha256 }: { readonly verify: Verify; readonly sha256: Sha256 },
): WitnessDecision {
  const parsed = parseSignedCheckpoint(note);
  if (!parsed.ok) return { status: 400, code: 'request-malformed' };
  if (parsed.value.origin !== logKey.name) return { status: 404, code: 'origin-unknown' };
  const opened = openCheckpoint(note, logKey, verify);
  if (!opened.ok) return { status: 403, code: signatureRefusal(opened.refusal) };
  const checkpoint = opened.value;
  if (oldSize > checkpoint.size) return { status: 400, code: 'old-size-above-size' };
  const keptSize = kept?.size ?? 0;
  const isSplit = kept?.size === checkpoint.size && !sameBytes(kept.root, checkpoint.root);
  if (isSplit) return { status: 409, code: 'split-view', size: keptSize, checkpoint };
  if (oldSize !== keptSize) return { status: 409, code: 'old-size-not-kept', size: keptSize };
  const older = kept ?? { size: 0, root: sha256(new Uint8Array()) };
  return verifyConsistency(proof, older, checkpoint, sha256)
    ? { status: 200, checkpoint }
    : { status: 422, code: 'proof-wrong', checkpoint };
}

function signatureRefusal(refusal: string): 'signature-missing' | 'signature-wrong' {
  return refusal === 'signature-wrong' ? refusal : 'signature-missing';
}

function isHash(bytes: Uint8Array | null): bytes is Uint8Array {
  return bytes?.length === HASH_BYTES;
}
