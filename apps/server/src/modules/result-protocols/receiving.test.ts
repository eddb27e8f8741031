import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Client } from '@ovoz/client';
import * as contract from '@ovoz/contract';
import { codeOf } from '../../../testing/outcome.ts';
import { openSmallCount, setElectionClock, smallProtocol } from '../../../testing/small-count.ts';
import { ELECTION } from '../../../testing/small-election.ts';
import { startTestServer, type TestServer } from '../../../testing/start-test-server.ts';
import {
  certifiedDevices,
  definitionHash,
  newDevice,
  signedBy,
} from '../../../testing/station-device.ts';

/** An open count and the devices of the stations 1, 2 and 3. */
async function startCount(t: TestContext) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await openSmallCount(first, second);
  const devices = await certifiedDevices(first, second, ['1', '2', '3']);
  const [one, two, three] = devices;
  assert.ok(one !== undefined && two !== undefined && three !== undefined);
  const definition = await definitionHash(first);
  return { server, first, second, one, two, three, definition, device: server.browser() };
}

function send(client: Client, text: string, code = ELECTION) {
  return client.call(contract.submitPackage, { params: { code }, body: { package: text } });
}

async function receiptFor(client: Client, text: string) {
  const answer = await send(client, text);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

/** Everything that a package leaves behind. */
async function tracesOf({ owner }: TestServer) {
  const [rows] = await owner`
    select (select count(*)::integer from result_packages) as packages,
      (select count(*)::integer from result_alarms) as alarms,
      (select count(*)::integer from evidence_facts
        where event_type in ('protocols.version-received', 'protocols.alarm-raised')) as facts,
      (select count(*)::integer from result_protocols where revision > 1) as moved`;
  return { ...rows };
}

test('a package that a station signed is received, checked and recorded', async (t) => {
  const { server, one, definition, device, first } = await startCount(t);
  const { text } = signedBy(one, definition);
  const receipt = await receiptFor(device, text);
  assert.deepEqual(
    { outcome: receipt.outcome, errors: receipt.errors, warnings: receipt.warnings },
    { outcome: 'received', errors: 0, warnings: 0 },
  );
  const [fact] = await server.owner<{ bytes: Buffer; subject: string }[]>`
    select bytes, subject from evidence_facts where encode(hash, 'hex') = ${receipt.fact}`;
  assert.equal(fact?.subject, `${ELECTION}/party-list/1/hand/1`);
  const { payload } = JSON.parse(String(fact?.bytes));
  assert.equal(payload.package, receipt.hash);
  assert.ok(!String(fact?.bytes).includes('79'), 'figures are sealed until the release');
  const shown = await first.call(contract.getProtocol, {
    params: { code: ELECTION, contest: 'party-list', station: '1', count: 'hand' },
  });
  assert.ok(shown.ok, JSON.stringify(shown));
  assert.equal(shown.value.row.status, 'received');
  assert.equal(shown.value.versions[0]?.package, text);
});

test('a protocol with errors is recorded as it is', async (t) => {
  const { one, definition, device } = await startCount(t);
  const content = smallProtocol({ votes: { green: 51, blue: 29 } });
  const receipt = await receiptFor(device, signedBy(one, definition, { content }).text);
  assert.ok(receipt.errors > 0);
});

test('the same bytes give the same receipt, also at once', async (t) => {
  const { server, one, definition, device } = await startCount(t);
  const { text } = signedBy(one, definition);
  const answers = await Promise.all(
    Array.from({ length: 16 }, () => receiptFor(server.browser(), text)),
  );
  const texts = answers.map((receipt) => JSON.stringify(receipt));
  assert.equal(new Set(texts).size, 1);
  assert.equal(JSON.stringify(await receiptFor(device, text)), texts[0]);
  assert.deepEqual(await tracesOf(server), { packages: 1, alarms: 0, facts: 1, moved: 1 });
});
