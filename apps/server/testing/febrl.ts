import { readFileSync } from 'node:fs';
import type { Comparison, Level, MatchingSetup } from '@ovoz/voter-register';
import { parse } from 'csv-parse/sync';

/** A record of the Febrl generator, with the number of the person it is about. */
export type FebrlRecord = {
  readonly person: string;
  readonly values: Readonly<Record<string, string | null>>;
};

const FOLDER = new URL('../../../tests/vectors/febrl/', import.meta.url);

export function readFebrl(name: string): readonly FebrlRecord[] {
  const rows: string[][] = parse(readFileSync(new URL(name, FOLDER)), { trim: true });
  const [header = [], ...records] = rows;
  return records.map((record) => ({
    person: record[0]?.split('-')[1] ?? '',
    values: Object.fromEntries(header.map((column, at) => [column, record[at] || null])),
  }));
}

const names: readonly Level[] = [
  { name: 'equal', test: { is: 'equal' } },
  { name: 'crossed', test: { is: 'crossed', with: '' } },
  { name: 'close', test: { is: 'similar', atLeast: 0.92 } },
  { name: 'similar', test: { is: 'similar', atLeast: 0.82 } },
];

/** A name that may stand in the neighbouring column. */
function nameField(column: string, other: string): Comparison {
  const levels = names.map((level) =>
    level.test.is === 'crossed'
      ? { ...level, test: { is: 'crossed' as const, with: other } }
      : level,
  );
  return { name: column, column, levels, byFrequency: 'equal', learnFrom: 'blocks' };
}

function digits(column: string): Comparison {
  return {
    name: column,
    column,
    levels: [
      { name: 'equal', test: { is: 'equal' } },
      { name: 'one-digit', test: { is: 'one-character' } },
      { name: 'close', test: { is: 'similar', atLeast: 0.92 } },
    ],
    byFrequency: null,
    learnFrom: 'blocks',
  };
}

const rule = (...columns: string[]) => ({ name: columns.join('+'), columns, settles: columns });

/** How the Febrl records are searched: other fields and errors than a register of voters has. */
export function febrlSetup(acrossOnly: string | null): MatchingSetup {
  const columns = [
    'given_name',
    'surname',
    'street_number',
    'address_1',
    'address_2',
    'suburb',
    'postcode',
    'state',
    'date_of_birth',
    'soc_sec_id',
  ];
  return {
    columns: [
      ...columns.map((column) => ({ name: column, type: 'text' as const })),
      { name: 'source', type: 'text' },
    ],
    comparisons: [
      nameField('given_name', 'surname'),
      nameField('surname', 'given_name'),
      digits('date_of_birth'),
      digits('soc_sec_id'),
      digits('postcode'),
      nameField('address_1', 'address_2'),
      nameField('suburb', 'address_2'),
      digits('street_number'),
    ],
    blocking: [
      rule('soc_sec_id'),
      rule('date_of_birth'),
      rule('given_name', 'surname'),
      rule('address_1'),
      rule('postcode', 'street_number'),
      rule('surname', 'postcode'),
      rule('given_name', 'postcode'),
      rule('surname', 'suburb'),
      rule('given_name', 'suburb'),
      rule('suburb', 'postcode'),
      rule('surname', 'street_number'),
      rule('given_name', 'street_number'),
    ],
    certain: { columns: ['soc_sec_id'], oneCharacter: null, settles: ['soc_sec_id'] },
    veto: null,
    acrossOnly,
  };
}
