import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { openCheckpoint } from '@ovoz/public-log';
import { readLog } from '../../../testing/read-log.ts';
import { mountSmallDisk } from '../../../testing/small-disk.ts';
import { identities, ownerUrl, recordMany, sequence } from '../../../testing/sequencing.ts';
import { startTestServer } from '../../../testing/start-test-server.ts';
import { verifyEd25519 } from '../../platform/ed25519.ts';
import type { Platform } from '../../platform/platform.ts';
import { startSequencer } from './start-sequencer.ts';

/** Entries before the disk is full and after it: whole tiles of both kinds and a partial one. */
const [BEFORE, AFTER] = [300, 2000];

/** A small disk in place of a folder; null, and the test is left out, where none can be had. */
function smallDisk(t: TestContext, folder: string) {
  mkdirSync(folder, { recursive: true });
  const remove = mountSmallDisk(t, folder, '4m');
  if (remove === null) return null;
  const ballast = join(folder, 'ballast');
  return {
    fill: () => {
      const { bfree, bsize } = statfsSync(folder);
      writeFileSync(ballast, Buffer.alloc(bfree * bsize));
    },
    free: () => rmSync(ballast),
    remove,
  };
}

for (const place of ['tiles', 'newest checkpoint'] as const) {
  test(`a full disk below the ${place} stops the log, and it goes on when there is room`, async (t) => {
    const { platform } = await startTestServer(t);
    const { open } = identities(platform);
    const disk = smallDisk(t, place === 'tiles' ? open.folder : dirname(open.statePath));
    if (disk === null) return;
    try {
      await fillAndFree(t, platform, disk);
    } finally {
      // Before the server's folders are removed: hooks of the test run in the order in which they were made.
      disk.remove();
    }
  });
}

async function fillAndFree(
  t: TestContext,
  platform: Platform,
  disk: { readonly fill: () => void; readonly free: () => void },
): Promise<void> {
  const { open } = identities(platform);
  await recordMany(platform, BEFORE);
  await sequence(platform);
  const signed = readFileSync(open.statePath, 'utf8');
  disk.fill();
  await recordMany(platform, AFTER);

  const { promise: told, resolve } = Promise.withResolvers<unknown>();
  t.mock.method(platform.log, 'error', ({ err }: { err: unknown }) => resolve(err));
  const sequencer = startSequencer(platform, ownerUrl(platform));
  assert.equal(((await told) as NodeJS.ErrnoException).code, 'ENOSPC');
  const newest = readFileSync(open.statePath, 'utf8');
  assert.equal(newest, signed, 'nothing was signed that could not be kept');
  assert.equal(readFileSync(join(open.folder, 'checkpoint'), 'utf8'), signed);

  disk.free();
  await sequencer.stop();
  await sequence(platform);
  const log = readLog(open);
  assert.equal(log.size, BEFORE + AFTER);
  const before = openCheckpoint(signed, open.key, verifyEd25519);
  assert.ok(before.ok && before.value.size === BEFORE);
  const rows = await platform.database<{ bytes: Buffer }[]>`
    select bytes from evidence_facts where log = 'public' order by leaf_index`;
  const facts = rows.map(({ bytes }) => bytes.toString());
  assert.deepEqual(log.entries, facts, 'each fact has one place');
}
