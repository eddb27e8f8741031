import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { archiveOf, type Member } from '../../testing/make-archive.ts';
import { openRecord, sourceAt } from '../node/open-record.ts';
import { SourceFailure } from './record-source.ts';

async function opened(archive: Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), 'ovoz-archive-test-'));
  try {
    const file = join(folder, 'record.tar.gz');
    await writeFile(file, archive);
    const record = await openRecord(file);
    const source = await sourceAt(record.place);
    const paths = [...((await source.list()) ?? [])].toSorted();
    const files = await Promise.all(
      paths.map(async (path) => [
        path,
        Buffer.from((await source.read(path, 1e9)) ?? []).toString(),
      ]),
    );
    await record.close();
    return Object.fromEntries(files) as Record<string, string>;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function codeOf(archive: Uint8Array): Promise<string> {
  try {
    await opened(archive);
    return 'opened';
  } catch (error) {
    assert.ok(error instanceof SourceFailure, String(error));
    return error.code;
  }
}

const file = (path: string, content = 'x', more: Partial<Member> = {}): Member => ({
  path,
  content: Buffer.from(content),
  ...more,
});

test('an archive is the folder that it was made of, compressed or not', async () => {
  const members = [
    file('log/checkpoint', 'c'),
    file('manifest.json', 'm'.repeat(2000)),
    file('empty', ''),
  ];
  const expected = { empty: '', 'log/checkpoint': 'c', 'manifest.json': 'm'.repeat(2000) };
  assert.deepEqual(await opened(gzipSync(archiveOf(members))), expected);
  assert.deepEqual(await opened(archiveOf(members)), expected);
});

test('what leads out of the folder, or is no file, is refused', async () => {
  const refused: readonly Member[][] = [
    [file('../outside')],
    [file('a/../../outside')],
    [file('/etc/passwd')],
    [file('a//b')],
    [file('./a')],
    [file('a\\b')],
    [file('a\u0001b')],
    [file('link', '', { kind: '2' })],
    [file('hard', '', { kind: '1' })],
    [file('device', '', { kind: '3' })],
    [file('pax', '', { kind: 'x' })],
    [file('twice'), file('twice')],
    [file('Twice'), file('twice')],
    [file('a'), file('a/b')],
    [file('../folder/', '', { kind: '5' })],
  ];
  for (const members of refused) {
    const name = members.map(({ path }) => path).join();
    assert.equal(await codeOf(gzipSync(archiveOf(members))), 'archive-member-refused', name);
  }
});

test('sizes that lie and archives that end too early are refused', async () => {
  const whole = archiveOf([file('a', 'abc'), file('b', 'def')]);
  for (const length of [100, 512, 600, 1024, 1500, 2048]) {
    assert.equal(
      await codeOf(gzipSync(whole.subarray(0, length))),
      'archive-malformed',
      `${length}`,
    );
  }
  const liar = archiveOf([file('a', 'abc', { size: 1_000_000 })]);
  assert.equal(await codeOf(gzipSync(liar)), 'archive-malformed');
  const huge = archiveOf([file('a', 'abc', { size: 8_000_000_000 })]);
  assert.equal(await codeOf(gzipSync(huge)), 'archive-member-refused');
  const wrongSum = Buffer.from(whole);
  wrongSum[0] = (wrongSum[0] ?? 0) + 1;
  assert.equal(await codeOf(gzipSync(wrongSum)), 'archive-malformed');
  assert.equal(await codeOf(gzipSync(whole).subarray(0, 60)), 'archive-malformed');
  assert.equal(await codeOf(Buffer.from('no archive at all'.repeat(100))), 'archive-malformed');
});

test('a bomb is stopped long before the disk is full', async () => {
  const zeros = archiveOf([file('a', '', { content: Buffer.alloc(40 * 1024 * 1024) })]);
  const bomb = gzipSync(zeros);
  assert.ok(bomb.length < 60_000);
  assert.equal(await codeOf(bomb), 'archive-bomb');
});
