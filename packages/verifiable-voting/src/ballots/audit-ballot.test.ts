import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeElection, platform } from '../../testing/small-election.ts';
import { Malformed } from '../objects/shape.ts';
import { isOpeningOf, parseOpenedBallot } from './audit-ballot.ts';

const { ballots, setup } = await makeElection('homomorphic');
const [made] = ballots;
assert.ok(made);
const { text, opening } = made;
const isShown = (one: string) => {
  const opened = parseOpenedBallot(one);
  return isOpeningOf(setup.group, platform, setup.election, opened.ballot, opened.opening);
};
const written = (changed: object) =>
  JSON.stringify({ ballot: text, opening: { ...opening, ...changed } });

test('what one device opens, another reads', () => {
  assert.equal(isShown(written({})), true);
});

test('an opening is refused whatever in it a hostile device altered', () => {
  const [[, ...others] = []] = opening.randomness;
  for (const wrong of [
    { vote: [[0, 1, 0]] },
    { vote: [[0, 1, 2]] },
    { vote: [] },
    { vote: [[0, 1]] },
    { randomness: [] },
    { randomness: [others] },
    { randomness: [['-1', ...others]] },
    { randomness: [[String(setup.group.order), ...others]] },
    { tracker: 'x' },
  ]) {
    assert.equal(isShown(written(wrong)), false, JSON.stringify(wrong));
  }
  for (const ballot of ['', '{}', `${text} `]) {
    assert.equal(isShown(JSON.stringify({ ballot, opening })), false, ballot);
  }
});

test('what is no opened ballot is refused with its place', () => {
  const notOpened = [
    '',
    'hello',
    '[]',
    '{}',
    'null',
    JSON.stringify({ ballot: text }),
    ` ${written({})}`,
  ];
  for (const one of [
    ...notOpened,
    written({ vote: [[0.5, 1, 0]] }),
    written({ vote: [[-1, 1, 1]] }),
    written({ vote: [['0', '1', '1']] }),
    written({ vote: 7 }),
    written({ randomness: [[1, 2, 3]] }),
    written({ tracker: null }),
    written({ note: 'x' }),
  ]) {
    assert.throws(() => parseOpenedBallot(one), Malformed, one);
  }
});
