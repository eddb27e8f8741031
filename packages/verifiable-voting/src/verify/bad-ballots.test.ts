import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeElection, platform, signedBallot } from '../../testing/small-election.ts';
import { localBallotWork } from './ballot-work.ts';

const election = await makeElection('homomorphic');
const { setup, secrets, voters } = election;
const { group } = setup;
const q = group.order;
const p = 2n ** 255n - 19n;
const hex = (value: bigint) => value.toString(16).padStart(64, '0');

/** What must not be taken for the text of an element in a ballot. */
const ELEMENTS = {
  'of order 2': hex(p - 1n),
  'of order 4': hex(0n),
  'of order 8': '7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd83d3d706a17c7',
  'off the curve': hex(2n),
  'not reduced': hex(p + 1n),
  neutral: hex(1n),
  generator: group.generator.text,
  'too short': '00',
  empty: '',
};

/** What must not be taken for a challenge or response. */
const SCALARS = {
  zero: () => '0',
  'q itself': () => String(q),
  'more by q': (text: string) => String(BigInt(text) + q),
  'a leading zero': (text: string) => `0${text}`,
  'a sign': (text: string) => `+${text}`,
  negative: (text: string) => `-${text}`,
  'more by 1': (text: string) => String((BigInt(text) + 1n) % q),
  'a blank': (text: string) => `${text} `,
  'not a decimal': () => '1e3',
};

type Json = { [key: string]: Json } | Json[] | string;

/** A copy of a value for each text in it and each of its replacements. */
function* replaced(
  value: Json,
  replacementsOf: (text: string) => readonly string[],
): Generator<Json> {
  if (typeof value === 'string') yield* replacementsOf(value);
  else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      for (const one of replaced(item, replacementsOf)) yield value.with(i, one);
    }
  } else {
    for (const [key, item] of Object.entries(value)) {
      for (const one of replaced(item, replacementsOf)) yield { ...value, [key]: one };
    }
  }
}

type BallotJson = { answers: AnswerJson[]; signature?: Json } & { [key: string]: Json };
type AnswerJson = {
  choices: Json[];
  individual_proofs: Json[][];
  overall_proof: Json[];
  blank_proof: Json[];
};

const [own, , other] = election.ballots.map(({ text }) => JSON.parse(text) as BallotJson);
assert.ok(own && other);
const [credential = secrets.small(0)] = voters;
const work = localBallotWork(setup, platform);

/** What is said of a ballot that its voter signs, so that the signature is never what is wrong. */
async function codeOf(answers: Json): Promise<string> {
  const { signature: _, ...unsigned } = { ...own, answers };
  const [verdict] = await work.verify([signedBallot(secrets, credential, unsigned)]);
  return verdict === undefined || verdict.ok ? 'admitted' : verdict.refusal.code;
}

test('a ballot that is signed again as it was is admitted', async () => {
  assert.equal(await codeOf(own.answers), 'admitted');
});

test('elements that are not of the group, or not the right ones, are refused', async () => {
  const isElement = (text: string) => /^[0-9a-f]{64}$/.test(text);
  const wrong = (text: string) => (isElement(text) ? Object.values(ELEMENTS) : []);
  const codes = new Map<string, number>();
  for (const answers of replaced(own.answers, wrong)) {
    const code = await codeOf(answers);
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  // 6 elements; 4 that are none, 3 of small order, 2 members.
  assert.deepEqual(Object.fromEntries(codes), {
    'ballot-element-outside-group': 18,
    'ballot-malformed': 24,
    'ballot-proof-wrong': 12,
  });
});

test('challenges and responses that are not canonical, or not the right ones, are refused', async () => {
  const isScalar = (text: string) => /^[0-9]{70,}$/.test(text);
  const answers = own.answers.slice(0, 1);
  for (const [what, alter] of Object.entries(SCALARS)) {
    const isCanonical = what === 'zero' || what === 'more by 1';
    let tried = 0;
    for (const altered of replaced(answers, (text) => (isScalar(text) ? [alter(text)] : []))) {
      const expected = isCanonical ? 'ballot-proof-wrong' : 'ballot-malformed';
      assert.equal(await codeOf(altered), expected, what);
      tried++;
    }
    assert.ok(tried > 15, `${tried}`);
  }
});

test('swapped proofs, ciphertexts and answers are refused', async () => {
  const [mine] = own.answers;
  const [theirs] = other.answers;
  assert.ok(mine && theirs);
  const [first = [], second = [], third = []] = mine.individual_proofs;
  const swaps: Record<string, Partial<AnswerJson>> = {
    'proofs of two answers': { individual_proofs: [first, third, second] },
    'both halves of a proof': { individual_proofs: [first.toReversed(), second, third] },
    'overall and blank proof': { overall_proof: mine.blank_proof, blank_proof: mine.overall_proof },
    'halves of the overall proof': { overall_proof: mine.overall_proof.toReversed() },
    'halves of the blank proof': { blank_proof: mine.blank_proof.toReversed() },
    'two ciphertexts': { choices: mine.choices.toReversed() },
    'two ciphertexts with their proofs': {
      choices: mine.choices.toReversed(),
      individual_proofs: mine.individual_proofs.toReversed(),
    },
    'the proofs of another ballot': { individual_proofs: theirs.individual_proofs },
    'the ciphertexts of another ballot': { choices: theirs.choices },
    'the overall proof of another ballot': { overall_proof: theirs.overall_proof },
  };
  for (const [what, part] of Object.entries(swaps)) {
    const answers = [{ ...mine, ...part }] as unknown as Json;
    assert.match(await codeOf(answers), /^ballot-(?:proof-wrong|malformed)$/, what);
  }
  // A ballot of somebody else under one's own credential: a copy of a vote that one does not know.
  assert.equal(await codeOf(other.answers), 'ballot-proof-wrong');
});

test('a credential of the list with the signature of another is refused', async () => {
  const { signature: _, ...unsigned } = other;
  const [verdict] = await work.verify([signedBallot(secrets, credential, unsigned)]);
  const code = verdict === undefined || verdict.ok ? 'admitted' : verdict.refusal.code;
  const isOwn = other['credential'] === own['credential'];
  assert.equal(code, isOwn ? 'admitted' : 'ballot-signature-wrong');
  assert.ok(!isOwn);
});
