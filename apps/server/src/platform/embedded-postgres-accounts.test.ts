import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { mountSmallDisk } from '../../testing/small-disk.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { ask, startFor, startOwner, temporaryFolder } from './embedded-postgres-testing.ts';

const LIMIT = { timeout: 60_000 };
const NOBODY = 65_534;

function needsRoot(t: TestContext): boolean {
  if (process.getuid?.() === 0) return false;
  t.skip('only root can change accounts');
  return true;
}

/** Whether another account may read this checkout. */
function checkoutIsOpen(): boolean {
  const here = fileURLToPath(import.meta.url);
  const as = { uid: NOBODY, gid: NOBODY };
  return (
    spawnSync('cat', [here], as).status === 0 &&
    spawnSync(process.execPath, ['-v'], as).status === 0
  );
}

/** A search path on which programs that root would use for confinement are missing. */
function pathWithout(t: TestContext, ...missing: string[]): string {
  const tools = temporaryFolder(t);
  for (const tool of ['unshare', 'setpriv', 'sh']) {
    if (!missing.includes(tool)) symlinkSync(`/usr/bin/${tool}`, join(tools, tool));
  }
  return tools;
}

test('root runs it from a folder that nobody else may enter', LIMIT, async (t) => {
  if (needsRoot(t)) return;
  if (spawnSync('unshare', ['--user', 'true']).status !== 0) {
    return t.skip('this kernel gives no user namespaces');
  }
  const home = temporaryFolder(t);
  chmodSync(home, 0o700);
  const { database } = await startFor(t, join(home, 'data'));
  assert.equal(statSync(join(home, 'data', 'cluster')).uid, 0);
  assert.deepEqual(await ask(database.url, 'select 1 as one'), { one: 1 });
});

test('root without user namespaces hands it to nobody', LIMIT, async (t) => {
  if (needsRoot(t)) return;
  if (!checkoutIsOpen()) return t.skip('other accounts may not enter this checkout');
  const folder = temporaryFolder(t);
  const owner = startOwner(t, join(folder, 'data'), { path: pathWithout(t, 'unshare') });
  assert.match(await owner.waitFor('='), /^port=/);
  assert.equal(statSync(join(folder, 'data', 'cluster')).uid, NOBODY);
});

test('a folder that nobody may not enter is named', LIMIT, async (t) => {
  if (needsRoot(t)) return;
  const home = temporaryFolder(t);
  chmodSync(home, 0o700);
  const owner = startOwner(t, join(home, 'data'), { path: pathWithout(t, 'unshare') });
  const answer = await owner.waitFor('=');
  assert.match(answer, /^refused=folder-not-reachable /);
  if (checkoutIsOpen()) assert.ok(answer.includes(home), answer);
});

test('an ordinary user runs it, and root goes on with that user’s folder', LIMIT, async (t) => {
  if (needsRoot(t)) return;
  if (!checkoutIsOpen()) return t.skip('other accounts may not enter this checkout');
  const folder = temporaryFolder(t);
  const data = join(folder, 'data');
  mkdirSync(data);
  chownSync(data, NOBODY, NOBODY);
  const owner = startOwner(t, data, { account: NOBODY });
  assert.match(await owner.waitFor('='), /^port=/);
  owner.child.kill('SIGKILL');
  await once(owner.child, 'close');
  const { database } = await startFor(t, data);
  assert.deepEqual(await ask(database.url, 'select 1 as one'), { one: 1 });
  assert.equal(statSync(join(data, 'cluster')).uid, NOBODY);
});

test('an ordinary user without write permission is told so', LIMIT, async (t) => {
  if (needsRoot(t)) return;
  if (!checkoutIsOpen()) return t.skip('other accounts may not enter this checkout');
  const folder = temporaryFolder(t);
  const owner = startOwner(t, join(folder, 'data'), { account: NOBODY });
  assert.match(await owner.waitFor('='), /^refused=data-folder-not-writable /);
});

test('a full disk is named', LIMIT, async (t) => {
  const disk = temporaryFolder(t);
  const remove = mountSmallDisk(t, disk, '20m');
  if (remove === null) return;
  try {
    const start = startEmbeddedPostgres({
      dataDirectory: join(disk, 'data'),
      durable: false,
      log: () => {},
    });
    await assert.rejects(start, { code: 'disk-full' });
  } finally {
    remove();
  }
});
