// Takes the pictures of docs/screens/ from a fresh demonstration:
//   node_modules/.bin/node tests/e2e/take-screens.ts
// Those of the count and its results are taken by take-result-screens.ts, those of the voter list by
// take-register-screens.ts.
// Look at each of them afterwards: no test sees what is ugly or hard to understand.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../browser/launch-browser.ts';
import { preparePapers } from './screens/prepare-papers.ts';
import { scenesOf } from './screens/scenes.ts';
import { checkSizes, removePictures, takeScene } from './screens/take-scene.ts';
import { startServerProcess } from './stage/server-process.ts';

async function takeAll(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-screens-'));
  const server = await startServerProcess(join(folder, 'data'), join(folder, 'server.log'));
  const browser = await launchBrowser();
  try {
    const papers = await preparePapers(browser, server.origin);
    removePictures('preparation');
    for (const scene of scenesOf(papers)) await takeScene(browser, server.origin, scene);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  checkSizes();
}

await takeAll();
