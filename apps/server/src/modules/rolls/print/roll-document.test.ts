import assert from 'node:assert/strict';
import { test } from 'node:test';
import { present } from '@ovoz/basics';
import { loadCountryPacks } from '../../geography/public.ts';
import { type PrintContext, rollDocument } from './roll-document.ts';

const AT = new Date('2026-12-24T08:00:00.000Z');
const ROOT = Buffer.alloc(32, 7);
const STATION = {
  station: '2',
  voters: 3,
  abroad: 0,
  root: ROOT,
  name: 'Bahor maktabi',
  address: 'Navoiy koʻchasi, 7-uy',
};

function contextIn(language: string): PrintContext {
  const { pack } = present(loadCountryPacks().get('uzbekistan'), 'the pack');
  return {
    roll: {
      id: 1,
      election: 'uzbekistan-2026-12-27-training',
      pack: 'uzbekistan',
      geography: 1,
      mode: 'training',
      votingDay: '2026-12-27',
      approvedAt: AT,
      status: 'frozen',
      selectedAt: AT,
      stations: 1,
      voters: 3,
      excluded: 0,
      root: ROOT,
      frozenAt: AT,
    },
    definition: { title: { en: 'Elections', 'uz-Latn': 'Saylovlar', ru: 'Выборы' } },
    pack,
    language,
    print: '00000000-0000-4000-8000-000000000000',
  };
}

test('a roll says how many voters of its station vote abroad, where there are any', () => {
  const countsOf = (abroad: number, language: string) =>
    rollDocument(contextIn(language), { ...STATION, abroad }, []).counts;
  assert.equal(
    countsOf(12, 'en'),
    'Voters on the roll: 3 · Voters of this station who vote abroad: 12',
  );
  assert.equal(countsOf(0, 'en'), 'Voters on the roll: 3');
  assert.match(countsOf(12, 'ru'), /голосующих за рубежом: 12$/);
});

test('in Uzbek Cyrillic the head is in its letters, and SHA-256 stays', () => {
  const roll = rollDocument(contextIn('uz-Cyrl'), STATION, []);
  assert.deepEqual(
    [roll.country, roll.station, roll.place],
    ['Ўзбекистон', 'Баҳор мактаби', 'Навоий кўчаси, 7-уй'],
  );
  assert.match(roll.election, /^Сайловлар · /);
  assert.match(roll.root, /\(SHA-256\): 0707/);
  const russian = rollDocument(contextIn('ru'), STATION, []);
  assert.deepEqual([russian.country, russian.station], ['Узбекистан', 'Bahor maktabi']);
});
