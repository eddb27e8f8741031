import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  COSIGNATURE_V1,
  formatCheckpoint,
  formatVkey,
  isKeyName,
  type NoteKey,
  noteKey,
  openCheckpoint,
  parseVkey,
  type Sign,
  type SignedCheckpoint,
  toHex,
} from '@ovoz/public-log';
import { CommandFailure } from '../failure.ts';
import { makeDeviceKey, readDeviceKey } from '../station/device-key.ts';
import { sha256, verify } from './node-crypto.ts';
import { writeDurably } from './whole-file.ts';

/** `witness.json`: who the witness is, and which log it follows. */
export type WitnessSettings = {
  readonly format: 1;
  readonly name: string;
  /** For registration. */
  readonly vkey: string;
  /** Where the files of the log are, without a slash at the end. */
  readonly log: string;
  /** Where co-signatures are brought to. */
  readonly server: string;
  /** Key of the log, pinned at the first use. */
  readonly logKey: string;
  /** Whether a person gave that key, or it was taken from the site. */
  readonly logKeyFrom: 'given' | 'site';
};

/** Everything of a witness lies in one folder. */
export type WitnessFolder = {
  readonly path: string;
  readonly settings: WitnessSettings;
  readonly key: NoteKey;
  readonly sign: Sign;
  readonly logKey: NoteKey;
};

const SETTINGS_FILE = 'witness.json';
const KEY_FILE = 'witness.key';
const LATEST_FILE = 'latest.checkpoint';
const SEEN = 'checkpoints';
const EVIDENCE = 'evidence';
const SPLIT_VIEW = 'split-view';
/** Whoever is on the way can serve new nonsense with each look; of what only the log can sign there is no limit. */
const MAX_EVIDENCE = 1000;
/** Sizes are at most 2^53 - 1; so many digits keep files in their order. */
const SIZE_DIGITS = 16;
const HASH_DIGITS = 16;

export function settingsIn(path: string): WitnessSettings | null {
  const file = join(path, SETTINGS_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as WitnessSettings) : null;
}

/** Makes the key of a new witness. @returns its line for registration. */
export function makeWitnessKey(path: string, name: string): string {
  if (!isKeyName(name)) {
    throw new CommandFailure(
      'name-invalid',
      `--name "${name}" may not have spaces or +; take one like university.example/witness.`,
    );
  }
  mkdirSync(path, { recursive: true, mode: 0o700 });
  makeDeviceKey(join(path, KEY_FILE));
  return formatVkey(keyIn(path, name).key);
}

export function saveSettings(path: string, settings: WitnessSettings): void {
  writeDurably(join(path, SETTINGS_FILE), `${JSON.stringify(settings, null, 2)}\n`);
}

export function openWitnessFolder(path: string, settings: WitnessSettings): WitnessFolder {
  const logKey = parseVkey(settings.logKey, sha256);
  const { key, sign } = keyIn(path, settings.name);
  if (!logKey.ok || formatVkey(key) !== settings.vkey) {
    throw new CommandFailure('folder-damaged', `${join(path, SETTINGS_FILE)} is damaged.`);
  }
  return { path, settings, key, sign, logKey: logKey.value };
}

function keyIn(path: string, name: string): { readonly key: NoteKey; readonly sign: Sign } {
  const { publicKey, sign } = readDeviceKey(join(path, KEY_FILE));
  const raw = Buffer.from(publicKey, 'base64url');
  return { key: noteKey(name, raw, COSIGNATURE_V1, sha256), sign };
}

/**
 * The checkpoint that the witness co-signed last, with its co-signature; null for none.
 * @throws CommandFailure `folder-damaged`: going on from nothing could co-sign another tree.
 */
export function readLatest(folder: WitnessFolder): SignedCheckpoint | null {
  const file = join(folder.path, LATEST_FILE);
  if (!existsSync(file)) return null;
  const opened = openCheckpoint(readFileSync(file, 'utf8'), folder.logKey, verify);
  if (opened.ok) return opened.value;
  throw new CommandFailure(
    'folder-damaged',
    `${file} is no checkpoint of the log (${opened.refusal}). Restore it; without it nothing is co-signed.`,
  );
}

export function saveLatest(folder: WitnessFolder, note: string): void {
  writeDurably(join(folder.path, LATEST_FILE), note);
}

/** Keeps a checkpoint that the log signed, one file for each tree that was seen. @returns whether it was new. */
export function keepSeen(
  { path }: WitnessFolder,
  checkpoint: SignedCheckpoint,
  note: string,
): boolean {
  const size = String(checkpoint.size).padStart(SIZE_DIGITS, '0');
  const hash = toHex(sha256(Buffer.from(formatCheckpoint(checkpoint)))).slice(0, HASH_DIGITS);
  return writeOnce(join(path, SEEN), `${size}-${hash}.checkpoint`, note);
}

/** All checkpoints that were kept, as notes, from small to large. */
export function seenIn(path: string): readonly string[] {
  const folder = join(path, SEEN);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.checkpoint'))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

export type Evidence = {
  readonly code: string;
  readonly sentence: string;
  /** The checkpoint that the witness knew, when there was one. */
  readonly known: string | null;
  /** What contradicts it. */
  readonly other: string;
};

/** Keeps what an alarm is about, once. @returns the folder, and whether it is new. */
export function keepEvidence(
  { path }: WitnessFolder,
  { code, sentence, known, other }: Evidence,
): { readonly folder: string; readonly isNew: boolean } {
  const hash = toHex(sha256(Buffer.from(`${known ?? ''}\n\n${other}`))).slice(0, HASH_DIGITS);
  const all = join(path, EVIDENCE);
  const folder = join(all, `${code}-${hash}`);
  if (existsSync(join(folder, 'about.txt'))) return { folder, isNew: false };
  const isFull = existsSync(all) && readdirSync(all).length >= MAX_EVIDENCE;
  if (isFull && code !== SPLIT_VIEW) return { folder: all, isNew: false };
  if (known !== null) writeOnce(folder, 'known.checkpoint', known);
  writeOnce(folder, 'other.checkpoint', other);
  writeDurably(join(folder, 'about.txt'), `${new Date().toISOString()} ${code}\n${sentence}\n`);
  return { folder, isNew: true };
}

/** Where the proof lies that the log signed two trees; null when there is none. */
export function splitViewIn({ path }: WitnessFolder): string | null {
  const folder = join(path, EVIDENCE);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const found = names.find((name) => name.startsWith(`${SPLIT_VIEW}-`));
  return found === undefined ? null : join(folder, found);
}

function writeOnce(folder: string, name: string, text: string): boolean {
  if (existsSync(join(folder, name))) return false;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeDurably(join(folder, name), text);
  return true;
}
