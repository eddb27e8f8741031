import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as contract from '@ovoz/contract';
import { codeOf } from '../../../testing/outcome.ts';
import { smallProtocol } from '../../../testing/small-count.ts';
import { ELECTION } from '../../../testing/small-election.ts';
import { approve } from '../../../testing/small-nation.ts';
import type { TestPerson } from '../../../testing/start-test-server.ts';
import { receiptFor, sendPackage, signedBy, startCount } from '../../../testing/station-device.ts';

const REASON = 'The paper was looked at again';
const SLOT = { code: ELECTION, contest: 'party-list', station: '1', count: 'hand' } as const;

function figures(green: number) {
  return { content: smallProtocol({ votes: { green, blue: 79 - green } }) };
}

async function protocol(person: TestPerson) {
  const shown = await person.call(contract.getProtocol, { params: SLOT });
  assert.ok(shown.ok, JSON.stringify(shown));
  const { row, alarms, versions } = shown.value;
  return { ...row, openAlarms: alarms.filter(({ settledAt }) => settledAt === null), versions };
}

async function accept(person: TestPerson, hash: string) {
  const { code, ...slot } = SLOT;
  const answer = await person.call(contract.acceptProtocols, {
    params: { code },
    body: { protocols: [{ ...slot, hash, reason: null }] },
  });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

function settle(person: TestPerson, id: string, take: string) {
  return person.call(contract.proposeSettlement, {
    params: { code: ELECTION, id },
    body: { take, reason: REASON },
  });
}

test('other figures under the same number raise an alarm and overwrite nothing', async (t) => {
  const { server, one, definition, device, first, second } = await startCount(t);
  const stands = await receiptFor(device, signedBy(one, definition).text);
  const other = signedBy(one, definition, figures(40)).text;
  const came = await receiptFor(device, other);
  assert.equal(came.outcome, 'alarm-raised');
  assert.deepEqual(await receiptFor(device, other), came, 'the same bytes raise no second one');
  const shown = await protocol(first);
  assert.equal(shown.hash, stands.hash);
  assert.equal(shown.versions.length, 2, 'both are kept');
  const [alarm] = shown.openAlarms;
  assert.deepEqual([alarm?.kind, alarm?.hash], ['other-content', came.hash]);
  assert.ok(alarm !== undefined);

  const refused = await accept(first, stands.hash);
  assert.deepEqual(
    refused.refused.map(({ code }) => code),
    ['alarm-open'],
  );
  const next = signedBy(one, definition, { version: 2 }).text;
  assert.equal(codeOf(await sendPackage(device, next)), 'alarm-open');

  assert.equal(codeOf(await settle(first, alarm.id, 'a'.repeat(64))), 'package-unknown');
  const proposed = await settle(first, alarm.id, came.hash);
  assert.ok(proposed.ok, JSON.stringify(proposed));
  assert.equal(codeOf(await settle(second, alarm.id, stands.hash)), 'proposal-exists');
  const { proposalId: id } = proposed.value;
  const waiting = await first.call(contract.getProposal, { params: { id } });
  assert.ok(waiting.ok);
  const { contentHash } = waiting.value.proposal;
  const own = await first.call(contract.approveProposal, { params: { id }, body: { contentHash } });
  assert.equal(codeOf(own), 'second-person-required');
  assert.ok(
    waiting.value.rows.some(({ value }) => value === '50 | 40'),
    'figures side by side',
  );
  await approve(second, id);
  const after = await protocol(first);
  assert.deepEqual([after.hash, after.status, after.alarms], [came.hash, 'received', 0]);
  assert.equal(codeOf(await settle(first, alarm.id, stands.hash)), 'wrong-state', 'settled once');
  assert.deepEqual((await accept(first, came.hash)).accepted, 1);
  const facts = await server.owner`
    select from evidence_facts where event_type = 'protocols.alarm-settled' and log = 'public'`;
  assert.equal(facts.length, 1);
});

test('a version after the decision waits for two people, who may leave what was decided', async (t) => {
  const { one, definition, device, first, second } = await startCount(t);
  const stands = await receiptFor(device, signedBy(one, definition).text);
  await accept(first, stands.hash);
  const late = { version: 2, ...figures(40) };
  const came = await receiptFor(device, signedBy(one, definition, late).text);
  assert.equal(came.outcome, 'alarm-raised');
  const shown = await protocol(first);
  assert.deepEqual([shown.status, shown.version, shown.hash], ['accepted', 1, stands.hash]);
  const [alarm] = shown.openAlarms;
  assert.equal(alarm?.kind, 'after-decision');
  const proposed = await settle(second, alarm?.id ?? '', stands.hash);
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(first, proposed.value.proposalId);
  const after = await protocol(first);
  assert.deepEqual([after.status, after.hash, after.alarms], ['accepted', stands.hash, 0]);
  const third = signedBy(one, definition, { version: 3, ...figures(39) }).text;
  assert.equal((await receiptFor(device, third)).outcome, 'alarm-raised', 'the number 2 is used');
});

test('of different figures at the same time one stands and the others raise alarms', async (t) => {
  const { server, one, definition, first } = await startCount(t);
  const receipts = await Promise.all(
    [50, 49, 48, 47, 46, 45, 44, 43].map((green) =>
      receiptFor(server.browser(), signedBy(one, definition, figures(green)).text),
    ),
  );
  const received = receipts.filter(({ outcome }) => outcome === 'received');
  assert.equal(received.length, 1);
  const shown = await protocol(first);
  assert.equal(shown.hash, received[0]?.hash);
  assert.equal(shown.alarms, 7);
  assert.equal(shown.openAlarms.length, 7);
});

test('the database holds when somebody goes around the server', async (t) => {
  const { server, one, two, definition, device, first, second } = await startCount(t);
  const { owner } = server;
  const stands = await receiptFor(device, signedBy(one, definition).text);
  const came = await receiptFor(device, signedBy(one, definition, figures(40)).text);
  const foreign = await receiptFor(device, signedBy(two, definition).text);
  const bytes = (hash: string) => Buffer.from(hash, 'hex');
  const refused: readonly [RegExp, () => Promise<unknown>][] = [
    [/append-only/, () => owner`update result_packages set bytes = 'x', hash = sha256('x')`],
    [/append-only/, () => owner`delete from result_packages`],
    [
      /hash_is_of_package/,
      () => owner`
      insert into result_packages select ${Buffer.alloc(32)}, election, contest, station, count, version,
        origin, key_fingerprint, bytes, findings, errors, warnings, received_at, received_by, proposal_id,
        outcome, fact_hash from result_packages limit 1`,
    ],
    [
      /this takes two people|violates check constraint/,
      () => owner`
      insert into result_packages select sha256('x'), election, contest, station, count, 2, 'corrected',
        key_fingerprint, 'x', findings, errors, warnings, received_at, received_by, null,
        outcome, fact_hash from result_packages limit 1`,
    ],
    [/append-only/, () => owner`delete from result_protocols`],
    [
      /one of this protocol and version/,
      () => owner`
      update result_protocols set package_hash = ${bytes(foreign.hash)}, revision = revision + 1
      where station = '1' and contest = 'party-list'`,
    ],
    [
      /does not go from awaited to accepted/,
      () => owner`
      update result_protocols set status = 'accepted', version = 1, latest = 1, revision = revision + 1,
        package_hash = ${bytes(stands.hash)} where station = '3' and contest = 'party-list'`,
    ],
    [
      /every change raises the revision/,
      () => owner`
      update result_protocols set status = 'accepted' where station = '1' and contest = 'party-list'`,
    ],
    [
      /what a protocol is about is fixed/,
      () => owner`
      update result_protocols set closes_at = now(), revision = revision + 1 where station = '1'`,
    ],
    [
      /an alarm is settled by two people/,
      () => owner`
      update result_alarms set settled_at = now(), taken_hash = ${bytes(came.hash)},
        proposal_id = (select id from proposals limit 1)`,
    ],
    [/append-only/, () => owner`delete from result_alarms`],
    [/append-only/, () => owner`update result_counts set release_at = now()`],
    [
      /two people certify a key/,
      () => owner`
      insert into station_keys select sha256('key of thirty-two bytes in total'), election, '3',
        territory_path, 'key of thirty-two bytes in total', valid_from, valid_until,
        (select id from proposals where kind <> 'certify-station-keys' limit 1), ${first.personId},
        ${second.personId}, certified_at from station_keys limit 1`,
    ],
    [
      /fingerprint_is_of_key/,
      () => owner`
      insert into station_keys select ${Buffer.alloc(32)}, election, station, territory_path, public_key,
        valid_from, valid_until, proposal_id, proposed_by, approved_by, certified_at
      from station_keys limit 1`,
    ],
    [/a certified key is only revoked, once/, () => owner`update station_keys set station = '3'`],
    [/append-only/, () => owner`delete from station_keys`],
  ];
  for (const [reason, act] of refused) await assert.rejects(act, reason, String(act));
});
