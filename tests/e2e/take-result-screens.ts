// Takes the pictures of the count and its results for docs/screens/:
//   node_modules/.bin/node tests/e2e/take-result-screens.ts
// It plays a small drill and takes pictures in the middle of its night and on the morning after; papers are
// keyed in an ordinary demonstration. It takes about six minutes. `--only evening`, `--only night` takes a part.
// Look at each of them afterwards: no test sees what is ugly or hard to understand.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../browser/launch-browser.ts';
import { playNight } from './screens/played-night.ts';
import { prepareKeying } from './screens/keyed-evening.ts';
import { keyingScenes } from './screens/result-scenes.ts';
import { checkSizes, removePictures, takeScene } from './screens/take-scene.ts';
import { startServerProcess } from './stage/server-process.ts';
import { ELECTION } from './stage/stage.ts';

const { values } = parseArgs({ options: { only: { type: 'string' } } });

async function takeAll(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-screens-'));
  const browser = await launchBrowser();
  try {
    if (values.only === undefined) removePictures('results');
    if (values.only !== 'night') await takeEvening(join(folder, 'evening'));
    if (values.only !== 'evening') await playNight(browser, join(folder, 'night'));
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
