import { knownTwins } from '../names/known-twins.ts';
import type { NameProfile } from '../names/name-profile.ts';
import { REGISTER_COLUMNS } from './matched-person.ts';
import type { BlockingRule, Column, Comparison, Level, MatchingSetup } from './setup.ts';

/**
 * How a register of voters is searched for people who stand in it twice. No number here was chosen by looking at
 * the answers: thresholds of similarity are the customary ones, weights are learnt.
 */
export function registerSetup(profile: NameProfile): MatchingSetup {
  return {
    columns: REGISTER_COLUMNS.map(column),
    comparisons: COMPARISONS,
    blocking: BLOCKING,
    certain: {
      columns: ['birth_key', 'sex', 'number_end', 'patronymic_s'],
      oneCharacter: 'number',
      settles: ['birth', 'sex', 'number', 'patronymic'],
    },
    veto: {
      comparison: 'given',
      names: 'twin',
      twinNames: knownTwins(profile),
      number: 'number',
      home: { comparison: 'address', levels: ['same-flat', 'same-house'] },
    },
    acrossOnly: null,
  };
}

const WHOLE: readonly string[] = ['birth_key', 'birth_year', 'birth_month', 'address'];

function column(name: string): Column {
  return { name, type: WHOLE.includes(name) ? 'whole' : 'text' };
}

function nameLevels(name: string): readonly Level[] {
  return [
    { name: 'equal', test: { is: 'equal' } },
    { name: 'same-sound', test: { is: 'same', column: `${name}_s` } },
    { name: 'close', test: { is: 'similar', atLeast: 0.92 } },
    { name: 'similar', test: { is: 'similar', atLeast: 0.82 } },
  ];
}

const COMPARISONS: readonly Comparison[] = [
  {
    name: 'surname',
    column: 'surname',
    levels: nameLevels('surname'),
    byFrequency: 'equal',
    learnFrom: 'blocks',
  },
  {
    name: 'given',
    column: 'given',
    levels: nameLevels('given'),
    byFrequency: 'equal',
    // In blocks of households brothers and sisters teach that one person has two given names.
    learnFrom: 'certain',
  },
  {
    name: 'patronymic',
    column: 'patronymic',
    levels: nameLevels('patronymic'),
    byFrequency: 'equal',
    learnFrom: 'blocks',
  },
  {
    name: 'birth',
    column: 'birth',
    levels: [
      // Registers write 1 January when they know only the year: agreement there says little more than the year.
      { name: 'both-placeholder', test: { is: 'equal-ending', ending: '0101' } },
      { name: 'equal', test: { is: 'equal' } },
      { name: 'swapped', test: { is: 'same', column: 'birth_key' } },
      { name: 'placeholder', test: { is: 'one-ending', ending: '0101', same: 'birth_year' } },
      { name: 'one-digit', test: { is: 'one-character' } },
      { name: 'same-year', test: { is: 'same', column: 'birth_year' } },
    ],
    byFrequency: null,
    learnFrom: 'blocks',
  },
  {
    name: 'sex',
    column: 'sex',
    levels: [{ name: 'equal', test: { is: 'equal' } }],
    byFrequency: null,
    learnFrom: 'blocks',
  },
  {
    name: 'address',
    column: 'address',
    levels: [
      { name: 'same-flat', test: { is: 'same', column: 'home' } },
      { name: 'same-house', test: { is: 'equal' } },
      { name: 'same-locality', test: { is: 'same', column: 'locality' } },
      { name: 'same-district', test: { is: 'same', column: 'district' } },
    ],
    byFrequency: null,
    learnFrom: 'blocks',
  },
  {
    name: 'number',
    column: 'number',
    levels: [
      { name: 'equal', test: { is: 'equal' } },
      { name: 'one-digit', test: { is: 'one-character' } },
    ],
    byFrequency: null,
    learnFrom: 'blocks',
  },
  {
    name: 'document',
    column: 'document',
    levels: [{ name: 'equal', test: { is: 'equal' } }],
    byFrequency: null,
    learnFrom: 'blocks',
  },
];

const BLOCKING: readonly BlockingRule[] = [
  rule('document', ['document'], ['document']),
  rule('number', ['birth_key', 'sex', 'number_end'], ['birth', 'sex', 'number']),
  rule('date-given', ['birth_key', 'given_s', 'sex'], ['birth', 'given', 'sex']),
  rule('date-surname', ['birth_key', 'surname_s', 'sex'], ['birth', 'surname', 'sex']),
  rule(
    'names-year',
    ['surname_s', 'given_s', 'patronymic_s', 'birth_year'],
    ['surname', 'given', 'patronymic', 'birth'],
  ),
  rule('names-month', ['surname_s', 'given_s', 'birth_month'], ['surname', 'given', 'birth']),
  rule('names-day', ['surname_s', 'given_s', 'birth_day'], ['surname', 'given', 'birth']),
  rule(
    'father-month',
    ['given_s', 'patronymic_s', 'birth_month'],
    ['given', 'patronymic', 'birth'],
  ),
  rule(
    'names-district',
    ['surname_s', 'given_s', 'patronymic_s', 'district'],
    ['surname', 'given', 'patronymic', 'address'],
  ),
  rule('home-given', ['home', 'given_s'], ['address', 'given']),
  rule(
    'family-district',
    ['birth_year', 'district', 'surname_s', 'patronymic_s'],
    ['birth', 'address', 'surname', 'patronymic'],
  ),
  rule(
    'father-district',
    ['birth_year', 'district', 'given_s', 'patronymic_s'],
    ['birth', 'address', 'given', 'patronymic'],
  ),
  rule('home-date', ['birth_key', 'home'], ['birth', 'address']),
];

function rule(
  name: string,
  columns: readonly (typeof REGISTER_COLUMNS)[number][],
  settles: readonly string[],
): BlockingRule {
  return { name, columns, settles };
}
