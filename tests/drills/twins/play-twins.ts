import { rmSync } from 'node:fs';
import { DrillFailure } from '../drill-failure.ts';
import type { DrillServer } from '../drill-server.ts';
import { playNationalDrill } from '../national-drill.ts';
import type { ProgressLine } from '../progress-line.ts';
import { type Night, onCopy, stageIn, untilAllAgree, verdictOn } from './stage.ts';
import { TWINS } from './twins.ts';

/** A small night is enough: every twin is about one station, one file or one tree. */
const STATIONS = 120;
const SECONDS = 8;

/**
 * Plays an honest night, sees that every detector is content with it, and then each twin on a copy of it.
 * @returns lines for people, and how many twins were silent.
 */
export async function playTwins(
  folder: string,
  { country, seed, only }: { country: string; seed: string; only: string | null },
  progress: ProgressLine,
): Promise<{ readonly lines: readonly string[]; readonly silent: number }> {
  const night: Night = { folder: `${folder}/honest`, country, seed };
  await playHonestNight(night, progress);
  const lines: string[] = [];
  let silent = 0;
  for (const twin of TWINS) {
    if (only !== null && twin.name !== only) continue;
    progress.step(`Twin ${twin.name}: ${twin.deed}`);
    const began = performance.now();
    const detections = await onCopy(night, twin.name, twin.play);
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    lines.push(`${twin.name}: ${twin.deed}`);
    for (const { detector, said } of detections) lines.push(`  ${detector}: ${said}`);
    if (detections.length === 0) lines.push('  NOBODY NOTICED');
    lines.push(`  ${seconds} s with start and publication`);
    if (detections.length === 0) silent += 1;
  }
  rmSync(night.folder, { recursive: true, force: true });
  return { lines, silent };
}

async function playHonestNight(night: Night, progress: ProgressLine): Promise<void> {
  const { country, seed } = night;
  const servers: DrillServer[] = [];
  const stage = stageIn(night, servers);
  try {
    const drill = { country, seed, seconds: SECONDS, stations: STATIONS, runoffs: 0 };
    const { differences } = await playNationalDrill(await stage.start(), drill, progress);
    if (differences.length > 0) throw new DrillFailure(`The honest night: ${differences[0]}`);
    progress.step('The honest night before the watcher and the verifier');
    await untilAllAgree(stage);
  } finally {
    for (const server of servers) await server.stop();
  }
  const { outcome, findings } = await verdictOn(stage);
  if (outcome === 'false') {
    throw new DrillFailure(
      `The verifier says no to an honest night: ${JSON.stringify(findings[0])}`,
    );
  }
}
