import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ED25519_WASM } from './ed25519-wasm.ts';
import { FIELD2048_WASM } from './field2048-wasm.ts';

test('the committed kernels are what their sources compile to', () => {
  const build = fileURLToPath(new URL('../../kernel/build.config.ts', import.meta.url));
  const printed = execFileSync(process.execPath, [build, '--print'], { encoding: 'utf8' });
  assert.deepEqual(JSON.parse(printed), {
    ed25519: ED25519_WASM,
    field2048: FIELD2048_WASM,
  });
});
