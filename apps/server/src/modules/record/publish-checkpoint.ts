import { canonicalJson } from '@ovoz/basics';
import type { PublishedLogState } from '@ovoz/contract';
import { join } from 'node:path';
import {
  cosignersOf,
  formatVkey,
  type NoteKey,
  parseNote,
  parseSignatureLines,
  quorumOf,
  signCheckpoint,
  withSignatures,
} from '@ovoz/public-log';
import { verifyEd25519 } from '../../platform/ed25519.ts';
import { readIfThere, writeDurably } from './durable-file.ts';
import type { Growth } from './grow-log.ts';
import { CHECKPOINT, PUBLIC_CHECKPOINT } from './signed-state.ts';
import {
  type Cosignature,
  cosignaturesOf,
  countCosigned,
  forgetCosignatures,
  newestCosigned,
  witnessKeysAt,
} from './store-witnesses.ts';

const VKEY = 'vkey';
/** A word for the public pages: how far the log is public. It proves nothing, and is no part of the record. */
const STATE = 'state.json';

/**
 * Puts what was signed among the files: the newest checkpoint with the co-signatures that came for it, and the newest
 * one that enough witnesses co-signed. Files change only when something new is in them.
 */
export async function publishCheckpoint(growth: Growth): Promise<void> {
  const { identity, growing } = growth;
  const { signed, published } = growing;
  if (signed.size === 0) return;
  if (published === null) {
    await replaceIfOther(join(identity.folder, VKEY), `${formatVkey(identity.key)}\n`);
  }
  const own = signCheckpoint({ origin: identity.origin, ...signed }, identity.key, identity.sign);
  const note = identity.log === 'public' ? await withCosignatures(growth, own) : own;
  if (note !== published) {
    await replaceIfOther(join(identity.folder, CHECKPOINT), note);
    growing.published = note;
  }
  if (identity.log !== 'public') return;
  await publishPublic(growth);
  if (note !== published) await publishState(growth);
}

async function publishState({ connection, identity, growing }: Growth): Promise<void> {
  const { signed, publicSize } = growing;
  const counts = await countCosigned(connection, publicSize > 0 ? publicSize : signed.size);
  const state: PublishedLogState = { format: 1, size: signed.size, publicSize, ...counts };
  await replaceIfOther(join(identity.folder, STATE), canonicalJson(state));
}

async function replaceIfOther(path: string, text: string): Promise<void> {
  const before = await readIfThere(path);
  if (before?.toString('utf8') !== text) await writeDurably(path, text);
}

async function withCosignatures({ connection, growing }: Growth, own: string): Promise<string> {
  const cosignatures = await cosignaturesOf(connection, growing.signed.size);
  return joined(own, cosignatures);
}

/** Everything that came was checked when it came. */
function joined(own: string, cosignatures: readonly Cosignature[]): string {
  const added = cosignatures.flatMap(({ line }) => parseSignatureLines(line) ?? []);
  if (added.length === 0) return own;
  const note = withSignatures(own, added);
  return note.ok ? note.value : own;
}

/** Forward only: the newest checkpoint that is public is never taken back. */
async function publishPublic(growth: Growth): Promise<void> {
  const { platform, connection, identity, growing } = growth;
  const newest = await newestCosigned(connection, growing.signed.size);
  if (newest === null || newest.size < growing.publicSize) return;
  const cosignatures = await cosignaturesOf(connection, newest.size);
  const note = joined(newest.checkpoint, cosignatures);
  if (note === growing.publishedPublic) return;
  const witnesses = await witnessKeysAt(connection, newest.size);
  // Once more from the keys themselves: rows can be changed by who owns the database.
  if (!isPublic(note, witnesses, platform.now())) return;
  await replaceIfOther(join(identity.folder, PUBLIC_CHECKPOINT), note);
  growing.publishedPublic = note;
  growing.publicSize = newest.size;
  await forgetCosignatures(connection, newest.size);
  await publishState(growth);
}

/** Whether more than half of the witnesses that the checkpoint knows co-signed it. */
export function isPublic(note: string, witnesses: readonly NoteKey[], now: Date): boolean {
  const parsed = parseNote(note);
  if (!parsed.ok || witnesses.length === 0) return false;
  const seconds = Math.floor(now.getTime() / 1000);
  const cosigners = cosignersOf(parsed.value, witnesses, seconds, verifyEd25519);
  return cosigners.length >= quorumOf(witnesses.length);
}
