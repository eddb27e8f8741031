import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { isLoopback, readConfiguration } from './configuration.ts';
import { StartFailure } from './failure.ts';

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-configuration-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('without any setting it is the embedded database on this machine alone', (t) => {
  const folder = folderFor(t);
  assert.deepEqual(readConfiguration([], {}, folder, true), {
    databaseUrl: null,
    dataDirectory: join(folder, 'data'),
    logStateDirectory: join(folder, 'data', 'log-state'),
    host: '127.0.0.1',
    port: 4040,
    adminPort: 4041,
    publicOrigin: 'http://127.0.0.1:4040',
    adminOrigin: 'http://127.0.0.1:4041',
    whenEmpty: 'refuse',
    demoCountry: 'uzbekistan',
    logLevel: 'info',
    logJson: false,
  });
  assert.equal(readConfiguration([], {}, folder).logJson, true, 'nobody sits at a terminal');
  assert.equal(statSync(join(folder, 'data')).mode & 0o066, 0, 'nobody else lists it');
});

test('an option goes before the environment, and the administration follows the port', (t) => {
  const folder = folderFor(t);
  const environment = {
    OVOZ_PORT: '5000',
    OVOZ_HOST: '0.0.0.0',
    OVOZ_DATA: join(folder, 'elsewhere'),
    OVOZ_LOG_STATE: join(folder, 'other-disk'),
    OVOZ_PUBLIC_ORIGIN: 'https://elections.example.org',
    DATABASE_URL: 'postgresql://ovoz:secret@db:5432/ovoz',
    OVOZ_LOG: 'warn',
    OVOZ_LOG_FORMAT: 'json',
  };
  const read = readConfiguration(['--port', '6000', '--demo-default'], environment, folder);
  assert.equal(read.port, 6000);
  assert.equal(read.adminPort, 6001);
  assert.equal(read.logStateDirectory, join(folder, 'other-disk'));
  assert.equal(read.host, '0.0.0.0');
  assert.equal(read.publicOrigin, 'https://elections.example.org');
  assert.equal(read.adminOrigin, 'http://0.0.0.0:6001');
  assert.equal(read.databaseUrl, environment.DATABASE_URL);
  assert.equal(read.whenEmpty, 'load-demo');
  assert.equal(readConfiguration(['--demo-empty'], {}, folder).whenEmpty, 'found-demo');
  assert.equal(read.logLevel, 'warn');
  assert.equal(read.logJson, true);
  assert.ok(existsSync(join(folder, 'elsewhere')));
});

const WRONG: readonly [string[], Record<string, string>, RegExp][] = [
  [['--prot', '1'], {}, /'--prot'.* Known: .*--port/],
  [['extra'], {}, /'extra'/],
  [['--port', '0'], {}, /^The port "0" is not a number from 1 to 65535\.$/],
  [['--port', '65536'], {}, /^The port "65536" is not/],
  [['--port', '80.5'], {}, /^The port "80\.5" is not/],
  [[], { OVOZ_PORT: 'http' }, /^The port "http" is not/],
  [[], { OVOZ_ADMIN_PORT: '-1' }, /^The admin-port "-1" is not/],
  [[], { OVOZ_PUBLIC_ORIGIN: 'elections.example.org' }, /^OVOZ_PUBLIC_ORIGIN is "elections/],
  [[], { OVOZ_PUBLIC_ORIGIN: 'https://example.org/path' }, /should look like https:/],
  [[], { OVOZ_ADMIN_ORIGIN: 'ftp://example.org' }, /^OVOZ_ADMIN_ORIGIN is "ftp:/],
  [[], { DATABASE_URL: 'localhost:5432' }, /^DATABASE_URL should look like postgres:/],
  [[], { DATABASE_URL: 'mysql://u:p@db/ovoz' }, /^DATABASE_URL should look like/],
  [[], { DATABASE_URL: 'postgres://u:p@db' }, /^DATABASE_URL should look like/],
  [[], { OVOZ_LOG: 'loud' }, /^OVOZ_LOG is "loud"; known are debug, info/],
];

for (const [args, environment, sentence] of WRONG) {
  const name = JSON.stringify(args.length > 0 ? args : environment);
  test(`${name} is refused in one sentence`, (t) => {
    const folder = folderFor(t);
    assert.throws(
      () => readConfiguration(args, environment, folder),
      (error) =>
        error instanceof StartFailure &&
        error.code === 'configuration-invalid' &&
        sentence.test(error.message),
    );
    assert.ok(!existsSync(join(folder, 'data')), 'nothing is made before all settings are right');
  });
}

test('a data folder that cannot be made is named', (t) => {
  const folder = folderFor(t);
  writeFileSync(join(folder, 'data'), 'a file');
  assert.throws(
    () => readConfiguration(['--data', join(folder, 'data', 'inner')], {}, folder),
    (error) =>
      error instanceof StartFailure &&
      error.code === 'data-folder-not-writable' &&
      error.message.includes(join(folder, 'data', 'inner')),
  );
});

test('loopback is what only this machine reaches', () => {
  for (const host of ['127.0.0.1', '::1', 'localhost']) assert.equal(isLoopback(host), true);
  for (const host of ['0.0.0.0', '::', '192.168.1.2', 'localhost.example.org'])
    assert.equal(isLoopback(host), false);
});
