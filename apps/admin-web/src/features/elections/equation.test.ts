import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FormCheck, ResultForm } from '@ovoz/election-model';
import { equationOf } from './equation.ts';

const field = (code: string, row: string) => ({
  code,
  row,
  caption: { en: code },
  required: true,
});
const form = { fields: [field('issued', '2'), field('spoilt', '4a')] } as unknown as ResultForm;
const check = (
  left: FormCheck['left'],
  comparison: FormCheck['comparison'],
  right: FormCheck['right'],
) => equationOf({ left, comparison, right } as FormCheck, form, 'votes');
const term = (coefficient: number, name: string) => ({ coefficient, field: name });

test('an equation names the rows of the paper', () => {
  assert.equal(
    check([term(1, 'issued')], '=', [term(1, 'spoilt'), term(1, 'votes')]),
    '2 = 4a + votes',
  );
});

test('coefficients, signs and constants are written as on paper', () => {
  assert.equal(
    check([term(-1, 'issued'), term(2, 'votes')], '<=', [term(3, 'spoilt'), term(-5, 'one')]),
    '−2 + 2 × votes ≤ 3 × 4a − 5',
  );
});
