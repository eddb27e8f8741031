import assert from 'node:assert/strict';
import { createPublicKey, hash, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { manifestMessage, parseManifest } from '@ovoz/voter-register';
import { writeRegisterFolder } from './register-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'ovoz-voters-'));
after(() => rmSync(folder, { recursive: true }));

const REQUEST = {
  seed: '7',
  count: 20_000,
  asOf: '2026-10-01',
  changes: { each: 300, batches: 2 },
};
const text = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');

test('the same seed gives the same bytes, file by file; another seed others', () => {
  for (const [name, seed] of [
    ['one', '7'],
    ['two', '7'],
    ['other', '8'],
  ] as const) {
    writeRegisterFolder(join(folder, name), 'uzbekistan', { ...REQUEST, seed });
  }
  const files = readdirSync(join(folder, 'one'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, 'one').length + 1));
  assert.ok(files.length >= 16, String(files));
  for (const file of files) assert.equal(text('one', file), text('two', file), file);
  const persons = join('civil-1', 'persons-001.csv');
  assert.notEqual(text('one', persons), text('other', persons));
});

test('manifests are signed, in sequence, and name the bytes of their files', () => {
  const { batches, publicKeys } = writeRegisterFolder(join(folder, 'signed'), 'mongolia', REQUEST);
  assert.deepEqual(
    batches.map((batch) => batch.folder),
    ['address-1', 'civil-1', 'address-2', 'civil-2', 'address-3', 'civil-3'],
  );
  const previous: Record<string, string | null> = { address: null, civil: null };
  for (const { folder: name } of batches) {
    const bytes = readFileSync(join(folder, 'signed', name, 'manifest.json'));
    const signature = Buffer.from(text('signed', name, 'manifest.sig'), 'base64');
    const parsed = parseManifest(bytes.toString());
    assert.ok(parsed.ok, JSON.stringify(parsed));
    const { register, files } = parsed.value;
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKeys[register] };
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    assert.ok(verify(null, manifestMessage(bytes), key, signature));
    assert.equal(parsed.value.previous, previous[register]);
    previous[register] = hash('sha256', bytes, 'hex');
    for (const file of files) {
      const content = readFileSync(join(folder, 'signed', name, file.name));
      assert.equal(content.length, file.bytes);
      assert.equal(hash('sha256', content, 'hex'), file.sha256);
      assert.equal(content.toString().trimEnd().split('\n').length - 1, file.rows);
    }
  }
});

test('a folder that holds a register already is left as it is', () => {
  const before = text('one', 'truth.csv');
  assert.throws(() => writeRegisterFolder(join(folder, 'one'), 'uzbekistan', REQUEST), /EEXIST/);
  assert.equal(text('one', 'truth.csv'), before);
});
