import { assert } from '@ovoz/basics';
import { type BallotRefusal, verifyBallot } from '../ballots/verify-ballot.ts';
import { ciphertextJson } from '../objects/group-objects.ts';
import { parseBallot } from '../objects/ballot.ts';
import { type EncryptedTally, parseEncryptedTally } from '../objects/tally-objects.ts';
import type { Platform } from '../platform.ts';
import { tallyBuilder } from '../tally/encrypted-tally.ts';
import type { Setup } from './setup.ts';

export type BallotVerdict =
  | { readonly ok: true; readonly credential: string }
  | { readonly ok: false; readonly refusal: BallotRefusal };

/** The work on ballots that can be shared out: texts go in, texts and verdicts come out. */
export type BallotWork = {
  verify(texts: readonly string[]): Promise<readonly BallotVerdict[]>;
  /** The encrypted tally of some ballots that were verified before, as JSON. */
  sum(texts: readonly string[]): Promise<string>;
  /** How many batches are worth having under way. */
  readonly parallel: number;
};

/** Does the work where it is called. */
export function localBallotWork(setup: Setup, platform: Platform): BallotWork {
  const { group, election, fingerprint, key, weights } = setup;
  const credentialOf = (text: string) => (weights.has(text) ? group.parse(text) : null);
  const context = { group, platform, election, fingerprint, key, credentialOf };
  return {
    parallel: 1,
    verify: async (texts) =>
      texts.map((text): BallotVerdict => {
        const verified = verifyBallot(context, text);
        return verified.ok
          ? { ok: true, credential: verified.value.credential }
          : { ok: false, refusal: verified.refusal };
      }),
    sum: async (texts) => {
      const builder = tallyBuilder(group, election);
      for (const text of texts) {
        const ballot = parseBallot(group, election, text);
        const weight = weights.get(ballot.credential);
        assert(weight !== undefined, 'ballots are verified before they are added');
        builder.add(ballot.answers, weight);
      }
      return encryptedTallyText(builder.finish());
    },
  };
}

export function encryptedTallyText(tally: EncryptedTally): string {
  return JSON.stringify(tally.map((row) => row.map(ciphertextJson)));
}

/** How many ballots are worked on at once. */
export const BATCH_BALLOTS = 32;

/** The encrypted tally of all texts, shared out in batches. */
export async function sumBallots(
  { group, election }: Setup,
  work: BallotWork,
  texts: AsyncIterable<string>,
): Promise<EncryptedTally> {
  const builder = tallyBuilder(group, election);
  const underWay: Promise<string>[] = [];
  const settle = async () => {
    const part = await underWay.shift();
    if (part !== undefined) builder.merge(parseEncryptedTally(group, part));
  };
  let batch: string[] = [];
  const send = async () => {
    if (batch.length === 0) return;
    underWay.push(work.sum(batch));
    batch = [];
    if (underWay.length > work.parallel) await settle();
  };
  for await (const text of texts) {
    batch.push(text);
    if (batch.length === BATCH_BALLOTS) await send();
  }
  await send();
  while (underWay.length > 0) await settle();
  return builder.finish();
}
