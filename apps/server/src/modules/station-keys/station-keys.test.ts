import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import { codeOf } from '../../../testing/outcome.ts';
import { ELECTION, sealSmallElection } from '../../../testing/small-election.ts';
import { approve } from '../../../testing/small-nation.ts';
import { startTestServer, type TestPerson } from '../../../testing/start-test-server.ts';
import {
  KEY_PERIOD,
  keyRequest,
  newDevice,
  type StationDevice,
} from '../../../testing/station-device.ts';

const REASON = 'Fingerprints were compared';
const params = { code: ELECTION };

async function startElection(t: TestContext) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await sealSmallElection(first, second);
  const browser = server.browser();
  return {
    server,
    first,
    second,
    request: (body: ReturnType<typeof keyRequest>, code = ELECTION) =>
      browser.call(contract.requestStationKey, { params: { code }, body }),
    statusOf: async ({ key: { fingerprint } }: StationDevice) => {
      const answer = await browser.call(contract.getStationKeyStatus, {
        params: { code: ELECTION, fingerprint },
      });
      assert.ok(answer.ok);
      return answer.value.status;
    },
  };
}

function propose(person: TestPerson, devices: readonly StationDevice[], period = KEY_PERIOD) {
  const keys = devices.map(({ station, key }) => ({
    station,
    publicKey: key.publicKey.toString('base64url'),
  }));
  const body = { keys, ...period, reason: REASON };
  return person.call(contract.proposeStationKeys, { params, body });
}

async function list(person: TestPerson) {
  const answer = await person.call(contract.listStationKeys, { params, query: {} });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

test('a device asks, two officers certify, and one revokes', async (t) => {
  const { server, first, second, request, statusOf } = await startElection(t);
  const device = newDevice('7');
  assert.equal(await statusOf(device), 'unknown');
  const asked = await request(keyRequest(device));
  assert.ok(asked.ok);
  assert.equal(asked.value.fingerprint, device.key.fingerprint);
  assert.equal(codeOf(await request(keyRequest(device))), 'ok', 'a lost answer is asked for again');
  assert.equal(await statusOf(device), 'requested');

  const proposed = await propose(first, [device]);
  assert.ok(proposed.ok, JSON.stringify(proposed));
  assert.deepEqual(
    (await list(first)).keys.map(({ station, status }) => [station, status]),
    [['7', 'proposed']],
  );
  const { proposalId: id } = proposed.value;
  const shown = await second.call(contract.getProposal, { params: { id } });
  assert.ok(shown.ok);
  const aloud = device.key.fingerprint.replaceAll(/.{4}(?=.)/g, '$& ');
  assert.ok(shown.value.rows.some(({ value }) => value.includes(`7: ${aloud}`)));
  const { contentHash } = shown.value.proposal;
  const own = await first.call(contract.approveProposal, { params: { id }, body: { contentHash } });
  assert.equal(codeOf(own), 'second-person-required');
  await approve(second, id);
  assert.equal(await statusOf(device), 'certified');
  assert.equal(codeOf(await propose(second, [device])), 'key-certified-already');
  const { keys, certified, requested } = await list(first);
  assert.deepEqual([certified, requested], [1, 0]);
  assert.deepEqual(keys[0]?.certifiedBy, [first.name, second.name]);

  const revoke = () =>
    second.call(contract.revokeStationKey, {
      params: { code: ELECTION, fingerprint: device.key.fingerprint },
      body: { reason: 'The device was stolen' },
    });
  assert.equal(codeOf(await revoke()), 'ok');
  assert.equal(codeOf(await revoke()), 'key-revoked');
  assert.equal(await statusOf(device), 'revoked');
  assert.equal(codeOf(await request(keyRequest(device))), 'key-certified-already');
  const facts = await server.owner<{ type: string; bytes: Buffer }[]>`
    select event_type as type, bytes from evidence_facts
    where event_type like 'station-keys.%' and log = 'public' order by recorded_at`;
  assert.deepEqual(
    facts.map(({ type }) => type),
    ['station-keys.certified', 'station-keys.revoked'],
  );
  for (const { bytes } of facts) assert.ok(!String(bytes).includes(first.personId));
});

test('a request proves that the device holds the key, for this station and election', async (t) => {
  const { request } = await startElection(t);
  const device = newDevice('7');
  const asked = keyRequest(device);
  assert.equal(codeOf(await request({ ...asked, station: '8' })), 'signature-wrong');
  const foreign = newDevice('7').key.publicKey.toString('base64url');
  assert.equal(codeOf(await request({ ...asked, publicKey: foreign })), 'signature-wrong');
  assert.equal(codeOf(await request(asked, 'uzbekistan-2027-05-30-training')), 'signature-wrong');
  assert.equal(codeOf(await request(keyRequest(newDevice('777')))), 'station-unknown');
  const elsewhere = 'uzbekistan-2027-05-30-training';
  assert.equal(codeOf(await request(keyRequest(device, elsewhere), elsewhere)), 'station-unknown');
});

test('strangers cannot fill the list of a station', async (t) => {
  const { request } = await startElection(t);
  for (let count = 0; count < 10; count += 1) {
    assert.equal(codeOf(await request(keyRequest(newDevice('7')))), 'ok');
  }
  assert.equal(codeOf(await request(keyRequest(newDevice('7')))), 'key-requests-full');
  assert.equal(codeOf(await request(keyRequest(newDevice('8')))), 'ok');
});

test('what does not fit is not proposed', async (t) => {
  const { first } = await startElection(t);
  assert.equal(codeOf(await propose(first, [newDevice('777')])), 'station-unknown');
  const device = newDevice('7');
  assert.equal(codeOf(await propose(first, [device, device])), 'key-certified-already');
  const { validFrom, validUntil } = KEY_PERIOD;
  const backwards = { validFrom: validUntil, validUntil: validFrom };
  assert.equal(codeOf(await propose(first, [device], backwards)), 'dates-out-of-order');
  assert.equal(codeOf(await propose(first, [device])), 'ok');
  assert.equal(codeOf(await propose(first, [device])), 'proposal-exists');
});

test('a declined proposal leaves the request, and two proposals certify a key once', async (t) => {
  const { first, second, request, statusOf } = await startElection(t);
  const [device, other] = [newDevice('7'), newDevice('8')];
  await request(keyRequest(device));
  const one = await propose(first, [device]);
  assert.ok(one.ok);
  await second.call(contract.declineProposal, {
    params: { id: one.value.proposalId },
    body: { reason: 'The fingerprint differs' },
  });
  assert.equal((await list(first)).keys[0]?.status, 'requested');
  const alone = await propose(first, [device]);
  const both = await propose(first, [device, other]);
  assert.ok(alone.ok && both.ok);
  await approve(second, alone.value.proposalId);
  const { proposalId: id } = both.value;
  const shown = await second.call(contract.getProposal, { params: { id } });
  assert.ok(shown.ok);
  const { contentHash } = shown.value.proposal;
  const late = await second.call(contract.approveProposal, {
    params: { id },
    body: { contentHash },
  });
  assert.equal(codeOf(late), 'key-certified-already');
  assert.equal(await statusOf(other), 'unknown', 'all or nothing');
});

test('officers see and certify the keys of their own territory', async (t) => {
  const { server, first, request } = await startElection(t);
  const home = await server.signInAs('district-member', 'UZ/1703/1703202');
  const away = await server.signInAs('district-member', 'UZ/1706');
  const device = newDevice('7');
  await request(keyRequest(device));
  assert.equal((await list(home)).keys.length, 1);
  assert.equal((await list(away)).keys.length, 0);
  assert.equal(codeOf(await propose(away, [device])), 'not-found');
  const atHomeAndAbroad = [device, newDevice('76')];
  assert.equal(codeOf(await propose(home, atHomeAndAbroad)), 'not-found');
  assert.equal(codeOf(await propose(first, atHomeAndAbroad)), 'ok');
  assert.equal(codeOf(await propose(home, [device])), 'ok');
});

test('a thousand keys are certified at once', async (t) => {
  const { first, second } = await startElection(t);
  const devices = Array.from({ length: 1000 }, (_, index) => newDevice(String((index % 75) + 1)));
  const proposed = await propose(first, devices);
  assert.ok(proposed.ok, JSON.stringify(proposed).slice(0, 300));
  await approve(second, proposed.value.proposalId);
  const found = await list(first);
  assert.equal(found.certified, 1000);
  assert.equal(found.keys.length, contract.PAGE_SIZE);
  const next = await first.call(contract.listStationKeys, {
    params,
    query: { cursor: found.next ?? '' },
  });
  assert.ok(next.ok);
  const seen = new Set([...found.keys, ...next.value.keys].map(({ fingerprint }) => fingerprint));
  assert.equal(seen.size, 2 * contract.PAGE_SIZE);
});
