import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkNationalNumber, type NationalNumberKind, numberAgrees } from './national-number.ts';
import { pinflCheckDigit } from './pinfl.ts';

const isNumber = (kind: NationalNumberKind, text: string) => checkNationalNumber(kind, text).ok;
const pinflOf = (first13: string) => first13 + pinflCheckDigit(first13);

test('the check digit of a PINFL is the weighted sum modulo ten', () => {
  // 7·3 + 3·1 + 1·5 + 7·0 + 3·3 + 1·8 + 7·7 + 3·0 + 1·0 + 7·1 + 3·0 + 1·0 + 7·2 = 116
  assert.equal(pinflCheckDigit('3150387001002'), '6');
  assert.ok(isNumber('uz-pinfl', '31503870010026'));
  assert.deepEqual(checkNationalNumber('uz-pinfl', ' 31503870010026 '), {
    ok: true,
    value: '31503870010026',
  });
});

test('a PINFL with one digit wrong is none', () => {
  const digits = fc.tuple(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999 }), digits, (serial, [at, by]) => {
      const number = pinflOf(`3150387${String(serial).padStart(6, '0')}`);
      const changed = (Number(number[at]) + by) % 10;
      assert.equal(isNumber('uz-pinfl', number), true);
      assert.equal(
        isNumber('uz-pinfl', number.slice(0, at) + changed + number.slice(at + 1)),
        false,
      );
    }),
  );
});

test('numbers of another form are none', () => {
  for (const [kind, texts] of [
    [
      'uz-pinfl',
      [
        '',
        '3150387001002',
        '315038700100266',
        pinflOf('7150387001002'),
        pinflOf('3310487001002'),
        '3150387001002O',
      ],
    ],
    ['az-fin', ['', '94FMDD', '94FMDDDD', '94FMDDO', '94FMDDI', '94FMDDЖ']],
    ['mn-register', ['', 'УА9921234', 'УА99132345', 'УА99022945', 'UA99212345', 'УА992123456']],
    ['kz-iin', ['', '06121160001', '061211600013', '061311600012', '061211700012']],
    ['kg-pin', ['', '2150319870010', '31503198700100', '21513198700100']],
    ['ge-personal', ['', '0102301234', '0102301234A']],
    ['none', ['', '1']],
  ] as const) {
    for (const text of texts) assert.equal(isNumber(kind, text), false, `${kind} ${text}`);
  }
});

test('an IIN has the check digit of its decree', () => {
  // 791028302728: 7·1 + 9·2 + 1·3 + 0·4 + 2·5 + 8·6 + 3·7 + 0·8 + 2·9 + 7·10 + 2·11 = 217 = 19·11 + 8
  for (const number of ['791028302728', '061211600012']) assert.ok(isNumber('kz-iin', number));
});

test('letters become capitals', () => {
  assert.deepEqual(checkNationalNumber('az-fin', '94fmddd'), { ok: true, value: '94FMDDD' });
  assert.deepEqual(checkNationalNumber('mn-register', 'уа03271614'), {
    ok: true,
    value: 'УА03271614',
  });
});

test('sex and birth date are held against the number that encodes them', () => {
  const man = { sex: 'm', birthDate: '1987-03-15' } as const;
  const number = pinflOf('3150387001002');
  assert.ok(numberAgrees('uz-pinfl', number, man));
  assert.ok(!numberAgrees('uz-pinfl', number, { ...man, sex: 'f' }));
  assert.ok(!numberAgrees('uz-pinfl', number, { ...man, birthDate: '1987-03-16' }));
  assert.ok(!numberAgrees('uz-pinfl', pinflOf('5150387001002'), man));
  assert.ok(
    numberAgrees('uz-pinfl', pinflOf('6290204001002'), { sex: 'f', birthDate: '2004-02-29' }),
  );
  assert.ok(numberAgrees('mn-register', 'УА03271614', { sex: 'm', birthDate: '2003-07-16' }));
  assert.ok(numberAgrees('mn-register', 'УА71030125', { sex: 'f', birthDate: '1971-03-01' }));
  assert.ok(numberAgrees('kz-iin', '791028302728', { sex: 'm', birthDate: '1979-10-28' }));
  assert.ok(numberAgrees('kg-pin', '11503198700100', { sex: 'f', birthDate: '1987-03-15' }));
  assert.ok(!numberAgrees('kg-pin', '21503198700100', { sex: 'f', birthDate: '1987-03-15' }));
  assert.ok(numberAgrees('az-fin', '94FMDDD', man));
});
