import { parseArgs } from 'node:util';
import { launchBrowser } from '../tests/browser/launch-browser.ts';
import { measureAuthorisedRead } from './authorised-read.ts';
import { type DemoServer, startDemo } from './demo-server.ts';
import { printMachine } from './figures.ts';
import { measureFirstLoads } from './first-load.ts';
import { measureStarts } from './start-times.ts';
import { measureStationFinder } from './station-finder.ts';

// npm run bench:platform [-- read] [load] [stations] [start]: all parts, or those that are named.
const ON_DEMO = {
  read: measureAuthorisedRead,
  load: (demo: DemoServer) => inBrowser((browser) => measureFirstLoads(browser, demo)),
  stations: (demo: DemoServer) => inBrowser((browser) => measureStationFinder(browser, demo)),
};
const PARTS = [...Object.keys(ON_DEMO), 'start'];

const wanted = parseArgs({ allowPositionals: true }).positionals;
const unknown = wanted.filter((name) => !PARTS.includes(name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; there are ${PARTS.join(', ')}.`);
  process.exit(2);
}
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);

printMachine();
const onDemo = Object.entries(ON_DEMO).filter(([name]) => isWanted(name));
if (onDemo.length > 0) {
  const demo = await startDemo();
  try {
    for (const [, measure] of onDemo) await measure(demo);
  } finally {
    await demo.stop();
  }
}
if (isWanted('start')) await measureStarts();

async function inBrowser(
  measure: (browser: Awaited<ReturnType<typeof launchBrowser>>) => Promise<void>,
): Promise<void> {
  const browser = await launchBrowser();
  try {
    await measure(browser);
  } finally {
    await browser.close();
  }
}
