import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCatalogues, createTranslator, LANGUAGES } from '@ovoz/ui/messages';
import { siteCatalogues } from './messages.ts';

test('every message is there in all nine languages, with the same arguments', () => {
  const tags = LANGUAGES.map((language) => language.tag);
  assert.deepEqual(checkCatalogues(siteCatalogues, tags), []);
});

test('Uzbek in Cyrillic letters is written from the Latin messages', () => {
  const { t } = createTranslator(siteCatalogues, 'uz-Cyrl');
  assert.equal(t('election.daysLeft', { days: 25 }), '25 кун қолди');
  assert.equal(t('nav.stations'), 'Сайлов участкалари');
});
