import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as contract from '@ovoz/contract';
import { decideFreeze } from '../../../testing/frozen-roll.ts';
import { codeOf } from '../../../testing/outcome.ts';
import { readyToFreeze } from '../../../testing/roll-world.ts';
import { ELECTION } from '../../../testing/small-election.ts';
import { approve } from '../../../testing/small-nation.ts';
import type { TestServer } from '../../../testing/start-test-server.ts';
import { freezeRoll } from './freeze-roll.ts';

const params = { code: ELECTION };
const REASON = 'Tried by a test';

test('a freeze that was interrupted goes on, with the voters who were selected', async (t) => {
  const { server, first, second, state } = await readyToFreeze(t);
  await decideFreeze(first, second);
  const stop = new AbortController();
  // Two stations are written at once: it stops at the third.
  await server.owner`create function stop_at_third() returns trigger language plpgsql as $$ begin
    if new.station = '3' then raise exception 'killed' using errcode = 'P0001'; end if;
    return new; end $$`;
  await server.owner`create trigger killed before insert on roll_roots for each row execute function stop_at_third()`;
  const freeze = () =>
    freezeRoll(server.platform.database, ELECTION, { now: server.platform.now, stop: stop.signal });
  await assert.rejects(freeze());
  await untilWritten(server, 2);
  const half = await state();
  assert.equal(half.status, 'freezing');
  assert.equal(half.step, 'writing');
  assert.ok(half.progress > 0 && half.progress < 1000);
  assert.equal(half.root, null);
  const lines = await first.call(contract.exportStationRoll, {
    params: { ...params, station: '1' },
  });
  assert.equal(codeOf(lines), 'roll-not-frozen');
  // Moves that come meanwhile leave nobody out and put nobody on two rolls.
  await server.owner`update address_stations set station = '1' where station = '3'`;
  await server.owner`drop trigger killed on roll_roots`;
  await freeze();
  await freeze();
  const done = await state();
  assert.equal(done.status, 'frozen');
  assert.equal(done.counts?.voters, 7);
  const stations = await first.call(contract.listRollStations, { params, query: {} });
  assert.ok(stations.ok);
  const counts = stations.value.stations.map(({ station, voters }) => [station, voters]);
  assert.deepEqual(counts.slice(0, 4), [
    ['1', 3],
    ['2', 2],
    ['3', 2],
    ['4', 0],
  ]);
});

/** What was under way beside the station that failed ends by itself. */
async function untilWritten({ owner }: TestServer, stations: number): Promise<void> {
  for (;;) {
    const rows = await owner`select from roll_roots where voters > 0`;
    if (rows.length === stations) return;
    await setTimeout(10);
  }
}

test('the database freezes only what is whole, and only for two people', async (t) => {
  const { server, first, second } = await readyToFreeze(t);
  const { owner } = server;
  await assert.rejects(
    owner`insert into rolls (election, pack, geography, mode, voting_day, proposal_id, approved_at)
      select code, pack, 1, mode, '2026-12-27', (select id from proposals limit 1), now() from elections`,
    /two people/,
  );
  const proposed = await first.call(contract.proposeFreeze, { params, body: { reason: REASON } });
  assert.ok(proposed.ok);
  const shown = await first.call(contract.getProposal, {
    params: { id: proposed.value.proposalId },
  });
  assert.ok(shown.ok);
  const alone = await first.call(contract.approveProposal, {
    params: { id: proposed.value.proposalId },
    body: { contentHash: shown.value.proposal.contentHash },
  });
  assert.equal(codeOf(alone), 'second-person-required');
  await approve(second, proposed.value.proposalId);
  await assert.rejects(
    owner`update rolls set selected_at = now(), stations = 76, voters = 6, excluded = 0, status = 'frozen',
      root = ${Buffer.alloc(32)}, frozen_at = now()`,
    /every station/,
  );
});

test('a held batch and a request beyond the hours of the law stop a freeze; open ones are shown', async (t) => {
  const { server, first, state } = await readyToFreeze(t);
  const { owner } = server;
  await owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`
      insert into voter_requests (id, pack, kind, channel, about, voter_id, territory_path, status, details, received_at,
        received_by, ready_at, due_at)
      values (gen_random_uuid(), 'uzbekistan', 'fix', 'commission', 'self', 1, 'UZ/1703/1703202', 'open', '{}', now(),
        ${first.personId}, now(), '2030-01-01')`;
  });
  assert.deepEqual(
    (await state()).preconditions.map(({ code, blocks }) => [code, blocks]),
    [
      ['requests-open', false],
      ['voters-unplaced', false],
    ],
  );
  await owner`update voter_requests set due_at = '2020-01-01'`;
  const late = await first.call(contract.proposeFreeze, { params, body: { reason: REASON } });
  assert.equal(codeOf(late), 'roll-not-ready');
  await owner`update voter_requests set status = 'withdrawn'`;
  const ready = await first.call(contract.proposeFreeze, { params, body: { reason: REASON } });
  assert.equal(codeOf(ready), 'ok');
});

test('nothing is frozen before the day of the law, nor while a batch or an assignment is being entered', async (t) => {
  const { server, first, second, state } = await readyToFreeze(t);
  const { owner } = server;
  const codes = async () =>
    (await state()).preconditions.flatMap(({ code, blocks }) => (blocks ? [code] : []));
  const propose = () => first.call(contract.proposeFreeze, { params, body: { reason: REASON } });
  const moveTo = (shows: string) =>
    first.call(contract.moveElectionClock, { params, body: { shows, speed: 0, reason: REASON } });
  // Midnight in Tashkent is at 19 hours of the day before.
  await moveTo('2026-12-23T18:59:00.000Z');
  assert.deepEqual(await codes(), ['too-early']);
  assert.equal(codeOf(await propose()), 'roll-not-ready');
  await moveTo('2026-12-23T19:00:00.000Z');
  assert.deepEqual(await codes(), []);
  const turnSet = async (status: 'entering' | 'discarded') => {
    await owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update assignment_sets set status = ${status}`;
    });
  };
  await owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`
      insert into assignment_sets (pack, number, status, geography, hash, reason, import_report, created_at, created_by,
        asked_at, report, computed_at, decided_at)
      values ('uzbekistan', 99, 'entering', 1, ${Buffer.alloc(32)}, 'A set', '{}', now(), ${first.personId}, now(), '{}',
        now(), now())`;
  });
  assert.deepEqual(await codes(), ['assignment-entering']);
  assert.equal(codeOf(await propose()), 'roll-not-ready');
  await turnSet('discarded');
  const proposed = await propose();
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(second, proposed.value.proposalId);
  // A set that begins after the decision: the freeze waits for its end instead of taking half of it.
  await turnSet('entering');
  const freeze = () =>
    freezeRoll(server.platform.database, ELECTION, {
      now: server.platform.now,
      stop: new AbortController().signal,
    });
  await assert.rejects(freeze(), /being loaded or assigned/);
  await turnSet('discarded');
  await freeze();
  assert.equal((await state()).status, 'frozen');
});

test('a freeze whose process is killed goes on where it was', async (t) => {
  const { server, first, second, state } = await readyToFreeze(t);
  const { owner } = server;
  await decideFreeze(first, second);
  // The process stops at its last station until the test lets it go on: it is killed in the middle of a transaction.
  await owner`create function wait_for_test() returns trigger language plpgsql as $$ begin
    if new.station = '3' then perform pg_advisory_xact_lock(77); end if; return new; end $$`;
  await owner`create trigger waits before insert on roll_roots for each row execute function wait_for_test()`;
  const held = await owner.reserve();
  await held`select pg_advisory_lock(77)`;
  const child = fork(fileURLToPath(new URL('./freeze-program.ts', import.meta.url)), [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.send({ databaseUrl: server.platform.configuration.databaseUrl, election: ELECTION });
  const waits = () => held`
    select 1 from pg_locks l join pg_database d on d.oid = l.database
    where d.datname = current_database() and l.locktype = 'advisory' and l.objid = 77 and not l.granted`;
  while ((await waits()).length === 0) await setTimeout(20);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await held`select pg_advisory_unlock(77)`;
  held.release();
  const half = await state();
  assert.equal(half.status, 'freezing');
  assert.equal(half.root, null);
  await freezeRoll(server.platform.database, ELECTION, {
    now: server.platform.now,
    stop: new AbortController().signal,
  });
  const whole = await state();
  assert.deepEqual([whole.status, whole.counts?.voters, whole.counts?.stations], ['frozen', 7, 76]);
  const [left] = await owner`select count(*)::integer as n from roll_selection`;
  assert.equal(left?.['n'], 0);
});

test('nothing is frozen without an assignment', async (t) => {
  const { first } = await readyToFreeze(t, []);
  const refused = await first.call(contract.proposeFreeze, { params, body: { reason: REASON } });
  assert.equal(codeOf(refused), 'roll-not-ready');
});
