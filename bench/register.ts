import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { printMachine } from './figures.ts';
import { run as assignment } from './register-assignment.ts';
import { run as duplicates } from './register-duplicates.ts';
import { run as freeze } from './register-freeze.ts';
import { run as generate } from './register-generate.ts';
import { run as load } from './register-load.ts';
import { run as lookup } from './register-lookup.ts';
import { run as print } from './register-print.ts';
import { run as quality } from './register-quality.ts';
import { run as search } from './register-search.ts';

// npm run bench:register [-- generate] [load] [assignment] [duplicates] [quality] [search] [lookup] [freeze] [print]: all
// parts, or those that are named, one after the other.
// --count N: so many voters, 1,000,000 if nothing is said; 20,000,000 takes two hours and 40 GB of disk.
// --keep FOLDER: `load` leaves database and files there, and `search` takes the database that it finds there.
const { positionals: wanted, values } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string', default: '1000000' }, keep: { type: 'string' } },
});
const count = Number(values.count);
const called = process.env['INIT_CWD'] ?? process.cwd();
const kept = values.keep === undefined ? null : resolve(called, values.keep);
const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  generate: () => generate({ count }),
  load: () => load({ count, kept: emptied() }),
  assignment: () => assignment({ count }),
  duplicates: () => duplicates({ count }),
  quality: () => quality({ count }),
  search: () => search({ count, kept }),
  lookup: () => lookup({ count }),
  freeze: () => freeze({ count }),
  print: () => print(),
};

const unknown = wanted.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(
    `There is no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}.`,
  );
  process.exit(2);
}
if (!Number.isSafeInteger(count) || count < 1000) {
  console.error(`--count ${values.count} is no number of voters from 1,000 on.`);
  process.exit(2);
}

printMachine();
for (const [name, measure] of Object.entries(PARTS)) {
  if (wanted.length === 0 || wanted.includes(name)) await measure();
}

/** A first load needs an empty register. */
function emptied(): string | null {
  if (kept === null) return null;
  mkdirSync(kept, { recursive: true });
  for (const name of ['batches', 'database'])
    rmSync(join(kept, name), { recursive: true, force: true });
  return kept;
}
