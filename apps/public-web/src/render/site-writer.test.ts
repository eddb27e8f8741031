import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { SiteWriter } from './site-writer.ts';

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-site-'));
  folders.push(folder);
  return folder;
}

async function write(folder: string, files: Readonly<Record<string, string>>) {
  const writer = await SiteWriter.open(folder);
  for (const [path, content] of Object.entries(files)) await writer.put(path, content);
  return writer.finish();
}

const LONG = '<p>Saylov uchastkasi</p>'.repeat(200);

test('files come with compressed siblings when that is worthwhile', async () => {
  const folder = newFolder();
  await write(folder, { 'uz/index.html': LONG, 'uz/short.html': 'short' });
  assert.equal(
    brotliDecompressSync(readFileSync(join(folder, 'uz/index.html.br'))).toString(),
    LONG,
  );
  assert.equal(gunzipSync(readFileSync(join(folder, 'uz/index.html.gz'))).toString(), LONG);
  assert.equal(readFileSync(join(folder, 'uz/short.html'), 'utf8'), 'short');
  assert.equal(existsSync(join(folder, 'uz/short.html.br')), false);
});

test('what did not change is left alone, what changed is replaced with its siblings', async () => {
  const folder = newFolder();
  await write(folder, { 'a.html': LONG, 'b.html': LONG });
  const before = statSync(join(folder, 'a.html')).ino;
  const report = await write(folder, { 'a.html': LONG, 'b.html': 'now short' });
  assert.deepEqual(report, { written: 1, unchanged: 1, removed: 0 });
  assert.equal(statSync(join(folder, 'a.html')).ino, before);
  assert.equal(existsSync(join(folder, 'b.html.br')), false);
});

test('a page that someone deleted comes back', async () => {
  const folder = newFolder();
  await write(folder, { 'a.html': LONG });
  rmSync(join(folder, 'a.html'));
  assert.equal((await write(folder, { 'a.html': LONG })).written, 1);
  assert.ok(existsSync(join(folder, 'a.html')));
});

test('pages that no longer exist go at the end, with their folders', async () => {
  const folder = newFolder();
  await write(folder, { 'en/old/index.html': LONG, 'en/index.html': LONG });
  const writer = await SiteWriter.open(folder);
  await writer.put('en/index.html', 'new');
  assert.ok(existsSync(join(folder, 'en/old/index.html')), 'while the new ones are made');
  assert.equal((await writer.finish()).removed, 1);
  assert.equal(existsSync(join(folder, 'en/old')), false);
});

test('outdated assets stay for one more run', async () => {
  const folder = newFolder();
  const old = join(folder, 'assets/site-1.css');
  await write(folder, { 'assets/site-1.css': 'one' });
  await write(folder, { 'assets/site-2.css': 'two' });
  assert.ok(existsSync(old));
  await write(folder, { 'assets/site-2.css': 'two' });
  assert.equal(existsSync(old), false);
});

test('what others put into the folder is not touched, what a killed run left is swept away', async () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'published'));
  writeFileSync(join(folder, 'published/index.json'), '{}');
  mkdirSync(join(folder, '.rendering'));
  writeFileSync(join(folder, '.rendering/7'), 'half');
  await write(folder, { 'a.html': 'a' });
  assert.ok(existsSync(join(folder, 'published/index.json')));
  assert.equal(existsSync(join(folder, '.rendering')), false);
});

test('a spoilt record costs no more than writing all again', async () => {
  const folder = newFolder();
  await write(folder, { 'a.html': 'a' });
  writeFileSync(join(folder, '.rendered.json'), '{"a.html":');
  assert.equal((await write(folder, { 'a.html': 'a' })).written, 1);
});

test('a file that cannot be written ends the run', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'en'), 'a file where a folder has to be');
  await assert.rejects(write(folder, { 'en/index.html': LONG }));
});
