// A checkpoint of a public log of Certificate Transparency, with the co-signatures of four public witnesses: what the
// world's own programs wrote, under the keys that their operators publish.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCheckpoint } from './checkpoint.ts';
import { cosignersOf } from './cosignature.ts';
import { type NoteKey, parseVkey } from './note.ts';
import { sha256, verifyEd25519 } from './signing-keys.test.ts';

const CHECKPOINT = `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

\u2014 arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
\u2014 arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
\u2014 transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
\u2014 witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
\u2014 remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
\u2014 witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
`;
const LOG =
  'arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f';
const WITNESSES = [
  'transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM',
  'witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO',
  'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2',
  'witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv',
];
/** The witnesses signed in May 2026. */
const NOW = 1_800_000_000;

function keyOf(line: string): NoteKey {
  const parsed = parseVkey(line, sha256);
  return parsed.ok ? parsed.value : assert.fail(line);
}

test('the log and its witnesses verify; its signature of another kind is passed over', () => {
  const opened = openCheckpoint(CHECKPOINT, keyOf(LOG), verifyEd25519);
  assert.ok(opened.ok);
  assert.equal(opened.value.size, 1_432_088_532);
  const signers = cosignersOf(opened.value.note, WITNESSES.map(keyOf), NOW, verifyEd25519);
  assert.equal(signers.length, 4);
});

test('one entry more, and none of them does', () => {
  const altered = CHECKPOINT.replace('1432088532', '1432088533');
  assert.deepEqual(openCheckpoint(altered, keyOf(LOG), verifyEd25519), {
    ok: false,
    refusal: 'signature-wrong',
  });
  const opened = openCheckpoint(CHECKPOINT, keyOf(LOG), verifyEd25519);
  assert.ok(opened.ok);
  const note = { ...opened.value.note, text: opened.value.note.text.replace('532', '533') };
  assert.deepEqual(cosignersOf(note, WITNESSES.map(keyOf), NOW, verifyEd25519), []);
});
