import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  archiveOf,
  makeElection,
  platform,
  sha,
  verifyBytes,
} from '../../testing/small-election.ts';
import { readArchive } from '../archive/read-archive.ts';
import { writeHeader } from '../archive/tar-entry.ts';
import { appendEvent, beginArchive } from '../archive/write-archive.ts';
import { localBallotWork } from './ballot-work.ts';
import type { Checkpoint } from './verification.ts';
import { verifyArchive } from './verify-archive.ts';

const { setup, steps, sidecar } = await makeElection('homomorphic');
const work = localBallotWork(setup, platform);

test('shares under the name of another trustee are left out', async () => {
  const shares = steps.filter(({ type }) => type === 'PartialDecryption');
  const owners = shares.map(({ data: [share = ''] }, index) => ({
    type: 'PartialDecryption' as const,
    data: [share, JSON.stringify({ owner: 2 - index, payload: sha(share) })],
  }));
  const swapped = steps.map((one) => owners[shares.indexOf(one)] ?? one);
  const { verdict, codes } = await verifyBytes(archiveOf(swapped), sidecar);
  assert.equal(verdict, 'invalid');
  assert.deepEqual(codes.slice(0, 2), ['share-proof-wrong', 'shares-missing']);
});

test('an event with another field, order, height or parent is refused', async () => {
  const begun = beginArchive(1);
  const { head, bytes } = appendEvent(platform, begun.head, 'Setup', steps[0]?.data ?? []);
  const event = { parent: head.event, height: 1, type: 'EndBallots' };
  const verdictOf = async (text: string) => {
    const name = `${sha(text)}.event.json`;
    const body = new TextEncoder().encode(text);
    const entry = new Uint8Array(512 + Math.ceil(body.length / 512) * 512);
    entry.set(writeHeader({ name, sizeBytes: body.length, timestamp: 1 }));
    entry.set(body, 512);
    return (await verifyBytes(Buffer.concat([begun.bytes, bytes, entry]), '')).codes;
  };
  assert.deepEqual(await verdictOf(JSON.stringify(event)), ['unfinished']);
  const malformed = [
    JSON.stringify({ ...event, extra: 1 }),
    JSON.stringify({ height: 1, parent: head.event, type: 'EndBallots' }),
    JSON.stringify({ ...event, type: 'endballots' }),
    JSON.stringify({ ...event, height: '1' }),
    JSON.stringify({ ...event, parent: head.event?.toUpperCase() }),
    JSON.stringify({ ...event, payload: null }),
    `${JSON.stringify(event)} `,
    JSON.stringify(event).replace('"height":1', '"height":1.0'),
    JSON.stringify(event).replace('"height"', '"height":0,"height"'),
    '[]',
    '',
  ];
  for (const text of malformed) assert.deepEqual(await verdictOf(text), ['event-malformed'], text);
  const chain = [{ height: 2 }, { height: 0 }, { parent: '0'.repeat(64) }];
  for (const part of chain) {
    assert.deepEqual(await verdictOf(JSON.stringify({ ...event, ...part })), [
      'event-chain-broken',
    ]);
  }
  const { parent: _, ...orphan } = event;
  assert.deepEqual(await verdictOf(JSON.stringify(orphan)), ['event-chain-broken']);
  const needless = JSON.stringify({ ...event, payload: '0'.repeat(64) });
  assert.deepEqual(await verdictOf(needless), ['payload-missing']);
});

const whole = archiveOf(steps);

test('an archive is cut at an event and unfinished, or refused', async () => {
  const ends = [0, 1024];
  for (let count = 1; count <= steps.length; count++) {
    ends.push(archiveOf(steps.slice(0, count)).length);
  }
  for (let at = 0; at < whole.length; at += 512) {
    for (const cut of [at, at + 1]) {
      const { verdict, codes } = await verifyBytes(whole.subarray(0, cut), sidecar);
      const isEvent = ends.includes(cut) && cut > 1024;
      assert.equal(verdict, isEvent ? 'belenios-valid' : 'invalid', `${cut}`);
      assert.match(codes[0] ?? '', isEvent ? /^unfinished$/ : /^archive-/, `${cut}`);
    }
  }
});

test('nothing may stand behind the last event', async () => {
  const data = writeHeader({
    name: `${sha('')}.data.json`,
    sizeBytes: 0,
    timestamp: 1_795_289_177,
  });
  const extras = {
    'the zeros that end a tar': [new Uint8Array(1024), 'archive-header-wrong'],
    'a byte': [new Uint8Array(1), 'archive-truncated'],
    'the archive again': [whole, 'archive-entry-foreign'],
    'the last event again': [whole.subarray(-1024), 'event-chain-broken'],
    'data without an event': [data, 'archive-truncated'],
  } as const;
  for (const [what, [bytes, code]] of Object.entries(extras)) {
    const found = await verifyBytes(Buffer.concat([whole, bytes]), sidecar);
    assert.equal(found.verdict, 'invalid', what);
    assert.deepEqual(found.codes, [code], what);
  }
});

test('an archive that never ends is refused before it fills the memory', async () => {
  let given = 0;
  async function* endless() {
    yield beginArchive(1).bytes;
    for (let number = 0; ; number++) {
      const body = new TextEncoder().encode(String(number));
      const name = `${sha(String(number))}.data.json`;
      const entry = new Uint8Array(1024);
      entry.set(writeHeader({ name, sizeBytes: body.length, timestamp: 1 }));
      entry.set(body, 512);
      given += entry.length;
      yield entry;
    }
  }
  const found = await verifyArchive(
    { chunks: endless, read: async () => new Uint8Array(0) },
    { platform, sidecar: null, openBallotWork: () => work },
  );
  assert.deepEqual(found.codes, ['archive-data-misplaced']);
  assert.ok(given < 20_000, `${given}`);
});

test('of many wrong ballots all are counted and a thousand are told of', async () => {
  const none = { ok: false, refusal: { code: 'ballot-malformed', detail: '' } } as const;
  const refusing = { ...work, verify: async (texts: readonly string[]) => texts.map(() => none) };
  const count = 3000;
  async function* chunks() {
    const begun = beginArchive(1);
    let made = appendEvent(platform, begun.head, 'Setup', steps[0]?.data ?? []);
    yield Buffer.concat([begun.bytes, made.bytes]);
    for (let number = 0; number < count; number++) {
      made = appendEvent(platform, made.head, 'Ballot', [String(number)]);
      yield made.bytes;
    }
  }
  const found = await verifyArchive(
    { chunks, read: async () => new Uint8Array(0) },
    { platform, sidecar: null, openBallotWork: () => refusing },
  );
  assert.deepEqual([found.ballots, found.findings.length], [count, 1000]);
  assert.deepEqual(found.codes, ['ballot-malformed']);
});

test('ballots beyond 4 GiB are read where they are', async () => {
  const far = 2 ** 40;
  const begin = archiveOf(steps.slice(0, 2));
  const { checkpoint } = await verifyBytes(begin, null);
  assert.ok(checkpoint !== null);
  const moved: Checkpoint = { ...checkpoint, offset: checkpoint.offset + far };
  const read = async (offset: number, length: number) => {
    const at = offset < begin.length ? offset : offset - far;
    return whole.subarray(at, at + length);
  };
  async function* chunks(from: number) {
    yield whole.subarray(from < begin.length ? from : from - far);
  }
  const options = { platform, sidecar, openBallotWork: () => work, checkpoint: moved };
  const found = await verifyArchive({ chunks, read }, options);
  assert.equal(found.verdict, 'strictly-valid');
  const [last] = await Array.fromAsync(readArchive(chunks(moved.offset), moved.offset));
  assert.equal(last?.offset, moved.offset);
});
