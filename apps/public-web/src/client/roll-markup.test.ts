import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PublishedRolls, PublishedSupplements } from '@ovoz/contract';
import { LANGUAGES } from '@ovoz/ui/messages';
import { siteCatalogues } from '../site/messages.ts';
import { ROLL_WORDS, type RollData, type RollWord } from '../site/roll-data.ts';
import { rollMarkup, stationsMarkup } from './roll-markup.ts';

const english = LANGUAGES.find(({ tag }) => tag === 'en');
assert.ok(english);
const words = Object.fromEntries(ROLL_WORDS.map((key) => [key, siteCatalogues.en[key]]));
const data: RollData = {
  folder: '/published/elections/x/',
  language: english,
  timeZone: 'Asia/Tashkent',
  // Every key is there by construction.
  words: words as Record<RollWord, string>,
};
const head = {
  format: 1,
  election: 'x',
  mode: 'training',
  voters: 150_000,
  signature: { key: '0'.repeat(64), publicKey: '', value: '' },
} as const;
const rolls: PublishedRolls = {
  ...head,
  frozenAt: '2026-12-22T05:00:00.000Z',
  excluded: { 'under-age': 12, unplaced: 3, 'a-later-reason': 1 },
  root: 'ab'.repeat(32),
  stations: Array.from({ length: 150 }, (_, index) => ({
    station: String(index + 1),
    voters: 1000,
    root: String(index + 1).padStart(64, '0'),
  })),
};
const supplements: PublishedSupplements = {
  ...head,
  asOf: '2026-12-25T09:30:00.000Z',
  supplements: 34,
  stations: [
    {
      station: '7',
      voters: 1000,
      supplements: 2,
      reasons: { certificate: 2 },
      remarkable: false,
      struck: 1,
      version: 3,
      root: '7'.repeat(64),
    },
    {
      station: '140',
      voters: 1000,
      supplements: 32,
      reasons: { certificate: 1, 'court-decision': 31 },
      remarkable: true,
      struck: 0,
      version: 32,
      root: '8'.repeat(64),
    },
  ],
};
const textOf = ({ text }: { readonly text: string }) =>
  text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

test('the root stands there whole, with additions by reason and where they are unusual', () => {
  const text = textOf(rollMarkup({ rolls, supplements }, data));
  assert.ok(text.includes('ab'.repeat(32)));
  assert.match(text, /Frozen 22 December 2026, 10:00/);
  assert.match(
    text,
    /Added after the freeze Count: 34 .*Certificate to vote elsewhere 3 Decision of a court 31/,
  );
  assert.match(text, /As of 25 December 2026, 14:30/);
  assert.match(text, /unusually many additions.*: 1 № 140: 32/);
  assert.match(text, /on no roll Count: 16 .*Under age on voting day 12 .*a-later-reason 1/);
});

test('before anything was added it says so, as of the freeze', () => {
  const text = textOf(rollMarkup({ rolls, supplements: null }, data));
  assert.match(text, /Nobody was added\. As of 22 December 2026/);
});

test('a phone gets a hundred stations, and a number finds the others', () => {
  const files = { rolls, supplements };
  const all = stationsMarkup(files, data, '');
  assert.equal(all.text.match(/<tr><th scope="row">/g)?.length, 100);
  assert.match(textOf(all), /100 of 150 stations/);
  const found = textOf(stationsMarkup(files, data, ' 140 '));
  assert.match(found, /140 1,000 32 unusual 0+140/);
  assert.match(textOf(stationsMarkup(files, data, '<b>')), /No station has this number/);
});
