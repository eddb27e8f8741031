import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { printMachine } from './figures.ts';
import { nationalRecord } from './national-record.ts';
import { measureBrowser } from './record-browser.ts';
import { measureThroughput } from './record-throughput.ts';
import { measureTree } from './record-tree.ts';
import { measureVerify } from './record-verify.ts';

// npm run bench:record [-- tree] [throughput] [verify] [browser]: all parts, or those that are named.
// --record FOLDER keeps the national record that is verified there, or takes the one that is there already.
// --stations N: only so many stations send their protocols, for a try.
const PARTS = { tree: measureTree, throughput: measureThroughput };
const ON_RECORD = { verify: measureVerify, browser: measureBrowser };
const NAMES = [...Object.keys(PARTS), ...Object.keys(ON_RECORD)];

const { positionals: wanted, values } = parseArgs({
  allowPositionals: true,
  options: { record: { type: 'string' }, stations: { type: 'string', default: '1000000' } },
});
const unknown = wanted.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; there are ${NAMES.join(', ')}.`);
  process.exit(2);
}
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);

printMachine();
for (const [name, measure] of Object.entries(PARTS)) {
  if (isWanted(name)) await measure();
}
const onRecord = Object.entries(ON_RECORD).filter(([name]) => isWanted(name));
if (onRecord.length > 0) {
  await onNationalRecord(async (site) => {
    for (const [, measure] of onRecord) await measure(site);
  });
}

async function onNationalRecord(work: (site: string) => Promise<void>): Promise<void> {
  const kept = values.record;
  const folder =
    kept === undefined
      ? mkdtempSync(join(tmpdir(), 'ovoz-bench-'))
      : resolve(process.env['INIT_CWD'] ?? process.cwd(), kept);
  try {
    await work(await nationalRecord(folder, Number(values.stations)));
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true, force: true });
  }
}
