import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finderStreets } from './finder-streets.ts';
import { sizeFinding } from './sizes.ts';

const compare = (a: string, b: string) => a.localeCompare(b);

test('houses are named only where a street is split between stations', () => {
  const streets = finderStreets(
    [
      { street: 'Temur', house: '1', station: '4' },
      { street: 'Temur', house: '2', station: '4' },
      { street: 'Navoiy', house: '10A', station: '4' },
      { street: 'Navoiy', house: '10', station: '5' },
      { street: 'Navoiy', house: '2', station: '5' },
      { street: 'Navoiy', house: '2', station: '5' },
    ],
    compare,
  );
  assert.deepEqual(streets, [
    {
      street: 'Navoiy',
      houses: [
        ['2', '5'],
        ['10', '5'],
        ['10A', '4'],
      ],
    },
    { street: 'Temur', station: '4' },
  ]);
});

test('a house of two stations names both', () => {
  const streets = finderStreets(
    ['4', '5'].map((station) => ({ street: 'Temur', house: '1', station })),
    compare,
  );
  assert.deepEqual(streets, [
    {
      street: 'Temur',
      houses: [
        ['1', '4'],
        ['1', '5'],
      ],
    },
  ]);
});

test('the size of a station is judged by the limits of the law, both of them allowed', () => {
  const limits = { minimum: 20, maximum: 3000 };
  const judged = [0, 19, 20, 3000, 3001].map((voters) =>
    sizeFinding({ station: '1', addresses: 5, voters }, limits),
  );
  assert.deepEqual(judged, [
    'station-too-small',
    'station-too-small',
    null,
    null,
    'station-too-large',
  ]);
  const empty = { station: '1', addresses: 0, voters: 0 };
  assert.equal(sizeFinding(empty, limits), 'station-without-addresses');
});
