import { estimateModel, type MatchingModel, type MatchingSetup } from '@ovoz/voter-register';
import type { Matching } from './matching-database.ts';
import { drawSamples } from './samples.ts';
import { createPairs, scoreRule } from './score.ts';

type PassOptions = {
  /** Pairs below this weight are not kept. */
  readonly floor: number;
  /** Into how many parts a rule's pairs are cut, so that memory suffices. */
  readonly chunks: number;
  readonly onProgress: (step: 'learning' | 'scoring', done: number) => Promise<void>;
};

/** Learns the model from the population and scores every pair that a rule brings together, into `pairs`. */
export async function fullPass(
  matching: Matching,
  setup: MatchingSetup,
  { floor, chunks, onProgress }: PassOptions,
): Promise<MatchingModel> {
  await onProgress('learning', 0);
  const model = estimateModel(setup, await drawSamples(matching, setup));
  await createPairs(matching, setup);
  const parts = setup.blocking.length * chunks;
  for (let part = 0; part < parts; part += 1) {
    await onProgress('scoring', part / parts);
    const rule = Math.floor(part / chunks);
    await scoreRule(matching, setup, model, { rule, chunk: part % chunks, chunks, floor });
  }
  return model;
}
