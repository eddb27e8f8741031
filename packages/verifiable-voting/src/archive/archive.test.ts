import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { EVENT_TYPES, parseEvent } from './event.ts';
import { PHASES, phaseAfter } from './phases.ts';
import { ArchiveBroken, type ArchiveEntry, readArchive } from './read-archive.ts';
import { appendEvent, beginArchive } from './write-archive.ts';

const platform = {
  sha256: (data: Uint8Array | string) => hash('sha256', data, 'buffer'),
  randomBytes,
};
const vector = new URL(
  '../../../../tests/vectors/belenios/threshold-3.0-layout-ed25519.bel',
  import.meta.url,
);
const bytes = new Uint8Array(readFileSync(vector));

async function* inChunks(whole: Uint8Array, size: number) {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
}

async function entriesOf(whole: Uint8Array, size = 1000, offset = 0): Promise<ArchiveEntry[]> {
  return Array.fromAsync(readArchive(inChunks(whole, size), offset));
}

test('an archive of the reference tool is written again byte for byte', async () => {
  const [header, ...entries] = await entriesOf(bytes);
  assert.ok(header);
  const begun = beginArchive(header.timestamp);
  let { head } = begun;
  const parts = [begun.bytes];
  let data: string[] = [];
  for (const { name, body } of entries) {
    const text = new TextDecoder().decode(body);
    if (name.endsWith('.data.json')) {
      data.push(text);
      continue;
    }
    const next = appendEvent(platform, head, parseEvent(text).type, data);
    head = next.head;
    parts.push(next.bytes);
    data = [];
  }
  assert.ok(Buffer.concat(parts).equals(bytes));
});

test('entries do not depend on how the bytes come', async () => {
  const names = (await entriesOf(bytes, 1)).map(({ name, end }) => `${name} ${end}`);
  for (const size of [7, 512, 513, bytes.length]) {
    assert.deepEqual(
      (await entriesOf(bytes, size)).map(({ name, end }) => `${name} ${end}`),
      names,
    );
  }
});

test('offsets beyond 4 GiB are exact', async () => {
  const far = 2 ** 42 + 512;
  const [first] = await entriesOf(bytes, 4096, far);
  assert.equal(first?.offset, far);
  assert.equal(first?.end, far + 1024);
});

test('every cut within an entry, every altered header byte and padding is refused', async () => {
  const begun = bytes.subarray(0, 1024);
  for (const cut of [1, 511, 512, 513, 1023]) {
    await assert.rejects(
      entriesOf(begun.subarray(0, cut)),
      { code: 'archive-truncated' },
      `${cut}`,
    );
  }
  for (let at = 0; at < 512; at++) {
    const altered = begun.slice();
    altered[at] = (altered[at] ?? 0) ^ 1;
    const found = await entriesOf(altered).catch((error: unknown) => error);
    // Altered names and times need an altered checksum too, so one byte is never enough.
    assert.ok(found instanceof ArchiveBroken, `byte ${at}`);
  }
  const padded = begun.slice();
  padded[1023] = 1;
  await assert.rejects(entriesOf(padded), { code: 'archive-padding-wrong' });
});

test('an entry that claims more than the limit is refused before it is read', async () => {
  const huge = bytes.slice(0, 512);
  huge.set(new TextEncoder().encode('77777777777'), 124);
  await assert.rejects(entriesOf(huge), { code: 'archive-header-wrong' });
});

test('every phase takes exactly the events that belong', () => {
  const allowed = (isMixed: boolean) =>
    PHASES.flatMap((phase) =>
      EVENT_TYPES.flatMap((event) => {
        const next = phaseAfter(phase, event, isMixed);
        return next === null ? [] : [`${phase} ${event} ${next}`];
      }),
    );
  const common = [
    'empty Setup voting',
    'voting Ballot voting',
    'voting EndBallots closed',
    'closed EncryptedTally tallied',
  ];
  const end = ['decrypting PartialDecryption decrypting', 'decrypting Result done'];
  assert.deepEqual(allowed(false), [...common, 'tallied PartialDecryption decrypting', ...end]);
  assert.deepEqual(allowed(true), [
    ...common,
    'tallied Shuffle tallied',
    'tallied EndShuffles shuffled',
    'shuffled PartialDecryption decrypting',
    ...end,
  ]);
});
