import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listEventTypes } from '@ovoz/contract';
import { startTestServer } from '../testing/start-test-server.ts';
import { EVENT_CATALOGUE } from './app.ts';

test('each type of event is in the catalogue once, with its sentence', async (t) => {
  const types = EVENT_CATALOGUE.map(({ type }) => type);
  assert.equal(new Set(types).size, types.length);
  for (const { type, meaning, fields } of EVENT_CATALOGUE) {
    assert.match(type, /^[a-z-]+\.[a-z-]+$/);
    for (const text of [meaning, ...Object.values(fields).map((field) => field.meaning)]) {
      assert.match(text, /^\S.+\.$/, `${type} is explained in a sentence`);
    }
  }
  const server = await startTestServer(t);
  const person = await server.signInAs('precinct-member', 'UZ/1703');
  const answer = await person.call(listEventTypes, {});
  assert.ok(answer.ok);
  assert.deepEqual(
    answer.value.eventTypes.map(({ type }) => type),
    types,
  );
});
