// Our signature files, checked by the program minisign (Debian package minisign).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { formatMinisignKey, minisignKey, signMinisig } from '@ovoz/public-log';
import { sha256, testKey } from './log-folder.ts';

const isThere = spawnSync('minisign', ['-v']).error === undefined;
const skip =
  isThere || process.env['CI'] === 'true' ? false : 'minisign is not installed (Debian package)';

const home = mkdtempSync(join(tmpdir(), 'ovoz-minisign-'));
after(() => rmSync(home, { recursive: true, force: true }));

const signer = testKey('minisign', 3);
const key = minisignKey(signer.key.publicKey, sha256);
const file = join(home, 'manifest.json');
const COMMENT = 'results of uzbekistan-2026-12-27 (training), edition 7';

/** Runs `minisign -V` on the file with the key. */
function accepts(publicKey = formatMinisignKey(key)): { accepted: boolean; said: string } {
  const run = spawnSync('minisign', ['-V', '-P', publicKey, '-m', file], { encoding: 'utf8' });
  assert.equal(run.error, undefined);
  return { accepted: run.status === 0, said: run.stdout + run.stderr };
}

for (const [name, prehash] of [
  ['Ed (the file itself)', undefined],
  ['ED (its BLAKE2b hash)', (bytes: Uint8Array) => createHash('blake2b512').update(bytes).digest()],
] as const) {
  test(`minisign accepts ${name}, and refuses what was changed`, { skip }, (t) => {
    const text = Buffer.from('{"files":{"a.json":"0"}}\n');
    const minisig = signMinisig(text, COMMENT, key, signer.sign, prehash);
    const write = (bytes: Uint8Array, signature: string) => {
      writeFileSync(file, bytes);
      writeFileSync(`${file}.minisig`, signature);
    };
    write(text, minisig);
    const { accepted, said } = accepts();
    assert.ok(accepted, said);
    assert.match(said, /Trusted comment: results of uzbekistan-2026-12-27 \(training\), edition 7/);
    t.diagnostic(said.trim());

    const other = testKey('minisign', 4);
    assert.ok(!accepts(formatMinisignKey(minisignKey(other.key.publicKey, sha256))).accepted);
    const sameId = { id: key.id, publicKey: other.key.publicKey };
    assert.ok(!accepts(formatMinisignKey(sameId)).accepted);
    write(Buffer.from('{"files":{"a.json":"1"}}\n'), minisig);
    assert.ok(!accepts().accepted, 'one digit of the file');
    write(Buffer.concat([text, Buffer.of(10)]), minisig);
    assert.ok(!accepts().accepted, 'one byte more');
    write(text, minisig.replace('edition 7', 'edition 8'));
    assert.ok(!accepts().accepted, 'another trusted comment');
  });
}
