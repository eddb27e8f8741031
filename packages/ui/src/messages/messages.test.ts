import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONVENTIONS } from './conventions.ts';
import { writeNumber } from './formats.ts';
import {
  addUzbekCyrillic,
  type Catalogues,
  checkCatalogues,
  createTranslator,
  LANGUAGES,
  mergeCatalogues,
  uiCatalogues,
} from './index.ts';

const WRITTEN = LANGUAGES.map((one) => one.tag).filter((tag) => tag !== 'uz-Cyrl');

test('the messages of the parts are whole in all written languages', () => {
  assert.deepEqual(checkCatalogues(uiCatalogues, WRITTEN), []);
});

test('the check finds each kind of fault', () => {
  const reasons = (text: string | undefined, english = 'Sum {a}') =>
    checkCatalogues({ en: { key: english }, ru: text === undefined ? {} : { key: text } }, [
      'en',
    ]).map((finding) => finding.reason.split(' ')[0]);
  assert.deepEqual(reasons('Сумма {a}'), []);
  assert.deepEqual(reasons(undefined), ['missing']);
  assert.deepEqual(reasons('Сумма {b}'), ['arguments']);
  assert.deepEqual(reasons('Сумма {a'), ['not']);
  assert.deepEqual(reasons(' '), ['empty']);
  const plural = '{n, plural, one {# a} other {# b}}';
  assert.deepEqual(reasons('{n, plural, one {#} few {#} many {#} other {#}}', plural), []);
  assert.deepEqual(reasons('{n, plural, one {#} other {#}}', plural), ['plural']);
});

test('a key too many and an absent language are findings', () => {
  const catalogues = { en: { a: 'x' }, ru: { a: 'x', b: 'y' } } as Catalogues;
  const found = checkCatalogues(catalogues, ['en', 'ru', 'ka']);
  assert.deepEqual(
    found.map(({ tag, key }) => `${tag} ${key}`),
    ['ka *', 'ru b'],
  );
});

test('Uzbek may not be written with a straight apostrophe', () => {
  const found = checkCatalogues({ en: { a: 'x' }, 'uz-Latn': { a: "Ko'rinish" } }, ['en']);
  assert.equal(found.length, 1);
});

test('numbers, plurals and days are written as each language writes them', () => {
  const say = (tag: 'az' | 'mn' | 'ru' | 'uz-Latn' | 'en') => createTranslator(uiCatalogues, tag);
  assert.equal(say('ru').oneDecimal(9), '9,0');
  assert.equal(say('az').number(1234.5), '1.234,5');
  assert.equal(say('mn').number(1234.5), '1,234.5');
  assert.equal(say('ru').number(1234.5), '1\u00a0234,5');
  assert.equal(
    say('ru').t('stations.found', { found: 2, total: 11028 }),
    'Показано 2 из 11\u00a0028 избирательных участков',
  );
  assert.equal(say('en').day('2026-12-27'), '27 December 2026');
  assert.equal(say('mn').day('2026-12-27'), '2026 оны 12-р сарын 27');
  assert.equal(say('uz-Latn').day('2026-12-27'), '2026-yil 27-dekabr');
  assert.equal(say('uz-Latn').month('2026-12'), '2026-yil dekabr');
  assert.equal(say('en').list(['a', 'b', 'c']), 'a, b and c');
  assert.equal(say('en').number(-0.25), '−0.25');
  assert.equal(say('en').number(1200), '1,200');
  assert.equal(say('ru').month('2026-12-27'), 'Декабрь 2026\u00a0г.');
  assert.equal(createTranslator(uiCatalogues, 'ka').weekday('2026-12-27'), 'კვირა');
  assert.equal(say('en').percent(75, 100), '75.0%');
  assert.equal(say('en').share(7, 100), '7%');
  assert.ok(!/[‘’]/.test(say('uz-Latn').country('UZ')));
});

test('names of months and weekdays are those of CLDR', () => {
  // Dates where our tables deliberately differ: Uzbek Cyrillic, Kyrgyz with endings, Mongolian numbers.
  for (const { tag, locale } of LANGUAGES) {
    const own = CONVENTIONS[tag];
    const part = (options: Intl.DateTimeFormatOptions, type: string, date: Date) =>
      new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
        .formatToParts(date)
        .find((one) => one.type === type)?.value;
    for (const [index, weekday] of own.weekdays.entries()) {
      const monday = new Date(Date.UTC(2026, 5, 1 + index));
      const known = part({ weekday: 'long' }, 'weekday', monday) ?? '';
      assert.equal(weekday.toLocaleLowerCase(locale), known.toLocaleLowerCase(locale));
    }
    if (tag === 'uz-Cyrl' || tag === 'ky' || tag === 'mn') continue;
    for (const [index, month] of own.months.entries()) {
      const date = new Date(Date.UTC(2026, index, 27));
      assert.equal(month, part({ dateStyle: 'long' }, 'month', date), tag);
      assert.equal(own.shortMonths[index], part({ day: 'numeric', month: 'short' }, 'month', date));
    }
  }
});

test('numbers have the separators of CLDR', () => {
  for (const { tag, locale } of LANGUAGES) {
    const known = new Intl.NumberFormat(locale).format(12345.5);
    assert.equal(writeNumber(CONVENTIONS[tag], 12345.5), known, tag);
  }
});

test('a time is that of the zone, and the day is the local day', () => {
  const en = createTranslator(uiCatalogues, 'en');
  assert.equal(en.dateTime('2026-12-26T19:30:00.000Z', 'Asia/Tashkent'), '27 December 2026, 00:30');
});

test('a language that the catalogues lack is said in English', () => {
  const translator = createTranslator({ en: { a: 'one' } }, 'ka');
  assert.equal(translator.language.tag, 'en');
  assert.equal(translator.t('a'), 'one');
});

test('an unknown message is a fault of the program', () => {
  const translator = createTranslator<string>({ en: { a: 'one' } }, 'en');
  assert.throws(() => translator.t('b'), /no message b/);
});

test('merged catalogues keep the languages that both have', () => {
  const merged = mergeCatalogues(uiCatalogues, { en: { more: 'More' }, ru: { more: 'Ещё' } });
  assert.deepEqual(Object.keys(merged).toSorted(), ['en', 'ru']);
  assert.equal(createTranslator(merged, 'ru').t('more'), 'Ещё');
});

test('Uzbek in Cyrillic comes from the Latin messages, overrides first', () => {
  const catalogues = { en: { a: 'x', b: 'y' }, 'uz-Latn': { a: 'bir', b: 'ikki' } };
  const added = addUzbekCyrillic(catalogues, { b: 'икки' }, (text) => `<${text}>`);
  assert.deepEqual(added['uz-Cyrl'], { a: '<bir>', b: 'икки' });
});
