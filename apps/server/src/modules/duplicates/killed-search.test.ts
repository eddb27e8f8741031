import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as contract from '@ovoz/contract';
import { codeOf } from '../../../testing/outcome.ts';
import { loadSmallNation } from '../../../testing/small-nation.ts';
import { startTestServer } from '../../../testing/start-test-server.ts';
import { loadSynthetic } from '../../../testing/synthetic-register.ts';
import { loadCountryPacks } from '../geography/public.ts';
import type { SearchInput } from './search-program.ts';
import { findDuplicatesTask } from './start-search.ts';

const PEOPLE = 2000;
const params = { pack: 'uzbekistan' };

test('a search that is killed while it writes leaves nothing of itself, and the next one completes', async (t) => {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await loadSmallNation(first, second);
  await loadSynthetic(server, PEOPLE);
  assert.equal(codeOf(await first.call(contract.startDuplicateSearch, { params })), 'ok');
  const { owner, platform } = server;
  await owner`insert into voter_changes (voter_id) select id from voters order by id limit 5`;
  const changes = async () => (await owner`select from voter_changes`).length;
  const waiting = await changes();

  // It stops at its tenth pair until the test lets it go on, so that it is killed with nine written.
  await owner`create sequence written`;
  await owner`grant usage on sequence written to public`;
  await owner`create function wait_for_test() returns trigger language plpgsql as $$ begin
    if nextval('written') = 10 then perform pg_advisory_xact_lock(77); end if; return new; end $$`;
  await owner`create trigger waits before insert on match_pairs for each row execute function wait_for_test()`;
  const held = await owner.reserve();
  await held`select pg_advisory_lock(77)`;
  const databaseUrl = platform.configuration.databaseUrl ?? '';
  const packs = loadCountryPacks();
  const input: SearchInput = {
    databaseUrl,
    folder: join(platform.configuration.dataDirectory, 'register'),
    secret: Buffer.from(platform.keys.register).toString('base64'),
    packs: [...packs.values()].map(({ pack }) => pack),
  };
  const child = fork(fileURLToPath(new URL('./search-program.ts', import.meta.url)), [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.send(input);
  const locks = (granted: boolean) => held`
    select from pg_locks l join pg_database d on d.oid = l.database
    where d.datname = current_database() and l.locktype = 'advisory' and l.pid <> pg_backend_pid()
      and l.granted = ${granted}`;
  while ((await locks(false)).length === 0) {
    assert.equal(child.exitCode, null, 'the search came to its pairs');
    await setTimeout(20);
  }
  child.kill('SIGKILL');
  await once(child, 'exit');
  await held`select pg_advisory_unlock(77)`;
  // The database notices by and by that nobody is at the other end.
  while ((await locks(true)).length > 0) await setTimeout(20);
  held.release();

  assert.equal((await owner`select from match_pairs`).length, 0);
  assert.equal(await changes(), waiting);
  const done = () => owner`
    select from evidence_facts where event_type = 'duplicates.search-done'`;
  assert.equal((await done()).length, 0);
  const runs = async () => {
    const answer = await first.call(contract.listDuplicateSearches, { params });
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value.runs;
  };
  const [half] = await runs();
  assert.deepEqual([half?.status, half?.step, half?.report], ['running', 'saving', null]);

  await owner`drop trigger waits on match_pairs`;
  const search = findDuplicatesTask(platform, packs, databaseUrl);
  await search({}, new AbortController().signal);
  const [whole, ...others] = await runs();
  assert.deepEqual(others, [], 'it is the same search, taken up again');
  assert.equal(whole?.status, 'done');
  const pairs = await owner`select from match_pairs`;
  assert.ok(pairs.length > 10);
  assert.equal(whole?.report?.added, pairs.length);
  assert.equal(await changes(), 0);
  assert.equal((await done()).length, 1);
});
