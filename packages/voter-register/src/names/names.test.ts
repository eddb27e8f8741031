import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkName, MAX_NAME, NAME_FAULTS } from './check-name.ts';
import { knownTwins } from './known-twins.ts';
import { nameKey } from './name-key.ts';
import { NAME_PROFILES, type NamePart, type NameProfile } from './name-profile.ts';
import { nameSkeleton } from './name-skeleton.ts';

/** Spellings of one name that registers hold side by side. */
const SAME: readonly (readonly [NameProfile, NamePart, ...string[]])[] = [
  ['uzbek', 'surname', 'Joʻrayev', 'Жўраев', "Jo'rayeva", 'Джураев', 'Djuraev', 'Dzhuraev'],
  ['uzbek', 'surname', 'Yoʻldoshev', 'Йўлдошев', 'Юлдашев', 'Yuldashev'],
  ['uzbek', 'surname', 'Abdullayev', 'Абдуллаева', 'Abdulaev', 'Abdullo'],
  ['uzbek', 'given', 'Hasan', 'Ҳасан', 'Хасан', 'Khasan', 'Xasan'],
  ['uzbek', 'given', 'Shohruh', 'Шоҳруҳ', 'Шахрух', 'Shakhrukh', 'Shoxrux'],
  ['uzbek', 'given', 'Qodir', 'Қодир', 'Кадыр', 'Kodir'],
  ['uzbek', 'given', 'Gʻulom', 'Ғулом', 'Гулям', 'Gulom', 'G‘ulom', 'G`ulom'],
  ['uzbek', 'given', 'Elyor', 'Элёр', 'Эльёр'],
  ['uzbek', 'patronymic', 'Karim oʻgʻli', 'Карим ўғли', 'Karimovich', 'Каримовна', 'Karim qizi'],
  ['uzbek', 'patronymic', 'Ali ogli', 'Aliyevich', 'Алиевна', 'Али кизи'],
  ['azerbaijani', 'surname', 'Həsənov', 'Гасанов', 'Hasanova', 'Gasanov'],
  ['azerbaijani', 'surname', 'Cəfərov', 'Джафаров', 'Jafarov', 'CƏFƏROV'],
  ['azerbaijani', 'surname', 'Quliyev', 'Гулиев', 'Кулиева', 'Guliyev'],
  ['azerbaijani', 'given', 'İsmayıl', 'Исмаил', 'ISMAYIL', 'Ismail'],
  ['azerbaijani', 'given', 'Elçin', 'Эльчин', 'Elchin'],
  ['azerbaijani', 'patronymic', 'Əli oğlu', 'Əli qızı', 'Али оглы', 'Ali kyzy', 'Алиевич'],
  ['mongolian', 'given', 'Бат-Эрдэнэ', 'Батэрдэнэ', 'Bat-Erdene', 'Baterdene'],
  ['mongolian', 'given', 'Мөнхбат', 'Mönkhbat', 'Munkhbat', 'Munhbat'],
  ['mongolian', 'given', 'Цэцэг', 'Tsetseg', 'Ceceg'],
  ['mongolian', 'surname', 'Боржигон', 'Borjigon', 'Боржигин'],
  ['mongolian', 'patronymic', 'Дорж', 'Доржийн', 'Dorj'],
  ['plain', 'surname', 'Байболотов', 'Baibolotova', 'Байболотова'],
  ['plain', 'given', 'Қуаныш', 'Куаныш', 'Kuanysh'],
  ['plain', 'given', 'ნინო', 'Nino', 'Нино'],
];

test('spellings of one name have one skeleton', () => {
  for (const [profile, part, first = '', ...others] of SAME) {
    const skeleton = nameSkeleton(profile, part, first);
    assert.notEqual(skeleton, '');
    for (const other of others) {
      assert.equal(nameSkeleton(profile, part, other), skeleton, `${first}, ${other}`);
    }
  }
});

test('names of the packs have one key in both of their alphabets', () => {
  const lists = [
    ['uzbek', 'uzbekistan/names/given-names.csv', [[0, 1]]],
    [
      'uzbek',
      'uzbekistan/names/surnames.csv',
      [
        [0, 2],
        [1, 3],
      ],
    ],
    ['mongolian', 'mongolia/names/given-names.csv', [[0, 1]]],
    ['mongolian', 'mongolia/names/clan-names.csv', [[0, 1]]],
  ] as const;
  for (const [profile, file, pairs] of lists) {
    const lines = readFileSync(
      new URL(`../../../../country-packs/${file}`, import.meta.url),
      'utf8',
    );
    for (const line of lines.trimEnd().split('\n').slice(1)) {
      const cells = line.split(',');
      for (const [one, other] of pairs) {
        assert.equal(
          nameKey(profile, cells[one] ?? ''),
          nameKey(profile, cells[other] ?? ''),
          line,
        );
      }
    }
  }
});

test('different names keep different keys and skeletons', () => {
  const names = [
    'Hasan',
    'Husan',
    'Karim',
    'Sharif',
    'Zuhra',
    'Fotima',
    'Sardor',
    'Jamshid',
    'Chori',
  ];
  assert.equal(new Set(names.map((name) => nameKey('uzbek', name))).size, names.length);
  const [hasan, husan, ...others] = names.map((name) => nameSkeleton('uzbek', 'given', name));
  // Without vowels they are one: candidates, whom the known twins keep apart.
  assert.equal(hasan, husan);
  assert.equal(new Set(others).size, names.length - 2);
});

test('what is typed finds what begins so', () => {
  const names = ['Joʻrayev', 'Aliyev', 'Abdurahmonov', 'Shohruh', 'Gʻulomov'];
  for (const name of names) {
    const key = nameKey('uzbek', name);
    for (const typed of [name.slice(0, 3), name.slice(0, 4), name.slice(0, 5)]) {
      assert.ok(key.startsWith(nameKey('uzbek', typed)), `${typed}, ${name}`);
    }
  }
  // Without its y the ending is the same.
  assert.equal(nameKey('uzbek', 'Aliev'), nameKey('uzbek', 'Aliyev'));
});

test('İ, I, ı and i are one letter, in whichever case', () => {
  assert.equal(nameKey('azerbaijani', 'İLQAR'), nameKey('azerbaijani', 'ilqar'));
  assert.equal(nameKey('azerbaijani', 'QIZI'), nameKey('azerbaijani', 'qızı'));
});

test('letters and marks apart are the letters with marks', () => {
  for (const name of ['Сергей', 'Ёқуб', 'Ўктам', 'Şəfiqə', 'Žižka']) {
    assert.equal(nameKey('uzbek', name.normalize('NFD')), nameKey('uzbek', name));
  }
});

test('keys of any text are ASCII letters, digits and single spaces, and stay as they are', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...NAME_PROFILES),
      fc.string({ unit: 'grapheme' }),
      (profile, text) => {
        const key = nameKey(profile, text);
        assert.match(key, /^([a-z0-9]+( [a-z0-9]+)*)?$/);
        assert.ok(nameKey(profile, text.repeat(200)).length < 2000);
        for (const part of ['surname', 'given', 'patronymic'] as const) {
          assert.equal(nameSkeleton(profile, part, text) === '', key === '');
        }
      },
    ),
  );
});

test('the memory of names does not change answers', () => {
  const names = Array.from({ length: 30_000 }, (_, index) => `Nom${index.toString(26)}`);
  const first = names.map((name) => nameKey('plain', name));
  assert.deepEqual(
    names.map((name) => nameKey('plain', name)),
    first,
  );
});

test('twins of tradition are known in the form of keys', () => {
  const pairs = knownTwins('uzbek').map((pair) => pair.join(' '));
  assert.ok(pairs.includes(`${nameKey('uzbek', 'Ҳасан')} ${nameKey('uzbek', 'Хусан')}`));
  assert.ok(pairs.includes(`${nameKey('uzbek', 'Фатима')} ${nameKey('uzbek', 'Зухра')}`));
  assert.deepEqual(knownTwins('mongolian'), []);
});

test('names are composed, trimmed and written with single spaces', () => {
  for (const [text, name] of [
    ['Karimova', 'Karimova'],
    ['  Oʻktam ', 'Oʻktam'],
    ["O'ktam", "O'ktam"],
    ['Бат-Эрдэнэ', 'Бат-Эрдэнэ'],
    ['Алтан  ураг', 'Алтан ураг'],
    ['I\u0307smayıl', 'İsmayıl'],
    ['ნინო', 'ნინო'],
    ['А.', 'А.'],
  ] as const) {
    assert.deepEqual(checkName(text), { ok: true, value: name });
  }
});

test('a name of marks takes no longer than another', () => {
  const started = performance.now();
  assert.equal(checkName(`А${'\u0483'.repeat(98)}`).ok, false);
  assert.equal(checkName(`${'А\u0483'.repeat(49)}1`).ok, false);
  assert.ok(performance.now() - started < 1000);
});

test('what is no name is refused with its reason', () => {
  const wrong = {
    'name-empty': ['', '   '],
    'name-too-long': ['x'.repeat(MAX_NAME + 1), 'Ж'.repeat(10_000), 'a\u0301'.repeat(MAX_NAME + 1)],
    'unseen-character': ['Ali\u200b', '\u202eAli', 'A\u0000li', 'A\nli', 'Ali\ufeffev'],
    'mixed-scripts': ['Кarim', 'Karim Али', 'Ахмеdov'],
    'formula-cell': ['=1+1', '@SUM', '-1', '+Ali'],
    'name-character': [
      'Ali2',
      'عل',
      '王',
      'Ali<b>',
      'Ali;',
      '123',
      "'",
      'A\u0336\u0336\u0336li',
      '😀',
    ],
  } as const;
  for (const fault of NAME_FAULTS) {
    for (const text of wrong[fault]) {
      assert.deepEqual(
        checkName(text),
        { ok: false, refusal: fault },
        JSON.stringify(text.slice(0, 20)),
      );
    }
  }
});
