import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, freePort, PROJECT, start, untilAnswers } from './demo-server.ts';
import { printFigure } from './figures.ts';

const FIRST_START_LIMIT_S = 180;
const SECOND_START_LIMIT_S = 5;

/** A fresh clone, `npm start` until it answers, stop, and again. What npm has cached stays cached. */
export async function measureStarts(): Promise<void> {
  console.log('Start of a fresh clone of the last commit (npm start)');
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-clone-'));
  const clone = join(folder, 'ovoz');
  try {
    execFileSync('git', ['clone', '--quiet', PROJECT, clone]);
    const first = await startOnce(clone, join(folder, 'log'));
    printFigure({
      what: 'first start, until the server answers',
      value: first.answersS,
      unit: 's',
      goal: { most: FIRST_START_LIMIT_S },
    });
    printFigure({
      what: 'first start, until the public pages stand',
      value: first.pagesS,
      unit: 's',
    });
    const second = await startOnce(clone, join(folder, 'log'));
    printFigure({
      what: 'second start, until the public pages answer',
      value: second.pagesS,
      unit: 's',
      goal: { most: SECOND_START_LIMIT_S },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startOnce(
  clone: string,
  log: string,
): Promise<{ answersS: number; pagesS: number }> {
  const port = await freePort();
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const child = start('npm', ['start', '--', '--port', String(port)], clone, log);
  try {
    await untilAnswers(child, `http://127.0.0.1:${port}/readyz`);
    const answersS = seconds();
    await untilAnswers(child, `http://127.0.0.1:${port}/en/`);
    return { answersS, pagesS: seconds() };
  } finally {
    await end(child);
  }
}
