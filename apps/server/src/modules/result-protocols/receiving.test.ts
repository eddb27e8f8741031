import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as contract from '@ovoz/contract';
import { codeOf } from '../../../testing/outcome.ts';
import { smallProtocol } from '../../../testing/small-count.ts';
import { ELECTION } from '../../../testing/small-election.ts';
import type { TestServer } from '../../../testing/start-test-server.ts';
import { receiptFor, sendPackage, signedBy, startCount } from '../../../testing/station-device.ts';

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
  assert.deepEqual(
    Object.keys(payload).toSorted(),
    [
      'contest',
      'count',
      'errors',
      'key',
      'origin',
      'package',
      'station',
      'status',
      'version',
      'warnings',
    ],
    'figures are sealed until the release, and people always',
  );
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

test('versions follow each other, and the older ones are kept', async (t) => {
  const { server, one, definition, device, first } = await startCount(t);
  const version = (number: number, green = 50) =>
    signedBy(one, definition, {
      version: number,
      content: smallProtocol({ votes: { green, blue: 79 - green } }),
    }).text;
  assert.equal(codeOf(await sendPackage(device, version(2))), 'version-gap');
  await receiptFor(device, version(1));
  assert.equal(codeOf(await sendPackage(device, version(3))), 'version-gap');
  await receiptFor(device, version(2, 49));
  assert.equal(
    codeOf(await sendPackage(device, version(1, 48))),
    'version-outdated',
    'figures for a version that was replaced',
  );
  assert.equal(codeOf(await sendPackage(device, version(1))), 'ok', 'the same bytes as before');
  assert.deepEqual(await tracesOf(server), { packages: 2, alarms: 0, facts: 2, moved: 1 });
  const shown = await first.call(contract.getProtocol, {
    params: { code: ELECTION, contest: 'party-list', station: '1', count: 'hand' },
  });
  assert.ok(shown.ok);
  assert.deepEqual(
    shown.value.versions.map(({ version: number, standing }) => [number, standing]),
    [
      [1, false],
      [2, true],
    ],
  );
});

test('a machine count stands beside the hand count and does not count', async (t) => {
  const { one, definition, device, first } = await startCount(t);
  await receiptFor(device, signedBy(one, definition).text);
  const content = smallProtocol({ votes: { green: 49, blue: 30 } });
  await receiptFor(device, signedBy(one, definition, { count: 'machine', content }).text);
  const shown = await first.call(contract.getProtocol, {
    params: { code: ELECTION, contest: 'party-list', station: '1', count: 'machine' },
  });
  assert.ok(shown.ok, JSON.stringify(shown));
  assert.equal(shown.value.legal, false);
  assert.equal(shown.value.otherCount?.content.votes['green'], 50);
});

test('a file of packages is taken as if the stations had sent them, each for itself', async (t) => {
  const { server, one, two, definition, device } = await startCount(t);
  const good = signedBy(one, definition).text;
  const receipt = await receiptFor(device, good);
  const other = signedBy(two, definition).text;
  const packages = [good, other, `${other} `, '{}'];
  const upload = async (path: string) => {
    const person = await server.signInAs('precinct-member', path);
    return person.call(contract.uploadPackages, { params: { code: ELECTION }, body: { packages } });
  };
  const answer = await upload('UZ/1703/1703202');
  assert.ok(answer.ok, JSON.stringify(answer));
  const [known, taken, altered, empty] = answer.value.outcomes;
  assert.deepEqual(known, { ok: true, receipt });
  assert.equal(taken?.ok, true);
  assert.deepEqual(altered, { ok: false, code: 'package-not-canonical', detail: null });
  assert.deepEqual(empty, { ok: false, code: 'package-malformed', detail: null });
  const foreign = await upload('UZ/1706');
  assert.ok(foreign.ok);
  const codes = foreign.value.outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.code));
  assert.deepEqual(codes.slice(0, 2), ['not-found', 'not-found']);
});
