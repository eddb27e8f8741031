// A log of ours, checked by code that is not ours: Go's golang.org/x/mod as Debian packages it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cosign, toBase64, withSignatures } from '@ovoz/public-log';
import { LogFolder, testKey } from './log-folder.ts';

/** Where Debian's packages of Go sources lie, in the layout of a GOPATH. */
const SOURCES = '/usr/share/gocode';
const isThere =
  existsSync(join(SOURCES, 'src/golang.org/x/mod/sumdb/tlog')) &&
  spawnSync('go', ['version']).status === 0;
const skip =
  isThere || process.env['CI'] === 'true'
    ? false
    : 'Go is not installed (Debian packages golang-go and golang-golang-x-mod-dev)';

const SIZE = 70_000;
const home = mkdtempSync(join(tmpdir(), 'ovoz-go-check-'));
const program = join(home, 'go-check');
const witness = testKey('witness.example/one', 2, 'witness');
const log = new LogFolder(join(home, 'log'));
after(() => rmSync(home, { recursive: true, force: true }));

type Claims = {
  LogKey: string;
  WitnessKey: string;
  Inclusion: { Index: number; Entry: string; Proof: string[] }[];
  Consistency: { OldSize: number; OldRoot: string; Proof: string[] }[];
};

function makeClaims(): Claims {
  const base64 = (hashes: readonly Uint8Array[]) => hashes.map((one) => toBase64(one));
  return {
    LogKey: log.signer.vkey,
    WitnessKey: witness.vkey,
    Inclusion: [0, 1, 255, 256, 65_535, 65_536, SIZE - 1].map((Index) => ({
      Index,
      Entry: Buffer.from(log.entry(Index)).toString(),
      Proof: base64(log.inclusionProof(Index)),
    })),
    Consistency: [1, 2, 255, 256, 257, 65_536, 69_999, SIZE].map((OldSize) => ({
      OldSize,
      OldRoot: toBase64(log.root(OldSize)),
      Proof: base64(log.consistencyProof(OldSize)),
    })),
  };
}

function check(folder: string, claims: Claims): { exitCode: number | null; said: string } {
  const file = join(home, 'claims.json');
  writeFileSync(file, JSON.stringify(claims));
  const run = spawnSync(program, [folder, file], { encoding: 'utf8', timeout: 60_000 });
  return { exitCode: run.status, said: run.stdout + run.stderr };
}

before(() => {
  if (skip !== false) return;
  const env = {
    ...process.env,
    GO111MODULE: 'off',
    GOPATH: SOURCES,
    GOFLAGS: '',
    GOCACHE: join(home, 'cache'),
  };
  const source = fileURLToPath(new URL('main.go', import.meta.url));
  const built = spawnSync('go', ['build', '-o', program, source], { encoding: 'utf8', env });
  assert.equal(built.status, 0, `${String(built.error ?? '')}${built.stderr}`);
  log.growTo(69_000).growTo(SIZE);
  const note = log.sign();
  const text = note.slice(0, note.indexOf('\n\n') + 1);
  const cosigned = withSignatures(note, [cosign(text, 1_800_000_000, witness.key, witness.sign)]);
  assert.ok(cosigned.ok);
  log.write('checkpoint', cosigned.value);
});

test('Go verifies checkpoint, co-signature, tiles, entries and proofs', { skip }, (t) => {
  const { exitCode, said } = check(log.path, makeClaims());
  assert.equal(exitCode, 0, said);
  assert.equal(said, 'verified: 70000 entries, 7 inclusion proofs, 8 consistency proofs\n');
  t.diagnostic(said.trim());
});

test('Go refuses each claim in which a digit is changed', { skip }, () => {
  const changes: readonly [string, RegExp, (claims: Claims) => void][] = [
    ['index', /inclusion proof/, ({ Inclusion: [first] }) => first && (first.Index += 2)],
    ['entry', /inclusion proof/, ({ Inclusion: [first] }) => first && (first.Entry += ' ')],
    ['inclusion', /inclusion proof/, ({ Inclusion: [first] }) => alterFirst(first?.Proof)],
    ['shorter', /inclusion proof/, ({ Inclusion: [first] }) => first?.Proof.pop()],
    [
      'old size',
      /consistency proof/,
      ({ Consistency: [, second] }) => second && (second.OldSize += 1),
    ],
    [
      'consistency',
      /consistency proof/,
      ({ Consistency: [, second] }) => alterFirst(second?.Proof),
    ],
    [
      'old root',
      /consistency proof/,
      ({ Consistency: [, second] }) => second && (second.OldRoot = altered(second.OldRoot)),
    ],
    [
      'log key',
      /key of the log/,
      (claims) => (claims.LogKey = claims.LogKey.replace('/test/', '/tost/')),
    ],
    [
      'other log',
      /checkpoint/,
      (claims) => (claims.LogKey = testKey('ovoz.log/test/public', 9).vkey),
    ],
    [
      'other witness',
      /checkpoint/,
      (claims) => (claims.WitnessKey = testKey('witness.example/one', 9, 'witness').vkey),
    ],
  ];
  for (const [what, reason, change] of changes) {
    const claims = makeClaims();
    change(claims);
    const { exitCode, said } = check(log.path, claims);
    assert.equal(exitCode, 1, `${what}: ${said}`);
    assert.match(said, reason, what);
  }
});

test('Go refuses each file in which a digit is changed', { skip }, () => {
  const files: readonly [string, RegExp, (bytes: Buffer) => Buffer][] = [
    [
      'checkpoint',
      /checkpoint/,
      (bytes) => Buffer.from(bytes.toString().replace('70000', '70001')),
    ],
    ['checkpoint', /checkpoint/, (bytes) => flipped(bytes, bytes.indexOf('70000') + 10)],
    ['checkpoint', /checkpoint/, (bytes) => flipped(bytes, bytes.length - 10)],
    ['tile/0/000', /tile/, (bytes) => flipped(bytes, 77)],
    ['tile/0/273.p/112', /tile/, (bytes) => flipped(bytes, 0)],
    ['tile/1/000', /tile/, (bytes) => flipped(bytes, 8191)],
    ['tile/2/000.p/1', /tile/, (bytes) => flipped(bytes, 31)],
    ['tile/entries/100', /another root/, (bytes) => flipped(bytes, 30)],
    ['tile/entries/273.p/112', /is cut/, (bytes) => bytes.subarray(0, -1)],
    ['tile/entries/000', /goes on/, (bytes) => Buffer.concat([bytes, Buffer.of(0, 0)])],
  ];
  for (const [file, reason, change] of files) {
    const path = join(log.path, file);
    const honest = readFileSync(path);
    writeFileSync(path, change(honest));
    const { exitCode, said } = check(log.path, makeClaims());
    writeFileSync(path, honest);
    assert.equal(exitCode, 1, `${file}: ${said}`);
    assert.match(said, reason, file);
  }
  assert.equal(check(log.path, makeClaims()).exitCode, 0, 'put back as it was');
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** Another letter in the middle, so that it stays base64 of the same length. */
function altered(text: string): string {
  return text.slice(0, 5) + (text[5] === 'A' ? 'B' : 'A') + text.slice(6);
}

function alterFirst(proof: string[] | undefined): void {
  if (proof?.[0] !== undefined) proof[0] = altered(proof[0]);
}
