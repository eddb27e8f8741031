/**
 * Cast or audit (Benaloh, "Simple Verifiable Elections", 2006): before casting, a voter may ask for the opening
 * of the encrypted ballot and check it on a second device. An opened ballot is spoiled and never cast.
 */
import { type Group } from '../groups/group.ts';
import { parseDecimal } from '../numbers.ts';
import { parseBallot } from '../objects/ballot.ts';
import type { Election } from '../objects/election.ts';
import {
  countAt,
  listAt,
  Malformed,
  objectAt,
  parseCanonical,
  stringAt,
} from '../objects/shape.ts';
import type { Platform } from '../platform.ts';
import { type BallotOpening, embedValues, isVote, largestValueOf } from './create-ballot.ts';
import { trackerOf } from './verify-ballot.ts';

/** A ballot that is not cast, with what opens it: what the first device gives to the second. */
export type OpenedBallot = { readonly ballot: string; readonly opening: BallotOpening };

/** Reads what a device wrote that may be hostile. @throws Malformed */
export function parseOpenedBallot(text: string): OpenedBallot {
  return parseCanonical(text, (value) => {
    const one = objectAt(value, '', ['ballot', 'opening']);
    const opening = objectAt(one['opening'], 'opening', ['tracker', 'vote', 'randomness']);
    return {
      ballot: stringAt(one['ballot'], 'ballot'),
      opening: {
        tracker: stringAt(opening['tracker'], 'tracker'),
        vote: listAt(opening['vote'], 'vote', (row, path) => listAt(row, path, countAt)),
        randomness: listAt(opening['randomness'], 'randomness', (row, path) =>
          listAt(row, path, stringAt),
        ),
      },
    };
  });
}

/**
 * Whether an opening shows what is in the ballot. The second device must compare the vote in the opening with
 * what the voter chose; everything here is public, so the fast arithmetic may be used.
 */
export function isOpeningOf(
  group: Group,
  platform: Platform,
  election: Election,
  text: string,
  { tracker, vote, randomness }: BallotOpening,
): boolean {
  if (tracker !== trackerOf(platform, text)) return false;
  if (!isVote(election, vote, largestValueOf(group))) return false;
  const y = group.parse(election.publicKey);
  const answers = answersOf(group, election, text);
  if (y === null || answers === null) return false;
  return answers.every((answer, index) => {
    if (answer.kind === 'lists') return false;
    const values = vote[index] ?? [];
    const ciphertexts = answer.kind === 'homomorphic' ? answer.choices : [answer.choices];
    const messages =
      answer.kind === 'homomorphic'
        ? values.map((value) => group.power(group.generator, BigInt(value)))
        : [embedValues({ group }, values)];
    if (messages.length !== ciphertexts.length) return false;
    return ciphertexts.every(({ alpha, beta }, i) => {
      const r = parseDecimal(randomness[index]?.[i], group.order);
      const message = messages[i];
      if (r === null || message === undefined) return false;
      const expected = group.multiply(group.power(y, r), message);
      return group.power(group.generator, r).text === alpha.text && expected.text === beta.text;
    });
  });
}

function answersOf(group: Group, election: Election, text: string) {
  try {
    return parseBallot(group, election, text).answers;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}
