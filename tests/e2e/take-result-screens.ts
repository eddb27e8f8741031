// Takes the pictures of the count and its results for docs/screens/:
//   node_modules/.bin/node tests/e2e/take-result-screens.ts
// It plays a small drill and takes pictures in the middle of its night and on the morning after; papers are
// keyed in an ordinary demonstration. It takes about seven minutes.
// `--only evening` or `--only night` takes a part, `--finished FOLDER` the morning after a drill of 600
// stations and seed 7 that left that folder (`--out`).
// Look at each of them afterwards: no test sees what is ugly or hard to understand.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../browser/launch-browser.ts';
import { playNight, wakeAfterNight } from './screens/played-night.ts';
import { prepareKeying } from './screens/keyed-evening.ts';
import { keyingScenes } from './screens/result-scenes.ts';
import { checkSizes, removePictures, takeScene } from './screens/take-scene.ts';
import { startServerProcess } from './stage/server-process.ts';
import { ELECTION } from './stage/stage.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, finished: { type: 'string' } },
});

async function takeAll(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-screens-'));
  const browser = await launchBrowser();
  try {
    const { only, finished } = values;
    if (finished !== undefined) return await wakeAfterNight(browser, finished);
    if (only === undefined) removePictures('results');
    if (only !== 'night') await takeEvening(join(folder, 'evening'));
    if (only !== 'evening') await playNight(browser, join(folder, 'night'));
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
  checkSizes();

  async function takeEvening(place: string): Promise<void> {
    const server = await startServerProcess(place, join(folder, 'evening.log'));
    try {
      const keying = await prepareKeying(browser, server.origin);
      for (const scene of keyingScenes(ELECTION, keying)) {
        await takeScene(browser, server.origin, scene);
      }
    } finally {
      await server.stop();
    }
  }
}

await takeAll();
