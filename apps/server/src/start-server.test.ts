import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const LIMIT = { timeout: 180_000 };
/** Where the loading of the demonstration is cut off, by what it says when it begins the step. */
const CUTS = [
  'Applied',
  'importing the geography',
  'one account for each role',
  'commissions',
  'training election',
];

type Started = {
  readonly process: ChildProcess;
  /** Resolves with all output once a line contains the text; rejects when the process ends before. */
  readonly said: (text: string) => Promise<string>;
  readonly ended: Promise<string>;
};

function start(t: TestContext, data: string, port: number, environment = {}): Started {
  const child = spawn(
    process.execPath,
    [MAIN, '--demo-default', '--data', data, '--port', String(port)],
    {
      env: { PATH: process.env['PATH'], OVOZ_LOG: 'silent', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  t.after(() => child.kill('SIGKILL'));
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, 'close').then(() => output);
  return {
    process: child,
    ended,
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = () => output.includes(text) && resolve(output);
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`ended without “${text}”: ${output}`)));
      }),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  assert.ok(address !== null && typeof address === 'object');
  return address.port;
}

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-start-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
  return folder;
}

test(
  'a first start that is killed at every step is continued by the next, and stops cleanly',
  LIMIT,
  async (t) => {
    const data = temporaryFolder(t);
    const port = await freePort();
    for (const cut of CUTS) {
      const server = start(t, data, port);
      await server.said(cut);
      server.process.kill('SIGKILL');
      await server.ended;
    }
    const server = start(t, data, port);
    const welcome = await server.said('Ovoz is running');
    assert.match(welcome, /admin\//);
    const response = await fetch(`http://127.0.0.1:${port}/api/demo`);
    const demo = (await response.json()) as { accounts: { role: string }[] };
    assert.equal(demo.accounts.length, 11);
    const roles = new Set(demo.accounts.map(({ role }) => role));
    assert.equal(roles.size, 10, 'one click for every role');
    assert.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200);

    const second = start(t, data, await freePort());
    assert.match(await second.ended, /cannot start \(data-folder-locked\)/);
    const third = start(t, temporaryFolder(t), port);
    assert.match(await third.ended, /cannot start \(port-taken\): Port \d+ is taken/);

    server.process.kill('SIGTERM');
    await server.ended;
    assert.equal(server.process.exitCode, 0);
  },
);

test('settings that cannot work are refused in one sentence', LIMIT, async (t) => {
  const data = temporaryFolder(t);
  const cases: readonly [Record<string, string>, RegExp][] = [
    [{ DATABASE_URL: 'mysql://x' }, /configuration-invalid\): DATABASE_URL should look like/],
    [
      { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/none' },
      /database-url-wrong\): DATABASE_URL: no PostgreSQL answers/,
    ],
    [{ OVOZ_LOG: 'loud' }, /configuration-invalid\): OVOZ_LOG is "loud"/],
    [{ OVOZ_ADMIN_ORIGIN: 'example.org' }, /configuration-invalid\): OVOZ_ADMIN_ORIGIN/],
    [{ OVOZ_HOST: '0.0.0.0' }, /demo-only-on-loopback/],
  ];
  for (const [environment, sentence] of cases) {
    const server = start(t, data, await freePort(), environment);
    const output = await server.ended;
    assert.match(output, sentence);
    assert.doesNotMatch(output, /at .*\.ts:\d+/, 'no stack for the person at the terminal');
    assert.equal(server.process.exitCode, 1);
  }
});
