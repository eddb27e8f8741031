import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { PROJECT, packagesAreInStep } from './installation.mjs';
import { isBuilt } from './web-build.mjs';

const LIMIT = { timeout: 60_000 };

/** A project in miniature: our tools, one web, and a server that tells what it is given. */
function smallProject(t: TestContext): string {
  const project = mkdtempSync(join(tmpdir(), 'ovoz-project-'));
  t.after(() => rmSync(project, { recursive: true, force: true }));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  };
  cpSync(join(PROJECT, 'tools'), join(project, 'tools'), { recursive: true });
  write('package.json', '{"name":"small","type":"module","private":true}');
  write('package-lock.json', '{"lockfileVersion":3,"packages":{"":{}}}');
  write('node_modules/.package-lock.json', '{"packages":{}}');
  const platform = `node-${process.platform}-${process.arch}`;
  mkdirSync(join(project, 'node_modules', platform, 'bin'), { recursive: true });
  symlinkSync(process.execPath, join(project, 'node_modules', platform, 'bin', 'node'));
  write('apps/small-web/package.json', '{"scripts":{"build":"node build.mjs"}}');
  write(
    'apps/small-web/build.mjs',
    `import { appendFileSync, mkdirSync } from 'node:fs';
    mkdirSync('dist', { recursive: true });
    appendFileSync('dist/builds', 'x');`,
  );
  write('packages/one/src/index.ts', 'export const one: number = 1;');
  write(
    'apps/server/src/main.ts',
    `process.on('SIGINT', () => { console.log('interrupted'); process.exitCode = 7; clearInterval(t); });
    process.on('SIGTERM', () => { console.log('ended'); process.exit(0); });
    const t: NodeJS.Timeout = setInterval(() => {}, 60_000);
    console.log('serving', process.pid, process.argv.slice(2).join(' '));`,
  );
  return project;
}

interface Started {
  readonly child: ChildProcess;
  readonly lines: string[];
  waitFor(text: string): Promise<string>;
}

function start(t: TestContext, project: string, ...options: string[]): Started {
  const child = spawn(process.execPath, [join(project, 'tools/start.mjs'), ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGTERM'));
  const lines: string[] = [];
  const waiting: { text: string; resolve: (line: string) => void }[] = [];
  const take = (line: string) => {
    lines.push(line);
    for (const { text, resolve } of waiting) if (line.includes(text)) resolve(line);
  };
  createInterface({ input: child.stdout }).on('line', take);
  createInterface({ input: child.stderr }).on('line', take);
  const waitFor = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const seen = lines.find((line) => line.includes(text));
      if (seen !== undefined) resolve(seen);
      waiting.push({ text, resolve });
      child.on('close', () => reject(new Error(`no "${text}" in:\n${lines.join('\n')}`)));
    });
  return { child, lines, waitFor };
}

test(
  'start builds, hands its options on, passes Ctrl-C once and ends as the server does',
  LIMIT,
  async (t) => {
    const project = smallProject(t);
    const started = start(t, project, '--port', '8080', '--no-open');
    assert.match(await started.waitFor('serving'), / --demo-default --port 8080 --no-open$/);
    assert.ok(started.lines.some((line) => line.includes('Building small-web')));
    started.child.kill('SIGINT');
    started.child.kill('SIGINT');
    const [exitCode] = await once(started.child, 'close');
    assert.equal(exitCode, 7);
    assert.equal(started.lines.filter((line) => line === 'interrupted').length, 1);
  },
);

test('the server ends when its starter is killed', LIMIT, async (t) => {
  if (process.platform !== 'linux') return t.skip('only Linux tells a process of its parent');
  const started = start(t, smallProject(t));
  await started.waitFor('serving');
  started.child.kill('SIGKILL');
  // The pipe closes when the last process that writes to it is gone: the server.
  await once(started.child, 'close');
  assert.equal(started.lines.at(-1), 'ended');
});

test('a web is built again when a source changes, and only then', LIMIT, async (t) => {
  const project = smallProject(t);
  const source = join(project, 'packages/one/src/index.ts');
  const runOnce = async () => {
    const started = start(t, project);
    await started.waitFor('serving');
    started.child.kill('SIGTERM');
    await once(started.child, 'close');
    return readFileSync(join(project, 'apps/small-web/dist/builds'), 'utf8');
  };
  assert.equal(await runOnce(), 'x');
  utimesSync(source, new Date(), new Date());
  assert.equal(await runOnce(), 'x');
  writeFileSync(source, 'export const one: number = 2;');
  assert.equal(isBuilt(project, 'small-web'), false);
  assert.equal(await runOnce(), 'xx');
});

test('a build that fails stops the start with its reason', LIMIT, async (t) => {
  const project = smallProject(t);
  writeFileSync(join(project, 'apps/small-web/build.mjs'), `throw new Error('no such colour');`);
  const started = start(t, project);
  const [exitCode] = await once(started.child, 'close');
  assert.equal(exitCode, 1);
  assert.ok(
    started.lines.includes('small-web could not be built: its messages are above.'),
    started.lines.join('\n'),
  );
  assert.ok(started.lines.some((line) => line.includes('no such colour')));
  assert.ok(!started.lines.some((line) => line.startsWith('serving')));
});

/** A package from a file that is not there: refused without asking a registry. */
const UNOBTAINABLE = { version: '1.0.0', resolved: 'file:left.tgz', integrity: 'sha512-AAAA' };

test(
  'packages other than the lockfile’s are installed; a failure is a sentence',
  LIMIT,
  async (t) => {
    const project = smallProject(t);
    const manifest = { name: 'small', type: 'module', dependencies: { left: 'file:left.tgz' } };
    const packages = { '': manifest, 'node_modules/left': UNOBTAINABLE };
    writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
    writeFileSync(
      join(project, 'package-lock.json'),
      JSON.stringify({ name: 'small', lockfileVersion: 3, requires: true, packages }),
    );
    const started = start(t, project);
    const [exitCode] = await once(started.child, 'close');
    assert.equal(exitCode, 1);
    const last = started.lines.at(-1) ?? '';
    assert.match(last, /^The packages could not be installed \(npm: code ENOENT\): /);
  },
);

test('installed packages are compared with the lockfile', (t) => {
  const project = smallProject(t);
  const inStep = (wanted: object, installed: object | undefined) => {
    const installedFile = join(project, 'node_modules/.package-lock.json');
    writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ packages: wanted }));
    rmSync(installedFile, { force: true });
    if (installed) writeFileSync(installedFile, JSON.stringify({ packages: installed }));
    return packagesAreInStep(project);
  };
  const one = { version: '1.0.0', integrity: 'sha512-a' };
  assert.equal(inStep({ '': {}, 'node_modules/one': one }, { 'node_modules/one': one }), true);
  assert.equal(inStep({ 'node_modules/one': { ...one, optional: true } }, {}), true);
  assert.equal(inStep({ 'node_modules/one': one }, {}), false);
  assert.equal(inStep({ 'node_modules/one': one }, undefined), false);
  const newer = { version: '1.0.1', integrity: 'sha512-b' };
  assert.equal(inStep({ 'node_modules/one': newer }, { 'node_modules/one': one }), false);
  assert.equal(existsSync(join(PROJECT, 'node_modules/.package-lock.json')), true);
  assert.equal(packagesAreInStep(PROJECT), true);
});
