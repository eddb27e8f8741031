import { readFileSync } from 'node:fs';
import { launchBrowser } from '../tests/browser/launch-browser.ts';
import { bundleProgram, serveProgram } from '../tests/browser/serve-program.ts';
import { median, printFigure } from './figures.ts';

const PROGRAM = new URL('../tests/ballot-box/voting-page.ts', import.meta.url);
const BALLOTS = 50;
/** Lighthouse’s for a phone. */
const PHONE_SLOWDOWN = 4;

/**
 * Milliseconds in Chromium from a vote to a ballot that can be sent: encrypted, proved, signed. The page has read
 * and verified the election before, as a booth does while the voter reads the questions.
 * @param archive of an election of 10 answers plus blank in Ed25519.
 * @param credentials the file of the registrar, of which the first is used.
 */
export async function measureBrowser(archive: string, credentials: string): Promise<void> {
  const script = await bundleProgram(PROGRAM);
  const { origin, close } = await serveProgram(script, () => readFileSync(archive));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(origin);
    await page.evaluate(`votingPage.verify('/archive.bel', null)`);
    const [credential = ''] = readFileSync(credentials, 'utf8').trim().split('\n');
    const choices = [Array.from({ length: 11 }, (_, place) => (place === 3 ? 1 : 0))];
    const line = JSON.stringify([credential.split(' ')[1], choices, BALLOTS]);
    const measure = () => page.evaluate<number[]>(`votingPage.time(...${line})`);
    const [first = Number.NaN, ...others] = await measure();
    const what = `create a ballot in Chromium ${browser.version()}, Ed25519, 10 answers plus blank`;
    printFigure({ what, value: median(others), unit: 'ms', goal: { most: 60 } });
    printFigure({ what: 'the first, with the start of libsodium', value: first, unit: 'ms' });
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: PHONE_SLOWDOWN });
    const slow = median(await measure());
    const onPhone = `the same with the CPU ${PHONE_SLOWDOWN} times slower, as on a phone`;
    printFigure({ what: onPhone, value: slow, unit: 'ms' });
  } finally {
    await browser.close();
    close();
  }
}
