import { febrl3, febrl4, type Quality } from '../apps/server/testing/febrl-quality.ts';
import { judgeNation } from './register-duplicates.ts';

/** Of Splink's detailed model on the same records, run again: 0.996. */
const FEBRL = [
  { name: 'FEBRL 3, 5,000 records of one list', measure: febrl3, goal: 0.998 },
  { name: 'FEBRL 4, two lists of 5,000', measure: febrl4, goal: 0.999 },
] as const;
const COUNTRIES = ['uzbekistan', 'azerbaijan', 'mongolia'];

/** How good the search for duplicates is: on records that everybody measures by, and on synthetic nations. */
export async function run({ count }: { readonly count: number }): Promise<void> {
  console.log('Quality of the search for duplicates');
  for (const { name, measure, goal } of FEBRL) report(name, await measure(), goal);
  for (const country of COUNTRIES) await judgeNation(count, country);
}

function report(name: string, { precision, recall, f1 }: Quality, goal: number): void {
  const verdict = f1 >= goal ? 'reached' : 'NOT reached';
  console.log(
    `  ${name}: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}, F1 ${f1.toFixed(4)}; goal at least ${goal}: ${verdict}`,
  );
}
