import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runDrill } from './run-drill.ts';

test('a small night ends certified, and everything published agrees with the drill’s own sums', {
  timeout: 300_000,
}, async () => {
  const options = ['--stations', '150', '--seed', 'small night', '--speed', '15'];
  const { exitCode, output } = await runDrill(...options, '--runoffs', '1');
  assert.equal(exitCode, 0, output);
  assert.match(output, /agrees with the drill’s own sums/);
  assert.match(output, /ovoz verify, [\d.]+ s: VERIFIED/);
  assert.match(
    output,
    /1 accepted with errors, 1 sent back, 1 corrected, 3 alarms settled, 1 annulled/,
  );
  assert.match(output, /second round in constituency \d+/);
  for (const refusal of [
    'key-of-another-station',
    'signature-wrong',
    'wrong-mode',
    'version-gap',
  ]) {
    assert.match(output, new RegExp(`${refusal} 1`));
  }
});
