// What is expected of each archive of the reference tool, at both levels, through the command line.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { workFolder } from './belenios-tool.ts';
import { ballotBox } from './ovoz.ts';

const vectors = new URL('../vectors/belenios/', import.meta.url);
/** All are Belenios-valid; none has a sidecar, so none is strictly valid, and these are the other reasons. */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  'ed25519-1000-ballots': ['trustee-key-unsigned', 'trustee-signature-unverified'],
  'mixnet-rfc3526-100-ballots': [],
  'reject-hidden-ballots': ['event-out-of-order'],
  'reject-wrong-encrypted-tally': ['tally-size-differs'],
  'threshold-2.0-layout-belenios2048': ['trustee-key-unsigned', 'trustee-signature-unverified'],
  'threshold-3.0-layout-belenios2048': ['trustee-signature-unverified'],
  'threshold-3.0-layout-ed25519': ['trustee-signature-unverified'],
};

const work = workFolder('ballot-box-fixtures-');
after(() => work.remove());

test('every archive of the reference tool is listed here', () => {
  const names = readdirSync(vectors).flatMap(
    (name) => name.match(/^(.*)\.bel(?:\.gz)?$/)?.[1] ?? [],
  );
  assert.deepEqual(names.toSorted(), Object.keys(REASONS));
});

for (const [name, reasons] of Object.entries(REASONS)) {
  test(`${name} is Belenios-valid, not strictly valid`, async () => {
    const isPacked = name === 'ed25519-1000-ballots';
    const bytes = readFileSync(new URL(`${name}.bel${isPacked ? '.gz' : ''}`, vectors));
    writeFileSync(work.at(`${name}.bel`), isPacked ? gunzipSync(bytes) : bytes);
    const said = await ballotBox(work.folder, 'verify', `${name}.bel`);
    const codes = [...reasons, 'sidecar-missing'].join(', ');
    assert.equal(said.split('\n')[0], `Belenios-valid, not strictly valid: ${codes}`);
    assert.match(said, /^Result:/m);
    assert.match(said, /^Phase: done\./m);
  });
}
