import { hash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { signingKeyOf, verifyEd25519 } from '../apps/server/src/platform/ed25519.ts';
import { PROJECT } from './demo-server.ts';
import { median, printFigure } from './figures.ts';
import { costOf } from './process-cost.ts';

const ROUNDS = 5;
const MOST_MS = 10_000;
const MOST_MB = 500;
/** Bytes of a signed package. */
const MESSAGE_BYTES = 1000;
const OVOZ = 'apps/cli/src/main.ts';

type Verdict = {
  readonly outcome: string;
  readonly files: { readonly signatures: number };
  readonly findings: readonly { readonly severity: string; readonly code: string }[];
};

/** `ovoz verify` on a national record, as whoever types it sees it. */
export async function measureVerify(site: string): Promise<void> {
  const record = join(site, 'published');
  const files = filesOf(record);
  console.log(`ovoz verify on a national record (${files.length.toLocaleString('en')} files)`);
  const walls: number[] = [];
  const limits: number[] = [];
  const peaks: number[] = [];
  const cpus: number[] = [];
  let signatures = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    limits.push(timeOf(() => readAndHash(files)));
    const cost = await costOf(process.execPath, [OVOZ, '--json', 'verify', record], PROJECT);
    signatures = requireVerified(cost.output).files.signatures;
    walls.push(cost.wallMs);
    cpus.push(cost.cpuMs);
    peaks.push(cost.peakBytes / 1e6);
    const each = cost.peaks.map((bytes) => Math.round(bytes / 1e6)).join(' + ');
    const [load = 0] = loadavg();
    console.log(
      `  (round ${round + 1}: ${Math.round(cost.wallMs)} ms, processor ${cost.cpuMs} ms, ${each} MB, load ${load.toFixed(1)})`,
    );
  }
  const what = `verified, median of ${ROUNDS}`;
  const value = median(walls);
  const beside = { what: 'reading and SHA-256 of the same files', value: median(limits) };
  printFigure({ what, value, unit: 'ms', beside, goal: { most: MOST_MS } });
  printFigure({
    what,
    value,
    unit: 'ms',
    beside: {
      what: `${signatures.toLocaleString('en')} Ed25519 verifications alone, one thread`,
      value: verificationsMs(signatures),
    },
  });
  printFigure({ what: 'processor time of it, median', value: median(cpus), unit: 'ms' });
  printFigure({
    what: 'memory, peaks of its processes together, worst',
    value: Math.max(...peaks),
    unit: 'MB',
    goal: { most: MOST_MB },
  });
}

/** @throws with what was found when the record is not verified. */
function requireVerified(output: string): Verdict {
  const verdict = JSON.parse(output) as Verdict;
  if (verdict.outcome === 'verified') return verdict;
  const found = verdict.findings.filter(({ severity }) => severity !== 'note').slice(0, 5);
  throw new Error(`the record came to ${verdict.outcome}: ${JSON.stringify(found)}`);
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function readAndHash(files: readonly string[]): void {
  for (const file of files) hash('sha256', readFileSync(file), 'buffer');
}

function verificationsMs(count: number): number {
  const { publicKey, sign } = signingKeyOf(randomBytes(32));
  const message = randomBytes(MESSAGE_BYTES);
  const signature = sign(message);
  return timeOf(() => {
    for (let done = 0; done < count; done += 1) verifyEd25519(publicKey, message, signature);
  });
}

function timeOf(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
