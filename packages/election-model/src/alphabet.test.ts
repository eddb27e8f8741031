import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareByAlphabet, sortByAlphabet } from './alphabet.ts';

const UZBEK = [...Array.from('ABDEFGHIJKLMNOPQRSTUVXYZ'), 'Oʻ', 'Gʻ', 'Sh', 'Ch', 'Ng'];
const AZERBAIJANI = Array.from('ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ');
const KAZAKH = Array.from('АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ');

function sorted(alphabet: readonly string[], names: readonly string[]): readonly string[] {
  return names.toSorted(compareByAlphabet(alphabet));
}

test('names stand in the order of their alphabet', () => {
  const cases: readonly [readonly string[], readonly string[]][] = [
    [
      UZBEK,
      ['Azimov', 'Hakimov', 'Oripov', 'Zokirov', 'Oʻrinov', 'Gʻaniyev', 'Sharipov', 'Choriyev'],
    ],
    [UZBEK, ['Saidov', 'Sobirov', 'Tursunov', 'Shodiyev']],
    [UZBEK, ['Isʼhoqov', 'Isoqov', 'Ishoqov']],
    [AZERBAIJANI, ['Eldar', 'Əli', 'Fərid', 'Həsən', 'Xəyal', 'Ilqar', 'İlham', 'Qasım', 'Leyla']],
    [AZERBAIJANI, ['ILQAR', 'ılqar b', 'İlham', 'ilham b']],
    [KAZAKH, ['Асқар', 'Әлия', 'Ғани', 'Қанат', 'Нұрлан', 'Өмір', 'Ұлан', 'Үміт', 'Ілияс']],
  ];
  for (const [alphabet, names] of cases) {
    assert.deepEqual(sorted(alphabet, names.toReversed()), names);
  }
});

test('case and the kind of apostrophe do not move a name', () => {
  const compare = compareByAlphabet(UZBEK);
  for (const sign of ['`', '\u2018', '\u2019', '\u02BB', '\u02BC', "'"]) {
    assert.equal(compare(`O${sign}rinov`, 'Zokirov'), 1, sign);
    assert.equal(compare(`o${sign}rinov A`, `O\u02BBrinov B`), -1, sign);
  }
  assert.equal(compare('karimov a', 'KARIMOV B'), -1);
});

test('spaces come before letters, so that a surname comes before a longer one', () => {
  assert.deepEqual(sorted(UZBEK, ['Alibekov A', 'Ali Zafar', 'Ali-Akbar', '1-maktab']), [
    '1-maktab',
    'Ali-Akbar',
    'Ali Zafar',
    'Alibekov A',
  ]);
});

test('letters that the alphabet does not have come last', () => {
  assert.deepEqual(sorted(UZBEK, ['Wolf', 'Zafar', 'Ömer', 'Ali']), [
    'Ali',
    'Zafar',
    'Wolf',
    'Ömer',
  ]);
});

const anyName = fc.string({
  unit: fc.constantFrom('a', 'B', 'o', 'ʻ', "'", 's', 'h', 'S', 'g', 'w', ' ', '-', '1', 'ж', '😀'),
  maxLength: 6,
});

test('the comparison is a total order', () => {
  const compare = compareByAlphabet(UZBEK);
  fc.assert(
    fc.property(anyName, anyName, anyName, (a, b, c) => {
      assert.equal(compare(a, b), -compare(b, a) + 0);
      assert.equal(compare(a, b) === 0, a === b);
      if (compare(a, b) <= 0 && compare(b, c) <= 0) assert.ok(compare(a, c) <= 0);
    }),
    { numRuns: 2000 },
  );
});

test('rows sort as their texts compare', () => {
  const rows = ['Shokir', 'Soliyev', 'Oʻktam', 'Olim', 'aziz', 'Chori', 'Zafar', 'Shokir'].map(
    (name, index) => ({ name, index }),
  );
  const own = sortByAlphabet(UZBEK, rows, ({ name }) => name);
  const compare = compareByAlphabet(UZBEK);
  assert.deepEqual(
    own,
    rows.toSorted((a, b) => compare(a.name, b.name)),
  );
});
