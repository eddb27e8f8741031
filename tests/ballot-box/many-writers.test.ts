// One archive, many processes, and processes that are killed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nodePlatform } from '../../apps/cli/src/ballot-box/node-platform.ts';
import {
  appendEvent,
  parseEvent,
  readArchive,
} from '../../packages/verifiable-voting/src/index.ts';
import { appendToArchive } from '../../apps/cli/src/ballot-box/append-to-archive.ts';
import { endsWithEvent, readHead } from '../../apps/cli/src/ballot-box/archive-file.ts';
import { workFolder } from './belenios-tool.ts';
import { ballotBox, refusalOf } from './ovoz.ts';

/** Takes the kernel long enough that a signal finds it writing. */
const BIG = 40_000_000;
const CHILD = fileURLToPath(new URL('append-child.ts', import.meta.url));
const OVOZ = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));
const work = workFolder('ballot-box-writers-');
after(() => work.remove());
const own = (...args: readonly string[]) => ballotBox(work.folder, ...args);
let archive = '';

before(async () => {
  const question = { answers: ['A', 'B'], min: 1, max: 1, question: 'Q' };
  work.write('q.json', JSON.stringify({ description: 'd', name: 'n', questions: [question] }));
  await own('plan', 'box', '--questions', 'q.json');
  await own('trustee', 'box', '--own', 'trustee', '--as', '1');
  await own('credentials', 'box', '--own', 'registrar', '--count', '6');
  await own('create', 'box');
  archive = `box/${readdirSync(work.at('box')).find((name) => name.endsWith('.bel'))}`;
});

/** Runs a program of ours in a process of its own. */
function start(...args: readonly string[]) {
  const child = spawn(process.execPath, args, {
    cwd: work.folder,
    env: { ...process.env, INIT_CWD: work.folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (bytes: Buffer) => void (said.stdout += String(bytes)));
  child.stderr.on('data', (bytes: Buffer) => void (said.stderr += String(bytes)));
  const ended = Promise.withResolvers<{ exitCode: number | null } & typeof said>();
  child.on('close', (exitCode) => ended.resolve({ exitCode, ...said }));
  return { child, ended: ended.promise };
}

/** What was appended with `append-child.ts`; the chain from the first event to the last is looked at, too. */
async function namesIn(path: string): Promise<readonly string[]> {
  const names: string[] = [];
  let [parent, height]: [string | null, number] = [null, 0];
  for await (const { name, body } of readArchive(oneChunk(readFileSync(path)))) {
    const text = new TextDecoder().decode(body);
    const appended = /^\["([a-z]+-[0-9-]+) *"\]$/.exec(text)?.[1];
    if (appended !== undefined) names.push(appended);
    if (!name.endsWith('.event.json')) continue;
    const event = parseEvent(text);
    assert.equal(event.parent, parent);
    assert.equal(event.height, height);
    [parent, height] = [name.slice(0, 64), height + 1];
  }
  assert.equal(readHead(path).event, parent);
  return names;
}

async function* oneChunk(bytes: Uint8Array) {
  yield bytes;
}

test('four processes append at once, and the chain has every event once', async () => {
  const path = work.at('many.bel');
  copyFileSync(work.at(archive), path);
  const runs = await Promise.all(
    ['a', 'b', 'c', 'd'].map((name) => start(CHILD, path, name, '25', '10').ended),
  );
  for (const { exitCode, stderr } of runs) assert.equal(exitCode, 0, stderr);
  const names = await namesIn(path);
  assert.equal(names.length, 100);
  assert.equal(new Set(names).size, 100);
});

test('ballots that are cast while the voting is closed are before the close or refused', async () => {
  const credentials = work.read('registrar/credentials.txt').trim().split('\n');
  for (const [index, credential] of credentials.entries()) {
    work.write('voter.txt', credential);
    const vote = ['--credential', 'voter.txt', '--choices', '[[1,0]]', '--out', `${index}.json`];
    await own('vote', 'box', ...vote);
  }
  const cast = (name: string) => start(OVOZ, 'ballot-box', 'cast', 'box', name).ended;
  const copies = await Promise.all(['0.json', '0.json', '1.json'].map(cast));
  assert.equal(copies.filter(({ exitCode }) => exitCode === 0).length, 2);
  assert.match(copies.map(({ stderr }) => stderr).join(''), /ballot-repeated/);
  const close = start(OVOZ, 'ballot-box', 'close', 'box').ended;
  const late = await Promise.all(['2.json', '3.json', '4.json', '5.json'].map(cast));
  assert.equal((await close).exitCode, 0);
  for (const { exitCode, stderr } of late) {
    if (exitCode !== 0) assert.match(stderr, /voting-is-closed/);
  }
  const inTime = late.filter(({ exitCode }) => exitCode === 0).length;
  assert.match(
    await own('verify', 'box'),
    new RegExp(
      `^Belenios-valid, not strictly valid: unfinished, sidecar-missing\n[\\s\\S]*Phase: closed. Ballots: ${2 + inTime},`,
    ),
  );
});

test('an append that is killed half-way is undone by the next one, and nothing that was acknowledged is lost', async () => {
  const path = work.at('killed.bel');
  copyFileSync(work.at(archive), path);
  truncateSync(path, await endOfSetup(path));
  const acknowledged: string[] = [];
  let torn = 0;
  // A signal that comes too late finds the append done: then once more.
  for (let round = 0; round < 10 && torn === 0; round++) {
    const { child, ended } = start(CHILD, path, `round-${round}`, '3', String(BIG));
    child.stdout.once('data', () => {
      const enough = statSync(path).size + BIG / 8;
      const until = performance.now() + 10_000;
      // Something of the next one is there, most of it not. A timer would come too late.
      while (statSync(path).size < enough && performance.now() < until);
      child.kill('SIGKILL');
    });
    const { stdout } = await ended;
    acknowledged.push(...stdout.trim().split('\n'));
    if (!endsWithEvent(path)) torn += 1;
    appendToArchive(path, 'Ballot', [JSON.stringify([`next-${round}`])]);
    acknowledged.push(`next-${round}`);
    assert.ok(!existsSync(`${path}.appending`));
  }
  assert.ok(torn > 0, 'an append was killed half-way');
  const names = await namesIn(path);
  assert.deepEqual(
    acknowledged.filter((name) => !names.includes(name)),
    [],
  );
});

async function endOfSetup(path: string): Promise<number> {
  for await (const { name, end } of readArchive(oneChunk(readFileSync(path)))) {
    if (name.endsWith('.event.json')) return end;
  }
  return 0;
}

test('what a killed append left is undone by cast, by close and by a plain command', async () => {
  const whole = readFileSync(work.at(archive));
  const setup = whole.subarray(0, await endOfSetup(work.at(archive)));
  const cut = work.at('cut.bel');
  writeFileSync(cut, setup);
  const ballot = work.read('5.json').trim();
  const { bytes } = appendEvent(nodePlatform, readHead(cut), 'Ballot', [ballot]);
  const mark = () => work.write('cut.bel.appending', `${setup.length}\n`);
  const leave = (length: number) => {
    rmSync(work.at('cut.cast'), { recursive: true, force: true });
    writeFileSync(cut, Buffer.concat([setup, bytes.subarray(0, length)]));
  };
  for (const length of [1, 511, 512, 700, bytes.length - 1024, bytes.length - 1, bytes.length]) {
    leave(length);
    const isWhole = length === bytes.length;
    const said = await own('repair', 'cut.bel');
    assert.equal(said.includes('nothing is to be repaired'), isWhole, said);
    assert.equal(statSync(cut).size, setup.length + (isWhole ? length : 0));
    leave(length);
    mark();
    await own('close', 'cut.bel');
    assert.match(
      await own('verify', 'cut.bel'),
      new RegExp(`Phase: closed. Ballots: ${isWhole ? 1 : 0},`),
    );
  }
  leave(700);
  // Without the mark nobody knows that it was an append, and not a bad copy.
  assert.equal(await refusalOf(work.folder, 'cast', 'cut.bel', '5.json'), 'archive-unfinished');
  mark();
  assert.match(await own('cast', 'cut.bel', '5.json'), /^Cast\./);
  // An unfinished mark: the append was not begun.
  work.write('cut.bel.appending', '12');
  await own('close', 'cut.bel');
  // Where more was cut off than the last append, it is not for us to go on.
  truncateSync(cut, setup.length);
  assert.equal(await refusalOf(work.folder, 'cast', 'cut.bel', '5.json'), 'archive-shortened');
});
