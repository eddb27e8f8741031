// npm run bench:voting [-- --full]: verification of ballots per core, beside belenios-tool where it knows the
// group; a streamed archive on all cores; appending. OVOZ_BELENIOS_ARCHIVE names an archive
// to take instead of an own one for the first figure.
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { appendToArchive } from '../apps/cli/src/ballot-box/append-to-archive.ts';
import { readHead } from '../apps/cli/src/ballot-box/archive-file.ts';
import { nodePlatform } from '../apps/cli/src/ballot-box/node-platform.ts';
import { appendEvent, readArchive } from '../packages/verifiable-voting/src/index.ts';
import { type Figure, median, printFigure, printMachine } from './figures.ts';
import { measureBrowser } from './voting-browser.ts';

const OVOZ = new URL('../apps/cli/src/main.ts', import.meta.url).pathname;
const { full } = parseArgs({ options: { full: { type: 'boolean', default: false } } }).values;
/** Distinct ballots are made, then repeated: verification remembers nothing of a ballot. */
const DISTINCT = 20;
const STREAMED = full ? 187_000 : 5000;
/** The peer and our program take turns, so that both have their share of whatever else the machine does. */
const ROUNDS = 3;

const folder = mkdtempSync(join(tmpdir(), 'bench-voting-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

function ovoz(...args: readonly string[]) {
  const env = { ...process.env, INIT_CWD: folder };
  const line = ['--json', 'ballot-box', ...args];
  const run = spawnSync(process.execPath, [OVOZ, ...line], { env, cwd: folder, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${args.join(' ')}: ${run.stdout}${run.stderr}`);
  return JSON.parse(run.stdout) as Record<string, unknown>;
}

const answers = Array.from({ length: 10 }, (_, i) => `List ${i + 1}`);
const question = { answers, blank: true, min: 1, max: 1, question: 'Which list?' };
writeFileSync(
  join(folder, 'q.json'),
  JSON.stringify({ description: 'd', name: 'n', questions: [question] }),
);

/** An election of one trustee. @returns its archive with some ballots, and a copy from before the first. */
function makeElection(group: string, ballots: number) {
  const box = join(folder, group);
  ovoz('plan', box, '--group', group, '--questions', 'q.json');
  ovoz('trustee', box, '--own', `${group}-trustee`, '--as', '1');
  ovoz('credentials', box, '--own', `${group}-registrar`, '--count', String(ballots));
  const { archive } = ovoz('create', box) as { archive: string };
  const withoutBallots = join(mkdtempSync(join(folder, 'empty-')), basename(archive));
  copyFileSync(archive, withoutBallots);
  const lines = readFileSync(join(folder, `${group}-registrar/credentials.txt`), 'utf8')
    .trim()
    .split('\n');
  lines.forEach((line, voter) => {
    writeFileSync(join(folder, 'voter.txt'), line);
    const choices = JSON.stringify([
      Array.from({ length: 11 }, (_, i) => (i === voter % 11 ? 1 : 0)),
    ]);
    ovoz('vote', box, '--credential', 'voter.txt', '--choices', choices);
  });
  return { archive, withoutBallots };
}

const perBallot = (archive: string) => Number(ovoz('bench', archive)['millisecondsPerBallot']);

/** CPU milliseconds of `belenios-tool election verify`, from the shell's own count of its children. */
function peerMilliseconds(archive: string): number | null {
  const own = mkdtempSync(join(folder, 'peer-'));
  copyFileSync(archive, join(own, basename(archive)));
  const run = spawnSync('bash', ['-c', 'belenios-tool election verify >/dev/null 2>&1 && times'], {
    cwd: own,
    encoding: 'utf8',
  });
  const match = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/.exec(run.stdout.trim());
  if (run.status !== 0 || match === null) return null;
  const [, userMinutes, userSeconds, systemMinutes, systemSeconds] = match.map(Number);
  const minutes = (userMinutes ?? 0) + (systemMinutes ?? 0);
  return (minutes * 60 + (userSeconds ?? 0) + (systemSeconds ?? 0)) * 1000;
}

/** What its ballots cost the peer: an archive with them less the same without. */
function peerPerBallot({ archive, withoutBallots }: ReturnType<typeof makeElection>) {
  const [all, rest] = [peerMilliseconds(archive), peerMilliseconds(withoutBallots)];
  return all === null || rest === null ? null : (all - rest) / DISTINCT;
}

printMachine();
const { archive: curveArchive } = makeElection('Ed25519', DISTINCT);
show({
  what: 'verify a ballot, Ed25519, 10 answers plus blank',
  value: perBallot(process.env['OVOZ_BELENIOS_ARCHIVE'] ?? curveArchive),
  unit: 'ms of CPU',
  goal: { most: 7.5 },
});

const fieldElection = makeElection('BELENIOS-2048', DISTINCT);
const rounds = Array.from({ length: ROUNDS }, () => ({
  peer: peerPerBallot(fieldElection),
  ours: perBallot(fieldElection.archive),
}));
const peers = rounds.flatMap(({ peer }) => (peer === null ? [] : [1000 / peer]));
show({
  what: `verify ballots, BELENIOS-2048, same question, median of ${ROUNDS} rounds`,
  value: median(rounds.map(({ ours }) => 1000 / ours)),
  unit: 'ballots/s of one core',
  ...(peers.length === 0
    ? {}
    : { beside: { what: 'belenios-tool 2.0', value: median(peers) }, goal: { least: 1 } }),
});

await measureBrowser(curveArchive, join(folder, 'Ed25519-registrar/credentials.txt'));
await measureStream(curveArchive);

function show(figure: Figure): void {
  printFigure(figure);
}

async function measureStream(archive: string): Promise<void> {
  const bytes = readFileSync(archive);
  const texts: string[] = [];
  let setupEnd = 0;
  for await (const { name, body, end } of readArchive(oneChunk(bytes))) {
    const text = new TextDecoder().decode(body);
    if (text.startsWith('{"election_uuid":')) texts.push(text);
    else if (texts.length === 0 && name.endsWith('.event.json')) setupEnd = end;
  }
  const path = join(folder, 'streamed.bel');
  writeFileSync(path, bytes.subarray(0, setupEnd));
  const first = appendMilliseconds(path, texts[0] ?? '');
  let head = readHead(path);
  for (let done = 0; done < STREAMED; done += texts.length) {
    const parts = texts.map((text) => {
      const made = appendEvent(nodePlatform, head, 'Ballot', [text]);
      ({ head } = made);
      return made.bytes;
    });
    appendFileSync(path, Buffer.concat(parts));
  }
  const last = appendMilliseconds(path, texts[0] ?? '');
  const started = performance.now();
  const verified = ovoz('verify', path);
  const seconds = (performance.now() - started) / 1000;
  const ballots = Number(verified['ballots']);
  const mebibytes = Math.round(statSync(path).size / 2 ** 20);
  show({
    what: `verify ${ballots} ballots (${DISTINCT} distinct, ${mebibytes} MiB) of a streamed archive on all cores`,
    value: seconds / 60,
    unit: 'min',
    goal: { most: full ? 15 : (15 * ballots) / 187_000 },
  });
  const peakMebibytes = Number(verified['peakMemoryBytes']) / 2 ** 20;
  show({ what: 'memory of that, at most', value: peakMebibytes, unit: 'MiB', goal: { most: 500 } });
  const beside = { what: 'to one without ballots', value: first };
  show({ what: 'append a ballot to that archive', value: last, unit: 'ms', beside });
}

async function* oneChunk(bytes: Uint8Array) {
  yield bytes;
}

/** The median of some appends. */
function appendMilliseconds(path: string, text: string): number {
  const times = Array.from({ length: 50 }, () => {
    const started = performance.now();
    appendToArchive(path, 'Ballot', [text]);
    return performance.now() - started;
  });
  return median(times);
}
