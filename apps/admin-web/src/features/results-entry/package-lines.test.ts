import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inCalls, PACKAGES_AT_ONCE, packageLines } from './package-lines.ts';

test('one line is one package, as it was written', () => {
  assert.deepEqual(packageLines('{"a":1}\r\n\n{"b": 2}\n'), ['{"a":1}', '{"b": 2}']);
  assert.deepEqual(packageLines('{"a":1}'), ['{"a":1}']);
});

test('a large file goes in several calls, and no package is left out', () => {
  const packages = Array.from({ length: PACKAGES_AT_ONCE * 2 + 3 }, (_, index) => String(index));
  const calls = inCalls(packages);
  assert.deepEqual(
    calls.map(({ length }) => length),
    [PACKAGES_AT_ONCE, PACKAGES_AT_ONCE, 3],
  );
  assert.deepEqual(calls.flat(), packages);
});
