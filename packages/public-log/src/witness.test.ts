import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Checkpoint, signCheckpoint } from './checkpoint.ts';
import { ED25519, noteKey } from './note.ts';
import { sha256, testKey, verifyEd25519 } from './signing-keys.test.ts';
import { consistencyProof, Frontier, type HashAt, leafHash, rootOf } from './tree.ts';
import { decideCheckpoint, formatAddCheckpoint, parseAddCheckpoint } from './witness.ts';

const ORIGIN = 'ovoz.log/test/public';
const log = testKey(1);
const logKey = noteKey(ORIGIN, log.publicKey, ED25519, sha256);
const crypto = { verify: verifyEd25519, sha256 };

/** A tree that can give proofs, and another one that parts from it at an entry. */
function treeOf(size: number, changed = -1): HashAt {
  const hashes = new Map<string, Uint8Array>();
  const frontier = new Frontier(sha256);
  for (let at = 0; at < size; at += 1) {
    const entry = Buffer.from(at === changed ? 'another' : `entry ${at}`);
    frontier.append(leafHash(entry, sha256), ({ level, index }, hash) => {
      hashes.set(`${level}/${index}`, hash);
    });
  }
  return (level, index) => hashes.get(`${level}/${index}`) ?? assert.fail();
}
const honest = treeOf(40);
const forked = treeOf(40, 5);

const at = (size: number, tree = honest, origin = ORIGIN): Checkpoint => ({
  origin,
  size,
  root: rootOf(size, tree, sha256),
});
const noteOf = (checkpoint: Checkpoint, signer = log) =>
  signCheckpoint(checkpoint, logKey, signer.sign);
const proofOf = (old: number, size: number, tree = honest) =>
  consistencyProof(old, size, tree, sha256);

function decide(kept: Checkpoint | null, oldSize: number, size: number, tree = honest) {
  const request = {
    oldSize,
    proof: proofOf(Math.min(oldSize, size), size, tree),
    note: noteOf(at(size, tree)),
  };
  const { status, ...more } = decideCheckpoint(request, kept, logKey, crypto);
  return 'code' in more ? `${status} ${more.code}` : `${status} ${more.checkpoint.size}`;
}

test('every state meets every checkpoint', () => {
  const states = { nothing: null, nine: at(9), twenty: at(20) };
  const expected: readonly [keyof typeof states, number, number, typeof honest, string][] = [
    ['nothing', 0, 20, honest, '200 20'],
    ['nothing', 0, 20, forked, '200 20'],
    ['nothing', 9, 20, honest, '409 old-size-not-kept'],
    ['nine', 9, 20, honest, '200 20'],
    ['nine', 9, 9, honest, '200 9'],
    ['nine', 9, 9, forked, '409 split-view'],
    ['nine', 9, 20, forked, '422 proof-wrong'],
    ['nine', 0, 20, honest, '409 old-size-not-kept'],
    ['nine', 8, 20, honest, '409 old-size-not-kept'],
    ['nine', 10, 20, honest, '409 old-size-not-kept'],
    ['twenty', 9, 20, honest, '409 old-size-not-kept'],
    ['twenty', 9, 20, forked, '409 split-view'],
    ['twenty', 9, 9, honest, '409 old-size-not-kept'],
    ['twenty', 20, 9, honest, '400 old-size-above-size'],
    ['twenty', 20, 40, honest, '200 40'],
    ['twenty', 20, 40, forked, '422 proof-wrong'],
  ];
  for (const [state, oldSize, size, tree, outcome] of expected) {
    assert.equal(
      decide(states[state], oldSize, size, tree),
      outcome,
      `${state} ${oldSize} ${size}`,
    );
  }
});

test('unknown origins, foreign keys and wrong signatures are told apart', () => {
  const ask = (note: string) => {
    const decision = decideCheckpoint({ oldSize: 0, proof: [], note }, null, logKey, crypto);
    return 'code' in decision ? `${decision.status} ${decision.code}` : String(decision.status);
  };
  assert.equal(ask(noteOf(at(9))), '200');
  assert.equal(ask(noteOf(at(9, honest, 'ovoz.log/other/public'))), '404 origin-unknown');
  assert.equal(ask(noteOf(at(9), testKey(2))), '403 signature-wrong');
  const other = noteKey(ORIGIN, testKey(2).publicKey, ED25519, sha256);
  assert.equal(ask(signCheckpoint(at(9), other, testKey(2).sign)), '403 signature-missing');
  assert.equal(ask(noteOf(at(9)).replace('\n9\n', '\n10\n')), '403 signature-wrong');
  assert.equal(ask('nonsense'), '400 request-malformed');
});

test('a request is written and read back as the specification shows it', () => {
  const note = noteOf(at(20));
  const request = { oldSize: 9, proof: proofOf(9, 20), note };
  const body = formatAddCheckpoint(request);
  assert.match(body, /^old 9\n(?:[A-Za-z0-9+/]{43}=\n)+\novoz\.log\/test\/public\n20\n/);
  const parsed = parseAddCheckpoint(body);
  assert.ok(parsed.ok);
  assert.deepEqual(formatAddCheckpoint(parsed.value), body);
  const empty = parseAddCheckpoint(`old 0\n\n${note}`);
  assert.ok(empty.ok);
  assert.deepEqual(empty.value, { oldSize: 0, proof: [], note });
  const hash = `${Buffer.alloc(32).toString('base64')}\n`;
  assert.ok(parseAddCheckpoint(`old 1\n${hash.repeat(63)}\n${note}`).ok);
  for (const wrong of [
    '',
    note,
    `old 00\n\n${note}`,
    `old -1\n\n${note}`,
    `old 1 \n\n${note}`,
    `old 9007199254740993\n\n${note}`,
    `Old 1\n\n${note}`,
    `old 1\nAAAA\n\n${note}`,
    `old 1\r\n\r\n${note}`,
    `old 1\n${hash.repeat(64)}\n${note}`,
  ]) {
    assert.deepEqual(parseAddCheckpoint(wrong), { ok: false, refusal: 'request-malformed' }, wrong);
  }
});

test('no change of a byte of a request leads to another acceptance', () => {
  const kept = at(9);
  const body = Buffer.from(
    formatAddCheckpoint({ oldSize: 9, proof: proofOf(9, 20), note: noteOf(at(20)) }),
  );
  for (let byte = 0; byte < body.length; byte += 1) {
    const copy = Buffer.from(body);
    copy[byte] = (copy[byte] ?? 0) ^ (1 << (byte % 7));
    const parsed = parseAddCheckpoint(copy.toString('utf8'));
    if (!parsed.ok) continue;
    assert.notEqual(
      decideCheckpoint(parsed.value, kept, logKey, crypto).status,
      200,
      `byte ${byte}`,
    );
  }
});
