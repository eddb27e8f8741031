import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { type Anchor, getLog, getPackageAnchor, type PackageReceipt } from '@ovoz/contract';
import {
  fromBase64,
  leafHash,
  type NoteKey,
  openCheckpoint,
  parseVkey,
  verifyInclusion,
} from '@ovoz/public-log';
import { CommandFailure } from '../failure.ts';
import type { Session } from '../sign-in.ts';
import { sha256, verify } from '../witness/node-crypto.ts';
import { receiptPath, type StationSettings, saveSettings, writeWhole } from './station-folder.ts';

/** How far a package has come: only what is public cannot be taken back any more without its being seen. */
export type PackageState = 'signed' | 'received' | 'anchored' | 'public';

/** Beside the package: `party-list-hand-v1.anchor.json`. */
export function anchorPath(file: string): string {
  return file.replace(/(\.json)?$/, '.anchor.json');
}

/** What the files beside a package say. */
export function stateOf(file: string): PackageState {
  if (existsSync(anchorPath(file))) {
    const anchor = JSON.parse(readFileSync(anchorPath(file), 'utf8')) as Anchor;
    return anchor.public ? 'public' : 'anchored';
  }
  return existsSync(receiptPath(file)) ? 'received' : 'signed';
}

/**
 * The key of the log that this device trusts: that of its enrolment, or for a folder from before there was a log,
 * the first that the server shows.
 */
export async function pinnedLogKey(
  session: Session,
  path: string,
  settings: StationSettings,
): Promise<NoteKey> {
  if (settings.logKey !== undefined) return keyOf(settings.logKey);
  const { vkey } = await session.call(getLog, {});
  saveSettings(path, { ...settings, logKey: vkey });
  return keyOf(vkey);
}

/** @throws CommandFailure `log-key-damaged`. */
function keyOf(vkey: string): NoteKey {
  const key = parseVkey(vkey, sha256);
  if (key.ok) return key.value;
  throw new CommandFailure('log-key-damaged', 'The logKey in station.json is no key of a log.');
}

/**
 * Asks where the receipt of a package stands in the public log, and verifies the answer by this device's own means.
 * @returns the state from now on.
 * @throws CommandFailure `anchor-wrong` when the server's proof does not hold; its answer is kept.
 */
export async function askAnchor(
  session: Session,
  logKey: NoteKey,
  file: string,
): Promise<PackageState> {
  const text = readFileSync(file, 'utf8');
  const receipt = JSON.parse(readFileSync(receiptPath(file), 'utf8')) as PackageReceipt;
  const name = hash('sha256', text, 'hex');
  const answer = await session.call(getPackageAnchor, { params: { hash: name } });
  if (answer.state === 'received') return stateOf(file);
  const { anchor } = answer;
  const fault = faultOf(anchor, logKey, { fact: receipt.fact, packageHash: name });
  if (fault !== null) {
    const kept = file.replace(/(\.json)?$/, '.wrong-anchor.json');
    writeWhole(kept, `${JSON.stringify(answer, null, 2)}\n`);
    throw new CommandFailure(
      'anchor-wrong',
      `The server says that ${file} stands in the public log, but ${fault}. Call the commission, and show them ${kept}.`,
    );
  }
  writeWhole(anchorPath(file), `${JSON.stringify(anchor, null, 2)}\n`);
  return stateOf(file);
}

/** Why an anchor proves nothing about the receipt; null when it does. */
function faultOf(
  anchor: Anchor,
  logKey: NoteKey,
  { fact, packageHash }: { readonly fact: string; readonly packageHash: string },
): string | null {
  const checkpoint = openCheckpoint(anchor.checkpoint, logKey, verify);
  if (!checkpoint.ok) return 'the checkpoint is not signed by the log of the enrolment';
  const entry = Buffer.from(anchor.entry);
  if (hash('sha256', entry, 'hex') !== fact) return 'the entry is not the fact of the receipt';
  if (packageIn(anchor.entry) !== packageHash) return 'the entry is about another package';
  const proof = anchor.proof.map((one) => fromBase64(one) ?? new Uint8Array());
  const { size, root } = checkpoint.value;
  const leaf = leafHash(entry, sha256);
  const isProved = verifyInclusion(proof, { index: anchor.index, size, leaf, root }, sha256);
  return isProved ? null : 'the proof does not lead to the checkpoint';
}

function packageIn(entry: string): string | null {
  const { payload } = JSON.parse(entry) as { payload?: { package?: unknown } };
  return typeof payload?.package === 'string' ? payload.package : null;
}
