import { parseArgs } from 'node:util';
import { printMachine } from './figures.ts';
import { measureOperators } from './results-operators.ts';
import { measurePackages } from './results-packages.ts';
import { measurePublication } from './results-publication.ts';
import { measureTabulation } from './results-tabulation.ts';

// npm run bench:results [-- packages] [tabulation] [publication] [operators]: all parts, or those that are named.
const PARTS = {
  packages: measurePackages,
  tabulation: measureTabulation,
  publication: measurePublication,
  operators: measureOperators,
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
