import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { PublishedFileRefusal } from './checked-json.ts';
import { readClientAssets } from './client-assets.ts';
import { LiveRenderer } from './live-renderer.ts';

const USAGE = 'usage: live.js --published <folder of published files> --out <folder of the site>';

/**
 * Keeps the pages of results in step with the published files until standard input ends. Each line of
 * input is JSON: `{"election":"…","changed":["nation","territories/1703",…]}`. Each line of output is JSON:
 * `{"rendered":18,"ms":140,"waiting":3}`, `waiting` areas still to come. A line that cannot be understood
 * and a file that is not as it should be are named on standard error; that page stays as it was.
 */
async function main(): Promise<void> {
  const options = { published: { type: 'string' }, out: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  if (values.published === undefined || values.out === undefined) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  const renderer = await LiveRenderer.open({
    published: values.published,
    folder: values.out,
    assets: readClientAssets(join(import.meta.dirname, '..', 'client')),
    now: Date.now,
    report: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
    complain: (reason) => process.stderr.write(`${reason}\n`),
  });
  // What changed while this program did not run.
  await renderer.findOutdated();
  const work = renderer.run();
  for await (const line of createInterface({ input: process.stdin })) renderer.take(line);
  renderer.end();
  await work;
}

try {
  await main();
} catch (error) {
  const isOperators =
    error instanceof PublishedFileRefusal ||
    (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
  if (!isOperators) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
