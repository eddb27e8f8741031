import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@ovoz/basics';
import * as contract from '@ovoz/contract';
import {
  BATCH_COLUMNS,
  type BatchFileKind,
  type BatchManifest,
  checksumsMessage,
  manifestMessage,
  type Register,
} from '@ovoz/voter-register';
import { type SigningKey, signingKeyOf } from '../src/platform/ed25519.ts';
import { sha256 } from '../src/platform/evidence.ts';
import { approve } from './small-nation.ts';
import type { TestPerson } from './start-test-server.ts';

const PACK = 'uzbekistan';

/** A register outside of the server, with a key of its own. */
export type RegisterSupplier = {
  readonly name: string;
  readonly register: Register;
  readonly key: SigningKey;
};

export function newSupplier(
  register: Register = 'civil',
  name = 'Civil register',
): RegisterSupplier {
  return { name, register, key: signingKeyOf(randomBytes(32)) };
}

/** Has two people register the key of a register. */
export async function registerSupplier(
  first: TestPerson,
  second: TestPerson,
  { name, register, key }: RegisterSupplier,
): Promise<void> {
  const proposed = await first.call(contract.proposeRegisterSupplier, {
    params: { pack: PACK },
    body: {
      register,
      name,
      publicKey: key.publicKey.toString('base64url'),
      reason: 'Fingerprint compared by telephone',
    },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(second, proposed.value.proposalId);
}

/** A file of a batch: the line of columns and the rows. */
export function batchFile(kind: BatchFileKind, rows: readonly string[], name = `${kind}.csv`) {
  const bytes = Buffer.from(`${[BATCH_COLUMNS[kind].join(','), ...rows].join('\n')}\n`);
  return { name, bytes, rows: rows.length };
}
export type TestBatchFile = ReturnType<typeof batchFile>;

/** A signed batch, ready to be sent. */
export type SignedBatch = {
  readonly text: string;
  readonly hash: string;
  readonly signature: string;
  readonly files: readonly TestBatchFile[];
};

/** @param change what the manifest says otherwise than a first full batch of now. */
export function signBatch(
  { register, key }: RegisterSupplier,
  files: readonly TestBatchFile[],
  change: Partial<BatchManifest> = {},
): SignedBatch {
  const manifest: BatchManifest = {
    format: 1,
    pack: PACK,
    register,
    kind: 'full',
    sequence: 1,
    previous: null,
    asOf: new Date().toISOString(),
    files: files.map(({ name, bytes, rows }) => ({
      name,
      bytes: bytes.length,
      rows,
      sha256: sha256(bytes).toString('hex'),
    })),
    ...change,
  };
  const text = canonicalJson(manifest satisfies JsonValue);
  const bytes = Buffer.from(text);
  return {
    text,
    hash: sha256(bytes).toString('hex'),
    signature: key.sign(manifestMessage(bytes)).toString('base64'),
    files,
  };
}

export function announce(person: TestPerson, { text, signature }: SignedBatch) {
  return person.call(contract.announceBatch, {
    params: { pack: PACK },
    body: { manifest: text, signature },
  });
}

export function sendPiece(
  person: TestPerson,
  batch: string,
  name: string,
  bytes: Uint8Array,
  offset = 0,
) {
  return person.call(contract.sendBatchFile, {
    params: { id: batch, name },
    query: { offset: String(offset) },
    bytes: new Uint8Array(bytes),
  });
}

export function finish(person: TestPerson, batch: string) {
  return person.call(contract.finishBatch, { params: { id: batch }, body: {} });
}

/** Sends a whole batch through the door. @returns its id */
export async function sendBatch(person: TestPerson, batch: SignedBatch): Promise<string> {
  const announced = await announce(person, batch);
  assert.ok(announced.ok, JSON.stringify(announced));
  const id = announced.value.batch;
  for (const { name, bytes } of batch.files) {
    const sent = await sendPiece(person, id, name, bytes);
    assert.ok(sent.ok, JSON.stringify(sent));
  }
  const finished = await finish(person, id);
  assert.ok(finished.ok, JSON.stringify(finished));
  return id;
}

export function signChecksums({ key }: RegisterSupplier, checksums: JsonValue) {
  const text = canonicalJson(checksums);
  const signature = key.sign(checksumsMessage(Buffer.from(text))).toString('base64');
  return { checksums: text, signature };
}
