import assert from 'node:assert/strict';
import { test } from 'node:test';
import { present } from '@ovoz/basics';
import { LANGUAGES } from '@ovoz/ui/messages';
import { ADDRESS_WORDS, type AddressData, type AddressWord } from '../site/address-data.ts';
import { fixtureElection } from '../testing/fixture-election.ts';
import { stationCard } from './station-card.ts';

const { station } = present(fixtureElection(1, 1, 1).stations[0], 'the fixture has a station');
const DIRECTIONS = {
  en: 'Second <door>',
  'uz-Latn': 'Ikkinchi eshik',
  ru: 'Второй вход',
};

function dataIn(tag: string): AddressData {
  const language = present(
    LANGUAGES.find((one) => one.tag === tag),
    'a language of the site',
  );
  // Every key stands for itself.
  const words = Object.fromEntries(ADDRESS_WORDS.map((key) => [key, key])) as Record<
    AddressWord,
    string
  >;
  return {
    language,
    words,
    folder: '/',
    stations: '/',
    territories: {},
    pages: {},
    languageNames: {},
  };
}

function cardIn(tag: string, shown: typeof station): string {
  const locality = { locality: 'Bogʻ', centre: null };
  return stationCard(dataIn(tag), shown, locality, undefined).text;
}

test('the card of a station says how its door is found, in the language of the page', () => {
  const told = { ...station, directions: DIRECTIONS };
  const said = (tag: string) =>
    /<dt>station\.directions<\/dt><dd>(.*?)<\/dd>/.exec(cardIn(tag, told))?.[1];
  assert.equal(said('ru'), '<span lang="ru">Второй вход</span>');
  assert.equal(said('uz-Latn'), '<span lang="uz-Latn">Ikkinchi eshik</span>');
  assert.equal(said('uz-Cyrl'), '<span lang="uz-Latn">Ikkinchi eshik</span>');
  assert.equal(said('mn'), '<span lang="en">Second &lt;door&gt;</span>');
});

test('where nobody wrote how the door is found, the card has no row for it', () => {
  const { directions: _, ...untold } = { ...station, directions: DIRECTIONS };
  assert.ok(!cardIn('ru', untold).includes('station.directions'));
  assert.ok(cardIn('ru', untold).includes('station.hours'));
});
