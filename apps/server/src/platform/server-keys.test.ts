import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { verifyEd25519 } from './ed25519.ts';
import { StartFailure } from './failure.ts';
import { loadServerKeys } from './server-keys.ts';

const NAMES = ['cookie', 'device', 'log', 'packages', 'publication', 'register', 'sealing'].map(
  (name) => `${name}.key`,
);

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-keys-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('keys are made once, for this account alone', (t) => {
  const folder = folderFor(t);
  const first = loadServerKeys(folder);
  assert.equal(statSync(join(folder, 'keys')).mode & 0o777, 0o700);
  assert.deepEqual(readdirSync(join(folder, 'keys')).toSorted(), NAMES);
  const contents = NAMES.map((name) => {
    const path = join(folder, 'keys', name);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    return readFileSync(path, 'hex');
  });
  assert.equal(new Set(contents).size, NAMES.length, 'all different');
  assert.ok(contents.every((key) => key.length === 64));
  const second = loadServerKeys(folder);
  assert.equal(second.cookie, first.cookie);
  assert.deepEqual(second.mark('a device'), first.mark('a device'));
  const message = Buffer.from('a package');
  const { packages, publication } = first;
  assert.deepEqual(second.packages.sign(message), packages.sign(message));
  assert.ok(verifyEd25519(packages.publicKey, message, packages.sign(message)));
  assert.ok(!verifyEd25519(publication.publicKey, message, packages.sign(message)));
  assert.deepEqual(second.register, first.register);
  assert.equal(second.unseal(first.seal(Buffer.from('secret'), 'x'), 'x').toString(), 'secret');
});

test('programs that start at once agree on the keys', async (t) => {
  const folder = folderFor(t);
  const module = JSON.stringify(new URL('./server-keys.ts', import.meta.url).href);
  const program = `import { loadServerKeys } from ${module};
    console.log(loadServerKeys(${JSON.stringify(folder)}).mark('x').toString('hex'));`;
  const marks = await Promise.all(
    Array.from({ length: 4 }, () =>
      text(
        spawn(process.execPath, ['--input-type=module', '--eval', program], {
          stdio: ['ignore', 'pipe', 'inherit'],
        }).stdout,
      ),
    ),
  );
  assert.match(marks[0] ?? '', /^[0-9a-f]{64}\n$/);
  assert.equal(new Set(marks).size, 1);
});

test('what a killed start left half made is neither used nor in the way', (t) => {
  const folder = folderFor(t);
  loadServerKeys(folder);
  const path = join(folder, 'keys', 'sealing.key');
  rmSync(path);
  writeFileSync(`${path}.999999.new`, 'half', { mode: 0o600 });
  loadServerKeys(folder);
  assert.equal(readFileSync(path).length, 32);
});

test('a key that others can read, or that is damaged, stops the start', (t) => {
  const folder = folderFor(t);
  loadServerKeys(folder);
  const path = join(folder, 'keys', 'cookie.key');
  const refused = (code: string) =>
    assert.throws(
      () => loadServerKeys(folder),
      (error) =>
        error instanceof StartFailure && error.code === code && error.message.includes(path),
    );
  chmodSync(path, 0o640);
  refused('key-readable-by-others');
  chmodSync(path, 0o600);
  writeFileSync(path, '');
  refused('key-damaged');
  writeFileSync(path, Buffer.alloc(33));
  refused('key-damaged');
});

test('what is sealed opens only whole, with its key, and for its purpose', (t) => {
  const keys = loadServerKeys(folderFor(t));
  const strangers = loadServerKeys(folderFor(t));
  const sealed = keys.seal(Buffer.from('JBSWY3DPEHPK3PXP'), 'person-1');
  assert.equal(keys.unseal(sealed, 'person-1').toString(), 'JBSWY3DPEHPK3PXP');
  assert.notDeepEqual(keys.seal(Buffer.from('JBSWY3DPEHPK3PXP'), 'person-1'), sealed);
  assert.ok(!sealed.includes('JBSWY3DPEHPK3PXP'));
  assert.throws(() => keys.unseal(sealed, 'person-2'));
  assert.throws(() => strangers.unseal(sealed, 'person-1'));
  for (let at = 0; at < sealed.length; at += 1) {
    const altered = Buffer.from(sealed);
    altered[at] = (altered[at] ?? 0) ^ 1;
    assert.throws(() => keys.unseal(altered, 'person-1'), `byte ${at}`);
  }
  assert.throws(() => keys.unseal(sealed.subarray(0, -1), 'person-1'));
  assert.throws(() => keys.unseal(sealed.subarray(0, 20), 'person-1'));
});
