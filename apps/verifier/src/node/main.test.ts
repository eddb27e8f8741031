import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { formatVkey } from '@ovoz/public-log';
import { archiveOf } from '../../testing/make-archive.ts';
import { type Files, utf8 } from '../../testing/make-log.ts';
import { RESULTS, smallRecord } from '../../testing/small-record.ts';
import type { Verdict } from '../verdict.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const record = smallRecord();
const scratch = await mkdtemp(join(tmpdir(), 'ovoz-verify-test-'));
after(() => rm(scratch, { recursive: true, force: true }));

type Ended = { readonly code: number; readonly out: string; readonly err: string };

function verify(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { timeout: 60_000 }, (error, out, err) => {
      const code = error === null ? 0 : Number(error.code);
      resolve({ code, out, err });
    });
  });
}

async function folderOf(name: string, files: Files): Promise<string> {
  const folder = join(scratch, name);
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return folder;
}

async function served(
  files: Files,
  answer: (path: string, server: Server) => { status: number; location?: string } | null = () =>
    null,
) {
  const server = createServer((request, response) => {
    const path = decodeURI(request.url ?? '').replace(/^\/published\//, '');
    const special = answer(path, server);
    const bytes = files.get(path);
    if (special !== null) {
      response.writeHead(
        special.status,
        special.location === undefined ? {} : { location: special.location },
      );
      response.end();
    } else if (bytes === undefined) {
      response.writeHead(404).end();
    } else {
      response.writeHead(200).end(bytes);
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise((closed) => server.close(closed));
  return { address: `http://127.0.0.1:${port}`, close };
}

test('a folder, an archive and a site of one record get the same verdict', async () => {
  const folder = await folderOf('whole', record.files);
  const archive = join(scratch, 'whole.tar.gz');
  const members = [...record.files].map(([path, bytes]) => ({ path, content: Buffer.from(bytes) }));
  await writeFile(archive, gzipSync(archiveOf(members)));
  const site = await served(record.files);
  try {
    for (const place of [folder, archive, site.address, `${site.address}/published/`]) {
      const { code, out, err } = await verify(
        place,
        '--json',
        '--log-key',
        formatVkey(record.log.key),
      );
      assert.equal(code, 0, err);
      const verdict = JSON.parse(out) as Verdict;
      assert.equal(verdict.outcome, 'verified', JSON.stringify(verdict.findings));
      assert.equal(verdict.elections[0]?.seats?.parties[1]?.seats, 3);
      assert.equal(verdict.log?.keyFromRecord, false);
    }
  } finally {
    await site.close();
  }
});

test('the report for people names outcome, mode, seats and who signed', async () => {
  const { code, out } = await verify(await folderOf('report', record.files));
  assert.equal(code, 0);
  for (const words of [
    /^VERIFIED: /,
    /DRILL – this is no real election/,
    /5 by stations; 1 keyed and 1 corrected/,
    /4 of 4 protocols count, 0 annulled, 0 missing/,
    / {3}3 {2}moon/,
    /key taken from the record itself; no witness is registered/,
  ]) {
    assert.match(out, words);
  }
});

test('gaps end with 2 when they are not allowed, what is false with 1', async () => {
  const gaps = new Map(record.files);
  gaps.delete(`${RESULTS}stations/3.json`);
  const folder = await folderOf('gaps', gaps);
  const lenient = await verify(folder);
  assert.equal(lenient.code, 0);
  assert.match(lenient.out, /^VERIFIED WITH GAPS[\s\S]*station-file-missing/);
  assert.equal((await verify(folder, '--strict')).code, 2);
  const wrong = new Map(record.files);
  const path = `${RESULTS}nation.json`;
  wrong.set(path, utf8(new TextDecoder().decode(wrong.get(path)).replace('"sum":', '"sum":9')));
  const { code, out } = await verify(await folderOf('wrong', wrong));
  assert.equal(code, 1);
  assert.match(out, /^FALSE[\s\S]*file-signature-wrong[\s\S]*nation\.json/);
});

test('what cannot be verified, or was written wrong, ends with 3', async () => {
  const empty = await folderOf('link', new Map([['a', utf8('a')]]));
  await symlink('/etc/passwd', join(empty, 'manifest.json'));
  const bad = join(scratch, 'bad.tar.gz');
  await writeFile(bad, gzipSync(archiveOf([{ path: '../x', content: Buffer.from('x') }])));
  const cases: readonly (readonly [RegExp, ...string[]])[] = [
    [/Name one record/],
    [/Unknown option/, empty, '--wrong'],
    [/^record-missing/, join(scratch, 'nowhere')],
    [/^archive-member-refused/, bad],
    [/neither the key of a log/, empty, '--log-key', 'nonsense'],
    [/no checkpoint/, empty, '--earlier', bad],
  ];
  for (const [words, ...args] of cases) {
    const { code, err } = await verify(...args);
    assert.equal(code, 3, err);
    assert.match(err, words);
  }
  const { code, out } = await verify(empty);
  assert.equal(code, 1, 'a folder without a log is no record');
  assert.match(out, /log-missing/);
});

test('a site that leads elsewhere, or fails, is not followed', async () => {
  const other = await served(record.files);
  const redirecting = await served(record.files, (path) =>
    path === 'log/checkpoint'
      ? { status: 302, location: `${other.address}/published/${path}` }
      : null,
  );
  const failing = await served(record.files, (path) =>
    path === 'manifest.json' ? { status: 500 } : null,
  );
  try {
    const away = await verify(redirecting.address);
    assert.equal(away.code, 3);
    assert.match(away.err, /^site-unreachable/);
    const broken = await verify(failing.address);
    assert.equal(broken.code, 3);
    assert.match(broken.err, /^site-answer/);
  } finally {
    await Promise.all([other.close(), redirecting.close(), failing.close()]);
  }
});
