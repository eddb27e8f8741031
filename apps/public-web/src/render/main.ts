import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PublishedFileRefusal } from './checked-json.ts';
import { readClientAssets } from './client-assets.ts';
import { readPublished } from './read-published.ts';
import { renderSite } from './render-site.ts';

const USAGE = 'usage: main.js --published <folder of published files> --out <folder of the site>';
/** A line for each page would be two thousand lines. */
const PROGRESS_EVERY_MS = 200;

/**
 * Renders the public pages. Each line on standard output is JSON: `{"done":n,"total":m}` while it goes
 * on, and `{"written":…,"unchanged":…,"removed":…,"ms":…}` at the end. Ends with 2 when it was called
 * wrongly or a published file is not as it should be; then the site is as before.
 */
async function main(): Promise<void> {
  const options = { published: { type: 'string' }, out: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  if (values.published === undefined || values.out === undefined) return refuse(USAGE);
  const startedMs = performance.now();
  const report = await renderSite({
    site: await readPublished(values.published),
    published: values.published,
    assets: readClientAssets(join(import.meta.dirname, '..', 'client')),
    folder: values.out,
    nowMs: Date.now(),
    onProgress: reportProgress(),
  });
  say({ ...report, ms: Math.round(performance.now() - startedMs) });
}

function reportProgress(): (done: number, total: number) => void {
  let lastMs = 0;
  return (done, total) => {
    const nowMs = performance.now();
    if (done < total && nowMs - lastMs < PROGRESS_EVERY_MS) return;
    lastMs = nowMs;
    say({ done, total });
  };
}

function say(line: Readonly<Record<string, number>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function refuse(reason: string): void {
  process.stderr.write(`${reason}\n`);
  process.exitCode = 2;
}

try {
  await main();
} catch (error) {
  const isOperators =
    error instanceof PublishedFileRefusal ||
    (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
  if (!isOperators) throw error;
  refuse(error.message);
}
