import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeToReturn } from './place-to-return.ts';

test('after the sign-in one comes back to the place in the administration', () => {
  assert.equal(placeToReturn('/elections/x/calendar?print=1'), '/elections/x/calendar?print=1');
  assert.equal(placeToReturn('/admin/waiting'), '/waiting');
});

test('no link leads out of the administration', () => {
  for (const from of [
    undefined,
    '',
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/\\elsewhere.example',
    '/admin//elsewhere.example',
    'javascript:alert(1)',
    '/sign-in?from=/sign-in',
  ]) {
    assert.equal(placeToReturn(from), '/');
  }
});
