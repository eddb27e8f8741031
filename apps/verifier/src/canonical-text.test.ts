import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, type JsonValue } from '@ovoz/basics';
import { readCanonical, readCanonicalText, withoutMember } from './canonical-text.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('what the server writes is read', () => {
  const values: readonly JsonValue[] = [
    null,
    true,
    0,
    -5,
    9_007_199_254_740_991,
    '',
    'Oʻzbekiston \u2028 "\\ \b\t\n\f\r\u0001 😀',
    [],
    {},
    { a: [1, { b: null }], z: false, Ünicode: 'ü', 'a b': 1, '\n': 2 },
    [[[[[]]]]],
  ];
  for (const value of values) {
    const read = readCanonicalText(canonicalJson(value));
    assert.ok(read.ok, canonicalJson(value));
    assert.deepEqual(read.value.value, value);
  }
});

test('every other way of writing is refused', () => {
  const wrong = [
    '',
    ' {}',
    '{} ',
    '{ }',
    '{"a":1,}',
    '[1,]',
    '[1 ,2]',
    '{"b":1,"a":2}',
    '{"a":1,"a":2}',
    '{"a":1,"a":1}',
    '{"a" :1}',
    '1.0',
    '1e2',
    '01',
    '-0',
    '+1',
    '9007199254740992',
    '99999999999999999999',
    '"\\u0041"',
    '"\\/"',
    '"\\u000a"',
    '"\\u001F"',
    '"\\ud800"',
    '"a\nb"',
    '"open',
    "'a'",
    'nul',
    'NaN',
    'undefined',
    '[1]2',
    '{"a":1}{"a":1}',
  ];
  for (const text of wrong) assert.ok(!readCanonicalText(text).ok, text);
  assert.deepEqual(readCanonical(Uint8Array.of(0x22, 0xff, 0x22), 100), {
    ok: false,
    refusal: 'not-utf8',
  });
});

test('depth and size are bounded before anything is built', () => {
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  assert.ok(readCanonicalText(deep(64)).ok);
  assert.ok(!readCanonicalText(deep(66)).ok);
  const began = performance.now();
  assert.ok(!readCanonicalText(deep(5_000_000)).ok);
  assert.ok(performance.now() - began < 1000, 'a million levels cost nothing');
  assert.deepEqual(readCanonical(bytes('[1,2,3]'), 6), { ok: false, refusal: 'too-large' });
});

test('a member is taken out wherever it stands', () => {
  const cases: readonly [string, string][] = [
    ['{"a":1,"b":{"c":[2]},"d":"x"}', 'a'],
    ['{"a":1,"b":{"c":[2]},"d":"x"}', 'b'],
    ['{"a":1,"b":{"c":[2]},"d":"x"}', 'd'],
    ['{"a":1}', 'a'],
  ];
  for (const [text, name] of cases) {
    const read = readCanonicalText(text);
    assert.ok(read.ok);
    const { [name]: _gone, ...rest } = JSON.parse(text) as Record<string, JsonValue>;
    assert.equal(withoutMember(read.value, name), canonicalJson(rest));
    assert.equal(withoutMember(read.value, 'c'), null);
  }
});
