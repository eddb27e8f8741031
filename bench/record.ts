import { parseArgs } from 'node:util';
import { printMachine } from './figures.ts';
import { measureThroughput } from './record-throughput.ts';
import { measureTree } from './record-tree.ts';

// npm run bench:record [-- tree] [throughput]: all parts, or those that are named.
const PARTS = {
  tree: measureTree,
  throughput: measureThroughput,
};

const wanted = parseArgs({ allowPositionals: true }).positionals;
const unknown = wanted.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(
    `There is no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}.`,
  );
  process.exit(2);
}
printMachine();
for (const [name, measure] of Object.entries(PARTS)) {
  if (wanted.length === 0 || wanted.includes(name)) await measure();
}
