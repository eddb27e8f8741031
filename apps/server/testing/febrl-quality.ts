import type { MatchingSetup } from '@ovoz/voter-register';
import { fullPass } from '../src/modules/duplicates/engine/full-pass.ts';
import { incomingLine, openIncoming } from '../src/modules/duplicates/engine/incoming.ts';
import { openMatching } from '../src/modules/duplicates/engine/matching-database.ts';
import { buildPopulation } from '../src/modules/duplicates/engine/population.ts';
import { type FebrlRecord, febrlSetup, readFebrl } from './febrl.ts';

export type Quality = { readonly precision: number; readonly recall: number; readonly f1: number };

/** Data set 3 of Febrl: one list with up to five duplicates a person. */
export function febrl3(): Promise<Quality> {
  const records = readFebrl('dataset3.csv');
  return quality(febrlSetup(null), records, countTruePairs(records));
}

/** Data set 4 of Febrl: two lists to be joined. */
export function febrl4(): Promise<Quality> {
  const records = ['dataset4a.csv', 'dataset4b.csv'].flatMap((name) =>
    readFebrl(name).map((record) => ({ ...record, values: { ...record.values, source: name } })),
  );
  return quality(febrlSetup('source'), records, countTruePairs(records));
}

const LIMITS = { threads: 2, memoryMb: 1024, temporary: null, anew: true };

/** Precision, recall and F1 of the pairs at weight 0 or more, with no threshold chosen by hand. */
async function quality(
  setup: MatchingSetup,
  records: readonly FebrlRecord[],
  truePairs: number,
): Promise<Quality> {
  const matching = await openMatching(':memory:', LIMITS);
  try {
    const incoming = await openIncoming(matching, setup);
    const lines = records.map(({ values }, id) =>
      incomingLine(
        id,
        setup.columns.map(({ name }) => values[name] ?? ''),
      ),
    );
    await incoming.append(lines.join('\n'));
    await incoming.finish();
    await buildPopulation(matching, setup);
    await fullPass(matching, setup, { floor: 0, chunks: 2, onProgress: async () => {} });
    const pairs = (await matching.rows('select a::integer as a, b::integer as b from pairs')) as {
      a: number;
      b: number;
    }[];
    const found = pairs.filter(({ a, b }) => records[a]?.person === records[b]?.person).length;
    const precision = found / pairs.length;
    const recall = found / truePairs;
    return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
  } finally {
    matching.close();
  }
}

/** Pairs of records that are about the same person. */
function countTruePairs(records: readonly FebrlRecord[]): number {
  const sizes = new Map<string, number>();
  for (const { person } of records) sizes.set(person, (sizes.get(person) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}
