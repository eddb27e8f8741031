// Takes the pictures of the voter list for docs/screens/ from a fresh demonstration:
//   node_modules/.bin/node tests/e2e/take-register-screens.ts
// Look at each of them afterwards: no test sees what is ugly or hard to understand.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../browser/launch-browser.ts';
import { freezeRoll, prepareRegister, printRoll } from './screens/prepare-register.ts';
import { listScenes, rollScenes } from './screens/register-scenes.ts';
import { sampleRoll } from './screens/sample-roll.ts';
import { checkSizes, removePictures, takeFirstPage, takeScene } from './screens/take-scene.ts';
import { startServerProcess } from './stage/server-process.ts';

/** In Latin and in Cyrillic letters. */
const PAPER_LANGUAGES = ['uz-Latn', 'uz-Cyrl', 'ru'] as const;

async function takeAll(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-screens-'));
  const server = await startServerProcess(join(folder, 'data'), join(folder, 'server.log'));
  const browser = await launchBrowser();
  try {
    const papers = await prepareRegister(browser, server.origin);
    removePictures('register');
    for (const scene of listScenes(papers)) await takeScene(browser, server.origin, scene);
    const station = await freezeRoll(browser, server.origin);
    for (const language of PAPER_LANGUAGES) {
      keepPaper(language, await printRoll(browser, server.origin, { station, language }));
    }
    keepPaper('mn', await sampleRoll('mongolia', 'mn'));
    for (const scene of rollScenes(papers, station)) await takeScene(browser, server.origin, scene);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  checkSizes();

  function keepPaper(language: string, pdf: Buffer): void {
    const file = join(folder, `${language}.pdf`);
    writeFileSync(file, pdf);
    takeFirstPage(file, `paper-roll-${language.toLowerCase()}-page`);
  }
}

await takeAll();
