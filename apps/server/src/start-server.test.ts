import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { emptyDatabase } from '../testing/template-database.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const MIGRATE = fileURLToPath(new URL('./migrate-command.ts', import.meta.url));
const INIT = fileURLToPath(new URL('./init.ts', import.meta.url));
const LIMIT = { timeout: 360_000 };
/** Where the loading of the demonstration is cut off, by what it says when it begins the step. */
const CUTS = [
  'Applied',
  'importing the geography',
  'one account for each role',
  'commissions',
  'training election',
  'invented voters',
];

type Started = {
  readonly process: ChildProcess;
  /** Resolves with all output once a line contains the text; rejects when the process ends before. */
  readonly said: (text: string) => Promise<string>;
  readonly ended: Promise<string>;
};

/** The demonstration on a data folder. */
function start(t: TestContext, data: string, port: number, environment = {}): Started {
  const options = ['--demo-default', '--data', data, '--port', String(port)];
  return run(t, MAIN, options, environment);
}

function run(
  t: TestContext,
  program: string,
  options: readonly string[],
  environment: Readonly<Record<string, string>>,
): Started {
  const child = spawn(process.execPath, [program, ...options], {
    env: { PATH: process.env['PATH'], OVOZ_LOG: 'silent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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

test(
  'a real installation has its public pages and its administration on origins of their own',
  LIMIT,
  async (t) => {
    const { url, drop } = await emptyDatabase();
    t.after(drop);
    const data = temporaryFolder(t);
    const [port, adminPort] = [await freePort(), await freePort()];
    const environment = { DATABASE_URL: url, OVOZ_DATA: data };
    const options = ['--data', data, '--port', String(port), '--admin-port', String(adminPort)];
    const serve = () => run(t, MAIN, options, environment);
    assert.match(
      await serve().ended,
      /cannot start \(schema-missing\): .* npm run ovoz -- migrate/,
    );
    await run(t, MIGRATE, [], environment).ended;
    assert.match(await serve().ended, /cannot start \(not-initialised\): .* npm run ovoz -- init/);
    const people = ['--first', 'nodira:Nodira Karimova', '--second', 'rustam:Rustam Aliyev'];
    const made = await run(t, INIT, ['--country', 'uzbekistan', ...people], environment).ended;
    assert.match(made, /\/admin\/invitation#[A-Za-z0-9_-]{43}/);
    const again = await run(t, INIT, ['--country', 'uzbekistan', ...people], environment).ended;
    assert.match(again, /installation-exists/);

    const server = serve();
    await server.said('Ovoz is running');
    const ask = (at: number, path: string) =>
      fetch(`http://127.0.0.1:${at}${path}`, { redirect: 'manual' });
    assert.equal((await ask(adminPort, '/api/session')).status, 401);
    assert.equal((await ask(adminPort, '/')).headers.get('location'), '/admin/');
    assert.equal(
      (await ask(port, '/api/session')).status,
      404,
      'no operations beside the public pages',
    );
    assert.equal((await ask(port, '/admin/')).status, 404);
    assert.equal((await ask(port, '/')).headers.get('location'), '/en/');
    assert.equal((await ask(adminPort, '/api/demo')).status, 404, 'nobody signs in by a click');
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
