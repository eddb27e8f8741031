import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as contract from '@ovoz/contract';
import {
  COSIGNATURE_V1,
  cosign,
  formatSignatureLine,
  formatVkey,
  noteKey,
  parseSignedCheckpoint,
} from '@ovoz/public-log';
import { signingKeyOf } from '../src/platform/ed25519.ts';
import { sha256 } from '../src/platform/evidence.ts';
import { approve } from './small-nation.ts';
import type { TestPerson } from './start-test-server.ts';

/** A witness with a key of its own, that co-signs whatever it is told to. */
export type LogWitness = ReturnType<typeof newWitness>;

export function newWitness(name: string) {
  const signing = signingKeyOf(randomBytes(32));
  const key = noteKey(name, signing.publicKey, COSIGNATURE_V1, sha256);
  return {
    name,
    vkey: formatVkey(key),
    cosignatureOf: (checkpoint: string, time: Date = new Date()): string => {
      const parsed = parseSignedCheckpoint(checkpoint);
      assert.ok(parsed.ok);
      const seconds = Math.floor(time.getTime() / 1000);
      return formatSignatureLine(cosign(parsed.value.note.text, seconds, key, signing.sign));
    },
  };
}

/** Has two people register a witness. */
export async function registerWitness(
  first: TestPerson,
  second: TestPerson,
  witness: LogWitness,
): Promise<void> {
  const proposed = await first.call(contract.proposeWitness, {
    params: { pack: 'uzbekistan' },
    body: { vkey: witness.vkey, organisation: 'University', reason: 'Asked to watch the log' },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(second, proposed.value.proposalId);
}
