import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTranslator, uiCatalogues } from '@ovoz/ui/messages';
import { writeDecimal, writeMixed } from './exact-numbers.ts';

const { number: english } = createTranslator(uiCatalogues, 'en');
const { number: russian } = createTranslator(uiCatalogues, 'ru');
const QUOTA = { numerator: '5971719', denominator: '69' };

test('a quota is written as by hand, with the separators of the language', () => {
  assert.equal(writeMixed(QUOTA, english), '86,546 45/69');
  assert.equal(writeMixed(QUOTA, russian), '86\u00A0546 45/69');
  assert.equal(writeMixed({ numerator: '45', denominator: '69' }, english), '45/69');
  assert.equal(writeMixed({ numerator: '138', denominator: '69' }, english), '2');
});

test('a decimal is cut off and never rounded, and says so', () => {
  assert.equal(writeDecimal(QUOTA, 4, english), '86,546.6521…');
  assert.equal(writeDecimal(QUOTA, 4, russian), '86\u00A0546,6521…');
  assert.equal(writeDecimal({ numerator: '2', denominator: '3' }, 2, english), '0.66…');
  assert.equal(writeDecimal({ numerator: '1', denominator: '16' }, 6, english), '0.0625');
  assert.equal(writeDecimal({ numerator: '4', denominator: '2' }, 6, english), '2');
});
