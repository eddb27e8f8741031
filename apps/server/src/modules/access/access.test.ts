import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getSession, listPeople, signOut } from '@ovoz/contract';
import { startTestServer } from '../../../testing/start-test-server.ts';

test('a signed-in person sees their own session, and nothing after signing out', async (t) => {
  const server = await startTestServer(t);
  const person = await server.signInAs('central-member');
  const session = await person.call(getSession, {});
  assert.ok(session.ok);
  assert.equal(session.value.person.username, person.username);
  assert.deepEqual(
    session.value.grants.map(({ role }) => role),
    ['central-member'],
  );
  assert.ok((await person.call(listPeople, { query: {} })).ok);
  assert.ok((await person.call(signOut, {})).ok);
  const after = await person.call(getSession, {});
  assert.ok(!after.ok);
  assert.equal(after.refusal.code, 'not-signed-in');
});
