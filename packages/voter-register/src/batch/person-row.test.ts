import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pinflCheckDigit } from '../national-number/pinfl.ts';
import { faultOfText } from './cell-text.ts';
import { checkPerson, type PersonCells, type PersonRules, qualityFindings } from './person-row.ts';

const NUMBER = `3020390170001${pinflCheckDigit('3020390170001')}`;
const RULES: PersonRules = { nameProfile: 'uzbek', nationalNumber: 'uz-pinfl', asOf: '2026-11-20' };
const CELLS: PersonCells = {
  record_id: '1',
  national_number: NUMBER,
  document_number: 'AA1234567',
  surname: 'Karimov',
  given: 'Aziz',
  patronymic: 'Olimovich',
  sex: 'm',
  birth_date: '1990-03-02',
  citizenship: 'UZ',
  address_id: '11',
  flat: '4A',
};

/** The fault and its field of a row with the change, or `ok`. */
function faultOf(change: Partial<PersonCells>, rules: Partial<PersonRules> = {}): string {
  const checked = checkPerson({ ...CELLS, ...change }, { ...RULES, ...rules });
  return checked.ok ? 'ok' : `${checked.refusal.code} ${checked.refusal.field}`;
}

test('a right row is read', () => {
  const checked = checkPerson(CELLS, RULES);
  assert.ok(checked.ok);
  assert.deepEqual(checked.value, {
    recordId: 1,
    nationalNumber: NUMBER,
    documentNumber: 'AA1234567',
    surname: 'Karimov',
    given: 'Aziz',
    patronymic: 'Olimovich',
    sex: 'm',
    birthDate: '1990-03-02',
    citizenship: 'UZ',
    addressId: 11,
    flat: '4A',
  });
  assert.deepEqual(qualityFindings(checked.value, 'uz-pinfl'), []);
});

test('what may be missing, may', () => {
  for (const change of [
    { patronymic: '' },
    { national_number: '' },
    { document_number: '' },
    { address_id: '' },
    { flat: '' },
    { birth_date: '2026-11-20' },
    { birth_date: '1876-01-01' },
  ]) {
    assert.equal(faultOf(change), 'ok');
  }
  assert.equal(faultOf({ surname: '', national_number: '' }, { nameProfile: 'mongolian' }), 'ok');
});

test('every fault is told with its field', () => {
  const cases: [Partial<PersonCells>, string][] = [
    [{ record_id: '' }, 'number-invalid record_id'],
    [{ record_id: '-1' }, 'number-invalid record_id'],
    [{ record_id: '1234567890123456' }, 'number-invalid record_id'],
    [{ surname: '' }, 'name-empty surname'],
    [{ given: '' }, 'name-empty given'],
    [{ patronymic: '=1+1' }, 'formula-cell patronymic'],
    [{ given: 'A'.repeat(101) }, 'name-too-long given'],
    [{ given: 'Аziz' }, 'mixed-scripts given'],
    [{ given: 'Az\u202Eiz' }, 'unseen-character given'],
    [{ given: 'Az\uFFFDiz' }, 'name-character given'],
    [{ sex: 'M' }, 'sex-unknown sex'],
    [{ birth_date: '1990-02-29' }, 'date-impossible birth_date'],
    [{ birth_date: '02.03.1990' }, 'date-impossible birth_date'],
    [{ birth_date: '2026-11-21' }, 'date-in-future birth_date'],
    [{ birth_date: '1875-12-31' }, 'date-too-old birth_date'],
    [{ citizenship: 'UZB' }, 'citizenship-unknown citizenship'],
    [{ national_number: `${NUMBER.slice(0, 13)}x` }, 'national-number-invalid national_number'],
    [{ document_number: '=A1' }, 'formula-cell document_number'],
    [{ document_number: 'A'.repeat(31) }, 'text-too-long document_number'],
    [{ address_id: '11a' }, 'number-invalid address_id'],
    [{ flat: '4\u200B' }, 'unseen-character flat'],
  ];
  for (const [change, fault] of cases) assert.equal(faultOf(change), fault);
  assert.equal(
    faultOf({ surname: '', patronymic: '' }, { nameProfile: 'mongolian' }),
    'name-empty surname',
  );
});

test('what is wrong and yet taken is counted', () => {
  const found = (change: Partial<PersonCells>) => {
    const checked = checkPerson({ ...CELLS, ...change }, RULES);
    assert.ok(checked.ok);
    return qualityFindings(checked.value, 'uz-pinfl');
  };
  assert.deepEqual(found({ patronymic: '', document_number: '', address_id: '' }), [
    'patronymic-missing',
    'document-missing',
    'address-missing',
  ]);
  assert.deepEqual(found({ birth_date: '1990-01-01' }), ['placeholder-date', 'number-disagrees']);
  assert.deepEqual(found({ national_number: '' }), ['number-missing']);
  assert.deepEqual(found({ sex: 'f' }), ['number-disagrees']);
});

test('text of other cells is plain, visible and no formula', () => {
  assert.equal(faultOfText('Амир Темур кўчаси', 30), null);
  assert.equal(faultOfText('', 30), null);
  assert.equal(faultOfText('12-А/3', 30), null);
  assert.equal(faultOfText('@SUM(1)', 30), 'formula-cell');
  assert.equal(faultOfText('a\nb', 30), 'unseen-character');
  assert.equal(faultOfText('\uFFFD', 30), 'unseen-character');
  assert.equal(faultOfText('abcd', 3), 'text-too-long');
});
