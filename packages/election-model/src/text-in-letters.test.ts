import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameInLetters, textInLetters } from './text-in-letters.ts';

test('Uzbek in Cyrillic letters is written from the Latin text, other languages fall back', () => {
  const text = { en: 'Uzbekistan', 'uz-Latn': 'Oʻzbekiston', ru: 'Узбекистан' };
  assert.equal(textInLetters(text, 'uz-Cyrl', 'ru'), 'Ўзбекистон');
  assert.equal(textInLetters({ ...text, 'uz-Cyrl': 'Ўз' }, 'uz-Cyrl'), 'Ўз');
  assert.equal(textInLetters(text, 'kk', 'ru'), 'Узбекистан');
  assert.equal(textInLetters(text, 'kk'), 'Uzbekistan');
  assert.equal(textInLetters({ en: 'Roll (SHA-256)' }, 'uz-Cyrl'), 'Roll (SHA-256)');
  const hashed = { en: 'Root', 'uz-Latn': 'Ildiz (SHA-256)' };
  assert.equal(textInLetters(hashed, 'uz-Cyrl'), 'Илдиз (SHA-256)');
});

test('a name that stands in one language only is spelt in Cyrillic letters where it is Uzbek', () => {
  assert.equal(nameInLetters('Bahor maktabi', 'uz-Cyrl', 'uz-Latn'), 'Баҳор мактаби');
  assert.equal(nameInLetters('Bahor maktabi', 'ru', 'uz-Latn'), 'Bahor maktabi');
  assert.equal(nameInLetters('Bahar məktəbi', 'uz-Cyrl', 'az'), 'Bahar məktəbi');
});
