import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import {
  checkCosignature,
  formatAddCheckpoint,
  parseNote,
  parseSignatureLines,
  parseVkey,
} from '@ovoz/public-log';
import { LogFolder, sha256, testKey, verify } from '../go-check/log-folder.ts';
import { type Cosigned, LogServer } from './log-server.ts';
import { type Ended, folderFor, OVOZ, runOvoz } from './run-ovoz.ts';

const NAME = 'university.example/witness';
const forkedEntry = (index: number) => (index === 5 ? '{"entry":"another"}' : `{"entry":${index}}`);

type Stage = {
  readonly log: LogFolder;
  readonly server: LogServer;
  readonly folder: string;
  readonly look: (...more: string[]) => Promise<Ended>;
};

/** A log of 300 entries on a web server, and a witness that has not begun. */
async function stageFor(t: TestContext): Promise<Stage> {
  const home = folderFor(t);
  const log = new LogFolder(join(home, 'log')).growTo(300);
  log.sign();
  const server = await new LogServer(log.path).start(t);
  const folder = join(home, 'witness');
  const look = (...more: string[]) =>
    runOvoz(['--json', 'witness', '--folder', folder, '--once', ...more]);
  return { log, server, folder, look };
}

const begin = ({ server, look }: Stage, ...more: string[]) =>
  look('--log', server.address, '--name', NAME, ...more);

/** The last line of --json: what the command came to. */
const endOf = ({ out, err }: Ended) => {
  const last = out.trim().split('\n').at(-1);
  assert.ok(last !== undefined && last !== '', err);
  return JSON.parse(last);
};

function assertCosigned({ checkpoint, cosignature }: Cosigned, vkey: string): number {
  const note = parseNote(checkpoint);
  const key = parseVkey(vkey, sha256);
  const [signature] = parseSignatureLines(cosignature) ?? [];
  assert.ok(note.ok && key.ok && signature !== undefined);
  const now = Math.floor(Date.now() / 1000);
  assert.ok(checkCosignature(note.value.text, signature, key.value, now, verify).ok);
  return Number(note.value.text.split('\n')[1]);
}

const seenIn = (folder: string) => readdirSync(join(folder, 'checkpoints')).length;
const evidenceIn = (folder: string) => readdirSync(join(folder, 'evidence'));

test('a witness begins, follows the log while it grows, keeps what it saw and brings co-signatures', async (t) => {
  const stage = await stageFor(t);
  const first = await begin(stage);
  assert.equal(first.exitCode, 0, first.out + first.err);
  const { vkey, size, brought, logKey } = endOf(first);
  assert.deepEqual([size, brought.kind, logKey], [300, 'brought', stage.log.signer.vkey]);
  assert.match(vkey, /^university\.example\/witness\+[0-9a-f]{8}\+B/);

  for (const [grown, seen] of [
    [301, 2],
    [301, 2],
    [70_000, 3],
  ] as const) {
    stage.log.growTo(grown);
    stage.log.sign();
    const ended = await stage.look();
    assert.equal(ended.exitCode, 0, ended.out + ended.err);
    assert.equal(endOf(ended).size, grown);
    assert.equal(seenIn(stage.folder), seen, 'one file for each tree');
  }
  const sizes = stage.server.brought.map((one) => assertCosigned(one, vkey));
  assert.deepEqual(sizes, [300, 301, 301, 70_000]);
  const tiles = [...stage.server.asked.keys()].filter((path) => path.includes('/tile/'));
  assert.ok(tiles.length < 20, `a few tiles are enough: ${tiles.length}`);
});

test('two trees of one size are a split view: both are kept and nothing more is co-signed', async (t) => {
  const stage = await stageFor(t);
  await begin(stage);
  const fork = new LogFolder(join(stage.folder, '..', 'fork')).growTo(300, forkedEntry);
  fork.sign();
  stage.server.folder = fork.path;
  const ended = await stage.look();
  assert.equal(ended.exitCode, 1);
  const [alarm] = endOf(ended).alarms;
  assert.equal(alarm.code, 'split-view');
  const kept = (name: string) => readFileSync(join(alarm.folder, name), 'utf8');
  assert.ok(kept('other.checkpoint').includes(readFileSync(join(fork.path, 'checkpoint'), 'utf8')));
  assert.notEqual(kept('known.checkpoint').split('\n')[2], kept('other.checkpoint').split('\n')[2]);

  stage.server.folder = stage.log.path;
  stage.log.growTo(310);
  stage.log.sign();
  const brought = stage.server.brought.length;
  const again = await stage.look();
  assert.equal(again.exitCode, 1, 'also when the honest tree is shown again');
  assert.equal(endOf(again).alarms[0].isNew, false);
  assert.equal(stage.server.brought.length, brought);
  assert.equal(evidenceIn(stage.folder).length, 1);
});

test('a tree that is larger but no extension is a split view as well', async (t) => {
  const stage = await stageFor(t);
  await begin(stage);
  const fork = new LogFolder(join(stage.folder, '..', 'fork')).growTo(512, forkedEntry);
  fork.sign();
  stage.server.folder = fork.path;
  const ended = await stage.look();
  assert.equal(ended.exitCode, 1);
  assert.equal(endOf(ended).alarms[0].code, 'split-view');
  assert.equal(stage.server.brought.length, 1);
});

test('a log that shrank, a wrong signature and files that do not fit are alarms with evidence', async (t) => {
  const stage = await stageFor(t);
  await begin(stage);
  const { log } = stage;
  const small = new LogFolder(join(stage.folder, '..', 'small')).growTo(299);
  small.sign();
  const alarmOf = async () => {
    const ended = await stage.look();
    assert.equal(ended.exitCode, 1);
    assert.equal(stage.server.brought.length, 1);
    return endOf(ended).alarms[0]?.code;
  };
  stage.server.folder = small.path;
  assert.equal(await alarmOf(), 'log-shrank');
  stage.server.folder = log.path;
  const honest = log.growTo(310).sign();
  log.write('checkpoint', honest.replace('\n310\n', '\n311\n'));
  assert.equal(await alarmOf(), 'signature-wrong');
  const stranger = new LogFolder(log.path, testKey(log.signer.key.name, 7)).growTo(310);
  stranger.sign();
  assert.equal(await alarmOf(), 'signature-wrong');
  log.write('checkpoint', honest);
  const tile = join(log.path, 'tile/0/001.p/54');
  const bytes = readFileSync(tile);
  writeFileSync(tile, Buffer.concat([bytes.subarray(0, -1), Buffer.of((bytes.at(-1) ?? 0) ^ 1)]));
  assert.equal(await alarmOf(), 'log-files-wrong');
  assert.equal(evidenceIn(stage.folder).length, 4);
  writeFileSync(tile, bytes);
  const ended = await stage.look();
  assert.equal(ended.exitCode, 0, 'what others on the way can cause does not end the witness');
  assert.equal(endOf(ended).size, 310);
});

test('what cannot be seen is no alarm, and no success either', async (t) => {
  const stage = await stageFor(t);
  await begin(stage);
  stage.log.growTo(400);
  stage.log.sign();
  rmSync(join(stage.log.path, 'tile/0/001.p/144'));
  const ended = await stage.look();
  assert.equal(ended.exitCode, 1);
  assert.deepEqual(endOf(ended).alarms, []);
  assert.match(endOf(ended).unreadable, /no whole file tile\/0\/001\.p\/144/);
  stage.server.folder = join(stage.folder, 'nowhere');
  assert.match(endOf(await stage.look()).unreadable, /no checkpoint/);
});

test('killed between keeping and sending, a witness sends the same co-signature later', async (t) => {
  const stage = await stageFor(t);
  const { server, folder } = stage;
  server.door = 'silent';
  const child = spawn(process.execPath, [
    OVOZ,
    'witness',
    '--folder',
    folder,
    '--once',
    '--log',
    server.address,
    '--name',
    NAME,
  ]);
  await server.knocked();
  child.kill('SIGKILL');
  await once(child, 'close');
  assert.ok(readdirSync(folder).includes('lock'), 'it had no time to tidy up');
  server.door = 'open';
  const fork = new LogFolder(join(folder, '..', 'fork')).growTo(300, forkedEntry);
  fork.sign();
  const ended = await stage.look();
  assert.equal(ended.exitCode, 0, ended.out + ended.err);
  const [first, second] = server.brought;
  assert.deepEqual(second, first, 'not another one');
  server.folder = fork.path;
  assert.equal((await stage.look()).exitCode, 1, 'it had kept what it co-signed');
});

test('one witness works in a folder at a time', async (t) => {
  const stage = await stageFor(t);
  stage.server.door = 'silent';
  const child = spawn(process.execPath, [
    OVOZ,
    'witness',
    '--folder',
    stage.folder,
    '--log',
    stage.server.address,
    '--name',
    NAME,
  ]);
  await stage.server.knocked();
  const ended = await stage.look();
  assert.equal(ended.json()['failure'] !== undefined && ended.exitCode, 1);
  assert.match(ended.out, /witness-runs-already/);
  child.kill('SIGKILL');
  await once(child, 'close');
});

test('a witness that is not registered yet is told what to do, and is well', async (t) => {
  const stage = await stageFor(t);
  stage.server.door = 'unknown';
  const ended = await runOvoz([
    'witness',
    '--folder',
    stage.folder,
    '--once',
    '--log',
    stage.server.address,
    '--name',
    NAME,
  ]);
  assert.equal(ended.exitCode, 0, ended.err);
  assert.match(ended.out, /Bring this line to the administration/);
  assert.match(ended.out, /not registered yet. Give the administration this line: university/);
  assert.match(ended.out, /All is well up to 300 entries/);
});

test('the key of the log is pinned, given or at the first use', async (t) => {
  const stage = await stageFor(t);
  const right = stage.log.signer.vkey;
  const wrong = testKey(stage.log.signer.key.name, 9).vkey;
  const codeOf = (ended: Ended) => JSON.parse(ended.out).failure.code;
  assert.equal(codeOf(await stage.look()), 'witness-new');
  assert.equal(codeOf(await begin(stage, '--log-key', wrong)), 'log-key-differs');
  assert.equal(codeOf(await begin(stage, '--log-key', 'x')), 'log-key-invalid');
  assert.equal(codeOf(await stage.look('--log', 'ftp://a', '--name', NAME)), 'address-invalid');
  assert.equal(
    codeOf(await stage.look('--log', `${stage.server.address}/x`, '--name', NAME)),
    'log-not-found',
  );
  assert.equal(
    codeOf(await stage.look('--log', stage.server.address, '--name', 'a b')),
    'name-invalid',
  );
  assert.equal(codeOf(await stage.look('--every', '0')), 'every-invalid');
  assert.equal((await begin(stage, '--log-key', right)).exitCode, 0);
  assert.equal(codeOf(await stage.look('--log-key', wrong)), 'log-key-differs');
  assert.equal(codeOf(await stage.look('--name', 'other.example/w')), 'folder-taken');
});

test('two observers who were shown different trees find out by comparing', async (t) => {
  const stage = await stageFor(t);
  const { server, folder, log } = stage;
  const other = join(folder, '..', 'other');
  const fork = new LogFolder(join(folder, '..', 'fork')).growTo(300, forkedEntry);
  fork.sign();
  await begin(stage);
  server.folder = fork.path;
  const asOther = ['--json', 'witness', '--folder', other, '--once'];
  const begun = await runOvoz([...asOther, '--log', server.address, '--name', 'party.example/w']);
  assert.equal(begun.exitCode, 0, 'neither of them sees anything wrong alone');

  const compare = (...more: string[]) =>
    runOvoz(['--json', 'witness', 'compare', folder, other, ...more]);
  const ended = await compare();
  assert.equal(ended.exitCode, 1);
  const [found] = ended.json()['contradictions'] as {
    code: string;
    size: number;
    sides: unknown[];
  }[];
  assert.deepEqual([found?.code, found?.size, found?.sides.length], ['split-view', 300, 2]);
  const words = await runOvoz(['witness', 'compare', folder, other]);
  assert.match(words.out, /Seen by university\.example\/witness:\novoz\.log\/test\/public\n300\n/);
  assert.match(words.out, /Seen by party\.example\/w:\n/);

  // Forks that never have the same size are found against what the log serves.
  rmSync(other, { recursive: true });
  fork.growTo(333, forkedEntry);
  fork.sign();
  await runOvoz([...asOther, '--log', server.address, '--name', 'party.example/w']);
  assert.equal((await compare()).exitCode, 0);
  const against = await compare('--with', server.address);
  assert.equal(against.exitCode, 1, against.out + against.err);
  server.folder = log.path;
  const shrunk = (await compare('--with', server.address)).json()['contradictions'];
  assert.deepEqual(
    (shrunk as { code: string }[]).map(({ code }) => code),
    ['log-shrank'],
  );
  assert.match((await compare('/nowhere')).out, /no-witness-there/);
});

test('honest witnesses agree', async (t) => {
  const stage = await stageFor(t);
  const other = join(stage.folder, '..', 'other');
  await begin(stage);
  await runOvoz([
    'witness',
    '--folder',
    other,
    '--once',
    '--log',
    stage.server.address,
    '--name',
    'b',
  ]);
  stage.log.growTo(600);
  stage.log.sign();
  await stage.look();
  const ended = await runOvoz([
    '--json',
    'witness',
    'compare',
    stage.folder,
    other,
    '--with',
    stage.server.address,
  ]);
  assert.equal(ended.exitCode, 0, ended.out + ended.err);
  const { compared, alone, contradictions } = ended.json();
  assert.deepEqual([compared, alone, contradictions], [1, 1, []]);
});

test('a listening witness answers add-checkpoint as the specification says', async (t) => {
  const stage = await stageFor(t);
  const { log, server, folder } = stage;
  const started = [
    '--json',
    'witness',
    '--folder',
    folder,
    '--listen',
    '127.0.0.1:0',
    '--every',
    '3600',
  ];
  const child = spawn(process.execPath, [
    OVOZ,
    ...started,
    '--log',
    server.address,
    '--name',
    NAME,
  ]);
  t.after(() => child.kill('SIGKILL'));
  const events: { event: string; address?: string; code?: string }[] = [];
  const lines = createInterface({ input: child.stdout });
  const until = async (event: string) => {
    for (;;) {
      const found = events.find((one) => one.event === event);
      if (found !== undefined) return found;
      await once(lines, 'line');
    }
  };
  lines.on('line', (line) => events.push(JSON.parse(line)));
  const { address } = await until('listening');
  await until('brought');
  const post = (body: string) => fetch(`${address}/add-checkpoint`, { method: 'POST', body });

  const note = log.growTo(400).sign();
  const proof = log.consistencyProof(300);
  const taken = await post(formatAddCheckpoint({ oldSize: 300, proof, note }));
  const line = await taken.text();
  assert.equal(taken.status, 200, line);
  const settings = JSON.parse(readFileSync(join(folder, 'witness.json'), 'utf8'));
  assert.equal(assertCosigned({ checkpoint: note, cosignature: line }, settings.vkey), 400);

  const behind = await post(formatAddCheckpoint({ oldSize: 300, proof, note }));
  assert.deepEqual(
    [behind.status, behind.headers.get('content-type'), await behind.text()],
    [409, 'text/x.tlog.size', '400\n'],
  );
  const grown = log.growTo(500).sign();
  const status = async (body: string) => (await post(body)).status;
  assert.equal(await status(formatAddCheckpoint({ oldSize: 400, proof, note: grown })), 422);
  assert.equal(await status('nonsense'), 400);
  assert.equal(await status(`old 0\n\n${grown.replace('/test/', '/other/')}`), 404);
  assert.equal(await status(`old 400\n\n${grown.replace('\n500\n', '\n501\n')}`), 403);
  assert.equal(await status('x'.repeat(200_000)), 413);
  assert.equal((await fetch(`${address}/elsewhere`)).status, 404);

  const compared = await runOvoz(['--json', 'witness', 'compare', folder, String(address)]);
  assert.equal(compared.exitCode, 0, compared.out + compared.err);

  const fork = new LogFolder(join(folder, '..', 'fork')).growTo(400, forkedEntry);
  const forged = formatAddCheckpoint({ oldSize: 400, proof: [], note: fork.sign() });
  assert.equal(await status(forged), 409);
  assert.equal((await until('alarm')).code, 'split-view');
  const more = formatAddCheckpoint({ oldSize: 400, proof: log.consistencyProof(400), note: grown });
  assert.equal(await status(more), 503, 'nothing more is co-signed');
  child.kill('SIGTERM');
  const [exitCode] = await once(child, 'close');
  assert.equal(exitCode, 1);
  assert.ok(!readdirSync(folder).includes('lock'));
});
