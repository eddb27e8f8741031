import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as contract from '@ovoz/contract';
import type { ResultPayload } from '@ovoz/election-model';
import { codeOf } from '../../../testing/outcome.ts';
import { setElectionClock, smallProtocol } from '../../../testing/small-count.ts';
import { ELECTION } from '../../../testing/small-election.ts';
import {
  certifiedDevices,
  newDevice,
  receiptFor,
  sendPackage,
  signedBy,
  startCount,
} from '../../../testing/station-device.ts';

const REASON = 'For the test of this rule';

test('what is signed for something else, or not well, is refused and leaves nothing behind', async (t) => {
  const { server, one, two, definition, device } = await startCount(t);
  const { text, package: good } = signedBy(one, definition);
  const content = smallProtocol();
  const { ['ballots-valid']: _, ...lessCounts } = content.counts;
  const { blue: __, ...lessVotes } = content.votes;
  const signed = (change: Partial<ResultPayload>) => signedBy(one, definition, change).text;
  const votes = (green: unknown) =>
    signed({ content: { ...content, votes: { ...content.votes, green: green as number } } });
  const stranger = newDevice('1');
  const forged = { station: '1', key: { ...stranger.key, fingerprint: one.key.fingerprint } };
  const hash = 'a'.repeat(64);
  const cases: readonly [expected: string, what: string, text: string][] = [
    ['wrong-election', 'another election', signed({ election: 'uzbekistan-2027-01-01-drill' })],
    ['wrong-mode', 'a drill', signed({ mode: 'drill' })],
    ['wrong-mode', 'the real one', signed({ mode: 'live' })],
    ['wrong-definition', 'another ballot', signed({ definition: hash })],
    ['contest-unknown', 'another contest', signed({ contest: 'mayor' })],
    ['key-of-another-station', 'another station', signed({ station: '2' })],
    [
      'key-of-another-station',
      'the key of another',
      signedBy({ ...two, station: '1' }, definition).text,
    ],
    ['key-unknown', 'a key that nobody certified', signedBy(stranger, definition).text],
    ['signature-wrong', 'another key under this name', signedBy(forged, definition).text],
    ['signature-wrong', 'an altered figure', text.replace('"green":50', '"green":51')],
    ['signature-wrong', 'an altered time', text.replace('T06:00', 'T06:01')],
    ['package-not-canonical', 'a field twice', text.replace('"green":50', '"green":50,"green":50')],
    [
      'package-not-canonical',
      'another figure first',
      text.replace('"green":50', '"green":99,"green":50'),
    ],
    ['package-not-canonical', 'white space', text.replaceAll(',', ', ')],
    ['package-not-canonical', 'another order', JSON.stringify(good)],
    ['package-not-canonical', 'a point', text.replace('"green":50', '"green":50.0')],
    ['package-not-canonical', 'an exponent', text.replace('"green":50', '"green":5e1')],
    ['package-malformed', 'a negative count', votes(-1)],
    ['package-malformed', 'an overflow', votes(1_000_000_000)],
    ['package-malformed', 'beyond all numbers', text.replace('"green":50', '"green":1e400')],
    ['package-malformed', 'a fraction', text.replace('"green":50', '"green":0.5')],
    ['package-malformed', 'text for a count', votes('50')],
    ['package-malformed', 'an unknown field', text.replace('"format":1', '"extra":1,"format":1')],
    ['package-malformed', 'a prototype', text.replace('"green":50', '"__proto__":{},"green":50')],
    ['package-malformed', 'another encoding', text.replace('party-list', 'рarty-list')],
    ['package-malformed', 'no JSON', 'SOS'],
    ['package-malformed', 'depth', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['package-malformed', 'version 0', signed({ version: 0 })],
    ['invalid-input', 'huge', ' '.repeat(32_001)],
    ['fields-wrong', 'a missing count', signed({ content: { ...content, counts: lessCounts } })],
    ['fields-wrong', 'a missing option', signed({ content: { ...content, votes: lessVotes } })],
    [
      'fields-wrong',
      'one option more',
      signed({ content: { ...content, votes: { ...content.votes, red: 0 } } }),
    ],
    [
      'fields-wrong',
      'one count more',
      signed({ content: { ...content, counts: { ...content.counts, more: 0 } } }),
    ],
    ['version-gap', 'version 2 first', signed({ version: 2 })],
    ['device-clock-off', 'a year before', signed({ madeAt: '2025-12-28T06:00:00.000Z' })],
    ['device-clock-off', 'a year after', signed({ madeAt: '2027-12-28T06:00:00.000Z' })],
    ['device-clock-off', 'no day at all', signed({ madeAt: '2026-02-31T06:00:00.000Z' })],
    [
      'origin-not-allowed',
      'as if keyed',
      signed({ origin: { kind: 'keyed', entries: [hash, hash] } }),
    ],
    [
      'origin-not-allowed',
      'as if corrected',
      signed({ origin: { kind: 'corrected', corrects: hash, reason: REASON } }),
    ],
  ];
  for (const [expected, what, altered] of cases) {
    assert.equal(codeOf(await sendPackage(device, altered)), expected, what);
  }
  const elsewhere = await sendPackage(device, text, 'uzbekistan-2027-01-01-drill');
  assert.equal(codeOf(elsewhere), 'wrong-election', 'at the door of another election');
  const [left] = await server.owner`
    select (select count(*)::integer from result_packages) as packages,
      (select count(*)::integer from result_protocols where revision > 1 or count = 'machine') as moved,
      (select count(*)::integer from result_alarms) as alarms`;
  assert.deepEqual({ ...left }, { packages: 0, moved: 0, alarms: 0 });
  const recorded = await server.owner<{ bytes: Buffer }[]>`
    select bytes from evidence_facts where event_type = 'protocols.package-refused' and log = 'audit'`;
  const codes = new Set(recorded.map(({ bytes }) => JSON.parse(String(bytes)).payload.code));
  assert.ok(codes.has('wrong-mode') && codes.has('version-gap'), 'what a certified key signed');
  assert.ok(!codes.has('key-unknown') && !codes.has('signature-wrong'), 'not what strangers send');
  assert.equal(codeOf(await sendPackage(device, text)), 'ok', 'the package itself was never wrong');
});

test('a package is for the election at whose door it comes', async (t) => {
  const { one, definition, device } = await startCount(t);
  const election = 'uzbekistan-2027-05-30-training';
  const { text } = signedBy(one, definition, { election });
  assert.equal(codeOf(await sendPackage(device, text, election)), 'count-not-open');
});

test('before the station has closed nothing is taken, not even well signed', async (t) => {
  const { one, definition, device, first } = await startCount(t);
  const { text } = signedBy(one, definition, { madeAt: '2026-12-27T14:59:00.000Z' });
  await setElectionClock(first, '2026-12-27T14:59:00.000Z');
  assert.equal(codeOf(await sendPackage(device, text)), 'station-still-open');
  await setElectionClock(first, '2026-12-27T15:00:00.000Z');
  assert.equal(codeOf(await sendPackage(device, text)), 'ok', 'at 20:00 in Tashkent');
});

test('a key speaks only in its time, and never after it was revoked', async (t) => {
  const { first, second, one, definition, device } = await startCount(t);
  const day = (text: string) => `${text}T00:00:00.000Z`;
  const [early] = await certifiedDevices(first, second, ['4'], {
    validFrom: day('2026-12-01'),
    validUntil: day('2026-12-28'),
  });
  const [late] = await certifiedDevices(first, second, ['5'], {
    validFrom: day('2026-12-29'),
    validUntil: day('2026-12-30'),
  });
  assert.ok(early !== undefined && late !== undefined);
  for (const other of [early, late]) {
    const answer = await sendPackage(device, signedBy(other, definition).text);
    assert.equal(codeOf(answer), 'key-not-valid-now');
  }
  const { text } = signedBy(one, definition);
  const receipt = await receiptFor(device, text);
  const revoked = await first.call(contract.revokeStationKey, {
    params: { code: ELECTION, fingerprint: one.key.fingerprint },
    body: { reason: REASON },
  });
  assert.ok(revoked.ok, JSON.stringify(revoked));
  const next = signedBy(one, definition, { version: 2 }).text;
  assert.equal(codeOf(await sendPackage(device, next)), 'key-revoked');
  assert.deepEqual(await receiptFor(device, text), receipt, 'what it signed before stays');
});

test('strangers are limited by network, stations behind the same address are not', async (t) => {
  const { one, two, definition, device } = await startCount(t);
  const forged = signedBy(newDevice('1'), definition).text;
  const codes = new Set<string>();
  for (let sent = 0; sent < 620; sent += 1) codes.add(codeOf(await sendPackage(device, forged)));
  assert.deepEqual([...codes], ['key-unknown', 'too-many-requests']);
  assert.equal(codeOf(await sendPackage(device, signedBy(one, definition).text)), 'ok');
  const gap = signedBy(two, definition, { version: 7 }).text;
  assert.equal(codeOf(await sendPackage(device, gap)), 'version-gap', 'a known sender is told why');
});
