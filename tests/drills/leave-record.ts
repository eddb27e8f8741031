import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runOvoz } from '../cli/run-ovoz.ts';
import { DrillFailure } from './drill-failure.ts';

/** Tables and documents follow the figures; those of a nation take minutes. */
const SETTLING_LIMIT_MS = 600_000;
const POLL_MS = 500;
/** Tables follow their figures within ten seconds. */
const CALM_MS = 12_000;

/** Waits until every file of results is the one that the manifest names: nothing is being published any more. */
export async function untilSettled(published: string, election: string): Promise<void> {
  const results = join(published, 'elections', election, 'results');
  const until = performance.now() + SETTLING_LIMIT_MS;
  let calmSince = performance.now();
  let before = '';
  while (performance.now() - calmSince < CALM_MS) {
    if (performance.now() > until) {
      throw new DrillFailure(`Files and manifest of ${results} do not come to agree.`);
    }
    const manifest = sha256(readFileSync(join(results, 'manifest.json')));
    if (manifest !== before || !isSettled(results)) calmSince = performance.now();
    before = manifest;
    await wait(POLL_MS);
  }
}

function isSettled(results: string): boolean {
  const { files } = JSON.parse(readFileSync(join(results, 'manifest.json'), 'utf8')) as {
    readonly files: Readonly<Record<string, string>>;
  };
  return Object.entries(files).every(([path, hash]) => {
    const file = join(results, path);
    return existsSync(file) && sha256(readFileSync(file)) === hash;
  });
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Leaves the published record where whoever played the drill finds it; an older one goes. */
export function leaveRecord(published: string, target: string): void {
  rmSync(target, { recursive: true, force: true });
  cpSync(published, target, { recursive: true, preserveTimestamps: true });
}

/** What the verifier says of the record, and whether it is a yes. */
export async function verifyRecord(
  record: string,
): Promise<{ readonly isVerified: boolean; readonly lines: readonly string[] }> {
  const began = performance.now();
  const { exitCode, out, err } = await runOvoz(['verify', record]);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const [verdict = ''] = out.split('\n');
  if (exitCode === 0) {
    return { isVerified: true, lines: [`ovoz verify, ${seconds} s: ${verdict}`] };
  }
  return { isVerified: false, lines: [`ovoz verify, ${seconds} s:`, ...out.split('\n'), err] };
}
