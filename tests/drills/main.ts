import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { DrillFailure } from './drill-failure.ts';
import { type DrillServer, startDrillServer } from './drill-server.ts';
import { watchMemory } from './memory-watch.ts';
import { playGeorgia } from './georgia-drill.ts';
import { playNationalDrill } from './national-drill.ts';
import { leaveRecord, untilSettled, verifyRecord } from './leave-record.ts';
import { openProgress, type ProgressLine } from './progress-line.ts';
import { type DrillReport, reportLines } from './report.ts';
import { playTwins } from './twins/play-twins.ts';

type Options = {
  readonly country: string;
  readonly seed: string;
  readonly speed: number;
  readonly stations?: number;
  readonly runoffs: number;
  readonly out?: string;
  readonly record: string;
  readonly keep?: boolean;
  readonly evilTwin?: string | true;
};

/** Real seconds of day and night at speed 1. */
const SECONDS = 110;

const program = new Command('drill')
  .description('Plays an election night through the public doors and checks what comes out.')
  .option('--country <code>', 'country pack', 'uzbekistan')
  .option('--seed <text>', 'the same seed gives the same night', String(randomInt(1_000_000)))
  .option('--speed <factor>', '2 plays it in half of about two minutes', positive, 1)
  .option('--stations <number>', 'a part of the stations, 80 or more', wholeNumber)
  .option('--runoffs <number>', 'districts without an absolute majority', wholeNumber, 0)
  .option('--out <folder>', 'folder for the database, the site and the log; it is kept')
  .option('--record <folder>', 'where the published record is left otherwise', 'drill-record')
  .option('--evil-twin [name]', 'play what somebody with every right could do, and see who notices')
  .option('--keep', 'go on serving the published site until Ctrl+C')
  .exitOverride();

try {
  process.exitCode = await run(program.parse().opts<Options>());
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof DrillFailure) {
    console.error(`\nThe drill failed: ${error.message}`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}

async function run(options: Options): Promise<0 | 1> {
  if (options.evilTwin !== undefined) return runTwins(options, options.evilTwin);
  const progress = openProgress(process.stdout);
  const folder =
    options.out === undefined
      ? mkdtempSync(join(tmpdir(), 'ovoz-drill-'))
      : whereCalled(options.out);
  progress.step(
    `Drill of ${options.country}, seed ${options.seed}; the server’s data is in ${folder}`,
  );
  const server = await startDrillServer(folder, options.country);
  const interrupted = untilSignal();
  const memory = watchMemory(server.pid);
  try {
    const work = play(server, options, progress);
    const report = await Promise.race([work, interrupted]);
    if (report === null) return 1;
    console.log(reportLines(report, memory.stop()).join('\n'));
    const isVerified = await settle(server, report, options, progress);
    if (options.keep === true) await keepServing(server, report.site, interrupted);
    return report.differences.length === 0 && isVerified ? 0 : 1;
  } finally {
    progress.stop();
    memory.stop();
    await server.stop();
    if (options.out === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** Lets the server finish publishing, leaves the record, and asks the verifier, which knows nothing of the drill. */
async function settle(
  server: DrillServer,
  { election }: DrillReport,
  { out, keep, record }: Options,
  progress: ProgressLine,
): Promise<boolean> {
  const published = join(server.site, 'published');
  progress.step('Publishing what is left, and verifying the record');
  await untilSettled(published, election);
  if (keep !== true) await server.stop();
  const left = out === undefined ? whereCalled(record) : published;
  if (out === undefined) leaveRecord(published, left);
  const { isVerified, lines } = await verifyRecord(left);
  progress.stop();
  console.log([...lines, `The record is in ${left}`].join('\n'));
  return isVerified;
}

function whereCalled(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}

async function runTwins(options: Options, twin: string | true): Promise<0 | 1> {
  const progress = openProgress(process.stdout);
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-twins-'));
  try {
    const { country, seed } = options;
    const only = twin === true ? null : twin;
    const { lines, silent } = await playTwins(folder, { country, seed, only }, progress);
    console.log(`\n${lines.join('\n')}`);
    console.log(silent === 0 ? '\nNone was silent.' : `\n${silent} went unnoticed.`);
    return silent === 0 ? 0 : 1;
  } finally {
    progress.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Georgia has real protocols; other countries have a generated night. */
function play(server: DrillServer, options: Options, progress: ProgressLine): Promise<DrillReport> {
  const stations = options.stations ?? null;
  if (options.country === 'georgia') return playGeorgia(server, stations, progress);
  const { country, seed, runoffs } = options;
  const seconds = SECONDS / options.speed;
  return playNationalDrill(server, { country, seed, seconds, stations, runoffs }, progress);
}

async function keepServing(
  { origin }: DrillServer,
  site: string,
  interrupted: Promise<null>,
): Promise<void> {
  console.log(
    `\nThe published site: ${site}\nThe administration:  ${origin}/admin/\nStop with Ctrl+C.`,
  );
  await interrupted;
}

function untilSignal(): Promise<null> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => done(null));
    }
  });
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1000))
    throw new InvalidArgumentError('It should be a number above 0.');
  return value;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('It should be a whole number.');
  return Number(text);
}
