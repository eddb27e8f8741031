import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Frontier, leafHash, openCheckpoint, type SignedCheckpoint } from '@ovoz/public-log';
import { readLog } from '../../../testing/read-log.ts';
import { identities, logStatus, recordMany, sequence } from '../../../testing/sequencing.ts';
import { startTestServer, type TestServer } from '../../../testing/start-test-server.ts';
import { verifyEd25519 } from '../../platform/ed25519.ts';
import { sha256 } from '../../platform/evidence.ts';
import type { SequencerStep } from './sequencer.ts';

const PROGRAM = fileURLToPath(new URL('../../../testing/killed-sequencer.ts', import.meta.url));
const STEPS: readonly SequencerStep[] = [
  'placed',
  'whole-written',
  'partial-written',
  'signed',
  'published',
  'looked-up',
];

/** Runs a sequencer as a process of its own until it is killed. */
async function runKilled(
  server: TestServer,
  at: SequencerStep | 'never',
  passed: number,
  killAfterMs: number | null = null,
): Promise<void> {
  const { configuration, installation } = server.platform;
  const settings = join(configuration.dataDirectory, 'sequencer.json');
  writeFileSync(settings, JSON.stringify({ configuration, installation }));
  const child = spawn(process.execPath, [PROGRAM, settings, at, String(passed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  if (killAfterMs !== null) {
    await once(child.stdout, 'data');
    setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  }
  child.stdout.resume();
  const [, signal] = (await ended) as [number | null, string | null];
  assert.equal(signal, 'SIGKILL');
}

/** What anybody could have seen: it must be the beginning of every later log. */
function seen(server: TestServer): readonly SignedCheckpoint[] {
  const { open } = identities(server.platform);
  return [open.statePath, join(open.folder, 'checkpoint')].flatMap((path) => {
    try {
      const opened = openCheckpoint(readFileSync(path, 'utf8'), open.key, verifyEd25519);
      return opened.ok ? [opened.value] : assert.fail(`${path} is half written`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  });
}

function assertExtends(entries: readonly string[], earlier: readonly SignedCheckpoint[]): void {
  for (const { size, root } of earlier) {
    const frontier = new Frontier(sha256);
    for (const entry of entries.slice(0, size)) {
      frontier.append(leafHash(Buffer.from(entry), sha256));
    }
    assert.equal(frontier.size, size, 'nothing that was signed is gone');
    assert.deepEqual(Buffer.from(frontier.root()), Buffer.from(root), 'no fork');
  }
}

async function assertWhole(server: TestServer, earlier: readonly SignedCheckpoint[]) {
  await sequence(server.platform);
  assert.equal(await logStatus(server), 'running');
  const { open } = identities(server.platform);
  const { entries } = readLog(open);
  const rows = await server.owner<{ bytes: Buffer }[]>`
    select bytes from evidence_facts where log = 'public' order by leaf_index`;
  assert.deepEqual(
    entries,
    rows.map(({ bytes }) => bytes.toString()),
    'every fact is there once',
  );
  assertExtends(entries, earlier);
}

for (const step of STEPS) {
  test(`killed after ${step}: no fork and no gap`, { timeout: 120_000 }, async (t) => {
    const server = await startTestServer(t);
    await recordMany(server.platform, 200);
    await runKilled(server, step, 0);
    const first = seen(server);
    await assertWhole(server, first);
    await recordMany(server.platform, 4500);
    await runKilled(server, step, 0);
    await assertWhole(server, [...first, ...seen(server)]);
  });
}

test('killed anywhere, again and again, while facts come in', { timeout: 240_000 }, async (t) => {
  const server = await startTestServer(t);
  const earlier: SignedCheckpoint[] = [];
  for (let round = 0; round < 8; round += 1) {
    const coming = (async () => {
      for (let count = 0; count < 20; count += 1) await recordMany(server.platform, 97);
    })();
    // Spread over what a round does; the place differs with each run and with the load of the machine.
    await runKilled(server, 'never', 0, 7 + round * 23);
    await coming;
    earlier.push(...seen(server));
  }
  await assertWhole(server, earlier);
});
