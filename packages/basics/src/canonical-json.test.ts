import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, type JsonValue, NotCanonicalizable } from './canonical-json.ts';

test('keys sort by UTF-16 code units, as in the example of RFC 8785 section 3.2.3', () => {
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  };
  assert.deepEqual(Object.values(JSON.parse(canonicalJson(value))).length, 7);
  assert.equal(
    canonicalJson(value),
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  );
});

test('strings are escaped as in RFC 8785 section 3.2.2.2', () => {
  assert.equal(canonicalJson('\u20ac$\u000f\nA\'B"\\\\"/'), '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
});

test('a number that is not a safe whole number is refused with its place', () => {
  for (const bad of [0.5, Number.NaN, Infinity, 2 ** 53]) {
    assert.throws(
      () => canonicalJson({ a: [bad] }),
      (error: Error) => {
        assert.ok(error instanceof NotCanonicalizable);
        assert.match(error.message, /^\/a\/0:/);
        return true;
      },
    );
  }
});

test('minus zero is written as zero', () => {
  assert.equal(canonicalJson(-0), '0');
});

test('undefined members, lone surrogates and bottomless nesting are refused', () => {
  assert.throws(() => canonicalJson({ a: undefined } as unknown as JsonValue), NotCanonicalizable);
  assert.throws(() => canonicalJson('\ud800'), NotCanonicalizable);
  let deep: JsonValue = 1;
  for (let level = 0; level < 100; level += 1) deep = [deep];
  assert.throws(() => canonicalJson(deep), NotCanonicalizable);
});

test('any value keeps its meaning, and key order never changes the text', () => {
  const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constant(null),
      fc.boolean(),
      fc.maxSafeInteger(),
      fc.string({ unit: 'grapheme' }),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(fc.string({ unit: 'grapheme' }), tie('tree'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const text = canonicalJson(value);
      assert.equal(canonicalJson(JSON.parse(text)), text);
      assert.equal(canonicalJson(reverseKeys(value)), text);
    }),
  );
});

function reverseKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as Record<string, JsonValue>);
  return Object.fromEntries(
    entries.toReversed().map(([key, member]) => [key, reverseKeys(member)]),
  );
}
