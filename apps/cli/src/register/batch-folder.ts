import { createHash, hash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '@ovoz/basics';
import { type BatchManifest, manifestMessage, parseManifest } from '@ovoz/voter-register';
import { CommandFailure } from '../failure.ts';
import type { DeviceKey } from '../station/device-key.ts';

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';

/** A batch as it lies in its folder, signed. */
export type SignedFolder = {
  readonly path: string;
  readonly manifest: BatchManifest;
  /** The bytes that were signed. */
  readonly text: string;
  /** Base64. */
  readonly signature: string;
};

/** @throws CommandFailure `batch-not-signed` or the fault of the manifest. */
export function readSignedFolder(path: string): SignedFolder {
  if (!existsSync(join(path, MANIFEST)) || !existsSync(join(path, SIGNATURE))) {
    throw new CommandFailure(
      'batch-not-signed',
      `${path} has no ${MANIFEST} with ${SIGNATURE}: write them with register sign.`,
    );
  }
  const { manifest, text } = readManifest(path);
  return { path, manifest, text, signature: readFileSync(join(path, SIGNATURE), 'utf8').trim() };
}

/** @throws CommandFailure with the fault of the manifest. */
export function readManifest(path: string): {
  readonly manifest: BatchManifest;
  readonly text: string;
} {
  const text = readText(join(path, MANIFEST));
  const parsed = parseManifest(text);
  if (parsed.ok) return { manifest: parsed.value, text };
  throw new CommandFailure(parsed.refusal, `${join(path, MANIFEST)} is no manifest of a batch.`);
}

/** What a manifest says beside its files. */
export type Heading = Omit<BatchManifest, 'format' | 'files'>;

/** Writes manifest and signature for the CSV files of a folder. */
export async function signFolder(
  path: string,
  heading: Heading,
  key: DeviceKey,
  show: (name: string) => void,
): Promise<BatchManifest> {
  const names = csvFiles(path);
  const files: BatchManifest['files'] = [];
  for (const name of names) {
    show(name);
    files.push({ name, ...(await measure(join(path, name))) });
  }
  const manifest: BatchManifest = { format: 1, ...heading, files };
  const text = canonicalJson(manifest);
  const parsed = parseManifest(text);
  if (!parsed.ok) {
    throw new CommandFailure(parsed.refusal, `What ${path} holds makes no batch.`);
  }
  const signature = Buffer.from(key.sign(manifestMessage(Buffer.from(text))));
  write(join(path, MANIFEST), text);
  write(join(path, SIGNATURE), `${signature.toString('base64')}\n`);
  return parsed.value;
}

/** SHA-256 of a manifest: what the batch after it names as the one before. */
export function manifestHash(text: string): string {
  return hash('sha256', text, 'hex');
}

/** People before what is said of them; parts in the order of their numbers. */
function csvFiles(path: string): readonly string[] {
  const names = readFolder(path).filter((name) => name.endsWith('.csv'));
  const events = names.filter((name) => name.startsWith('events'));
  return [...names.filter((name) => !events.includes(name)).toSorted(), ...events.toSorted()];
}

/** Size, hash and rows; no cell of a batch has a line break, so lines are rows. */
async function measure(path: string) {
  const sum = createHash('sha256');
  let [bytes, lines, last] = [0, 0, NEWLINE];
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    sum.update(chunk);
    bytes += chunk.length;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1))
      lines += 1;
    last = chunk.at(-1) ?? last;
  }
  if (last !== NEWLINE) lines += 1;
  return { bytes, rows: Math.max(0, lines - 1), sha256: sum.digest('hex') };
}

const NEWLINE = 10;

function readFolder(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    throw new CommandFailure('folder-unreadable', `${(error as Error).message}.`);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandFailure('file-unreadable', `${(error as Error).message}.`);
  }
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new CommandFailure('file-not-written', `${(error as Error).message}.`);
  }
}
