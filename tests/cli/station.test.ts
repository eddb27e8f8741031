import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import { loadCountryPacks } from '../../apps/server/src/modules/geography/public.ts';
import { publishNow } from '../../apps/server/src/modules/publication/publish.ts';
import { newWitness, registerWitness } from '../../apps/server/testing/log-witness.ts';
import { sequence } from '../../apps/server/testing/sequencing.ts';
import { openSmallCount, smallProtocol } from '../../apps/server/testing/small-count.ts';
import { ELECTION } from '../../apps/server/testing/small-election.ts';
import { approve } from '../../apps/server/testing/small-nation.ts';
import { startTestServer } from '../../apps/server/testing/start-test-server.ts';
import { KEY_PERIOD } from '../../apps/server/testing/station-device.ts';
import { folderFor, runOvoz } from './run-ovoz.ts';

const REASON = 'The fingerprint was read aloud';

/** An open count on a socket, its public pages, and `ovoz station` for a device in a folder. */
async function startFor(t: TestContext) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await openSmallCount(first, second);
  await publishNow(server.platform, loadCountryPacks(), { renderer: '/nowhere/main.js' });
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.app.server.address() as AddressInfo;
  const folder = join(folderFor(t), 'station-17');
  const station = (command: string, ...args: string[]) =>
    runOvoz(['station', command, '--folder', folder, ...args]);
  return {
    server,
    first,
    second,
    folder,
    station,
    enrol: (number = '17', election = ELECTION) =>
      station(
        'enrol',
        '--server',
        `http://127.0.0.1:${port}`,
        '--election',
        election,
        '--station',
        number,
      ),
    figures: (content: unknown) => {
      mkdirSync(folder, { recursive: true });
      const file = join(folder, 'figures.json');
      writeFileSync(file, JSON.stringify(content));
      return file;
    },
  };
}

test('a device enrols, is certified, signs, sends, and keeps its receipts', async (t) => {
  const { server, first, second, folder, station, enrol, figures } = await startFor(t);
  const enrolled = await enrol();
  assert.equal(enrolled.exitCode, 0, enrolled.err);
  assert.match(enrolled.out, /([0-9a-f]{4} ){15}[0-9a-f]{4}/);
  const key = join(folder, 'station-key.pem');
  assert.equal(statSync(key).mode & 0o777, 0o600);
  const waiting = await station('status');
  assert.equal(waiting.exitCode, 1);
  assert.match(waiting.out, /waits for two officers/);

  const listed = await first.call(contract.listStationKeys, {
    params: { code: ELECTION },
    query: {},
  });
  assert.ok(listed.ok);
  const [request] = listed.value.keys;
  assert.ok(request !== undefined);
  assert.ok(enrolled.out.replaceAll(' ', '').includes(request.fingerprint));
  const proposed = await first.call(contract.proposeStationKeys, {
    params: { code: ELECTION },
    body: {
      keys: [{ station: '17', publicKey: request.publicKey }],
      ...KEY_PERIOD,
      reason: REASON,
    },
  });
  assert.ok(proposed.ok);
  await approve(second, proposed.value.proposalId);
  assert.match((await station('status')).out, /is certified, valid from 2026-12-26/);

  const file = figures(smallProtocol());
  const signed = await station('sign', '--contest', 'party-list', '--protocol', file);
  assert.equal(signed.exitCode, 0, signed.err);
  const kept = join(folder, 'packages/party-list-hand-v1.json');
  assert.match(signed.out, /SHA-256 [0-9a-f]{64}/);
  const again = await station(
    'sign',
    '--contest',
    'party-list',
    '--protocol',
    file,
    '--version',
    '1',
  );
  assert.equal(again.exitCode, 1);
  assert.match(again.err, /version-signed-already/);

  const sent = await station('send');
  assert.equal(sent.exitCode, 0, sent.err);
  assert.match(sent.out, /received\./);
  const receiptFile = join(folder, 'packages/party-list-hand-v1.receipt.json');
  const receipt = readFileSync(receiptFile, 'utf8');
  assert.match(sent.out, /not in the public log yet/);
  assert.match(
    (await station('status')).out,
    /party-list-hand-v1\.json: received; not in the public log yet/,
  );
  const resent = await station('send', kept);
  assert.equal(resent.out, sent.out);
  assert.equal(readFileSync(receiptFile, 'utf8'), receipt, 'the same receipt');

  await sequence(server.platform);
  const anchored = await station('send', '--until-anchored');
  assert.equal(anchored.exitCode, 0, anchored.err);
  assert.match(anchored.out, /in the public log; witnesses have not co-signed that yet/);
  assert.match((await station('status')).out, /in the public log; witnesses have not/);
  const witness = newWitness('ngo.example');
  await registerWitness(first, second, witness);
  await sequence(server.platform);
  const log = await server.browser().call(contract.getLog, {});
  assert.ok(log.ok && log.value.checkpoint !== null);
  const { checkpoint } = log.value;
  const body = { checkpoint, cosignature: witness.cosignatureOf(checkpoint) };
  assert.ok((await server.browser().call(contract.addCosignature, { body })).ok);
  await sequence(server.platform);
  assert.match((await station('send')).out, /in the public log, co-signed by witnesses/);
  assert.match((await station('send')).out, /Every package of the folder is in the public log/);

  const stays = await enrol();
  assert.match(stays.out, /stays/);
  assert.ok(stays.out.replaceAll(' ', '').includes(request.fingerprint));
});

test('what cannot be signed or sent is said in one sentence with its code', async (t) => {
  const { folder, station, enrol, figures } = await startFor(t);
  const sign = (file: string, ...args: string[]) =>
    station('sign', '--contest', 'party-list', '--protocol', file, ...args);
  const before = await sign('nothing.json');
  assert.match(before.err, /not-enrolled.*station enrol --help/);
  assert.match((await enrol('777')).err, /station-unknown/);
  assert.match((await enrol('17', 'nowhere-2026')).err, /not-published/);
  assert.equal((await enrol()).exitCode, 0);
  assert.match((await enrol('18')).err, /enrolled-already.*17/);

  const wrong = smallProtocol({ votes: { green: 51, blue: 29 } });
  const file = figures(wrong);
  const checked = await sign(file);
  assert.equal(checked.exitCode, 1);
  assert.match(checked.err, /protocol-has-errors[^]*errors-on-paper[^]*votes/);
  const { votes: _, ...half } = wrong;
  assert.match((await sign(figures(half))).err, /fields-wrong/);
  assert.match(
    (await sign(figures({ ...wrong, votes: { green: 1 } }))).err,
    /fields-wrong[^]*blue/,
  );
  assert.match(
    (await sign(figures({ ...wrong, votes: { green: -1, blue: 2 } }))).err,
    /fields-wrong/,
  );
  const other = await station('sign', '--contest', 'mayor', '--protocol', file);
  assert.match(other.err, /contest-unknown.*party-list/);
  const unasked = await station('sign', '--contest', 'party-list');
  assert.match(unasked.err, /protocol-missing/);
  assert.ok(!existsSync(join(folder, 'packages')), 'nothing was signed');

  const faithful = await sign(figures(wrong), '--errors-on-paper');
  assert.equal(faithful.exitCode, 0, faithful.err);
  const refused = await station('send');
  assert.equal(refused.exitCode, 1);
  assert.match(refused.out, /refused \(key-unknown\)/);
  assert.match((await station('send', 'nowhere.json')).err, /file-not-found/);

  chmodSync(join(folder, 'station-key.pem'), 0o644);
  assert.match((await station('status')).err, /key-readable-by-others/);
  for (const wrongly of [
    ['station'],
    ['station', 'sign'],
    ['station', 'enrol', '--folder', folder],
  ]) {
    assert.equal((await runOvoz(wrongly)).exitCode, 2, wrongly.join(' '));
  }
  const help = await runOvoz(['station', 'sign', '--help']);
  assert.match(help.out, /errors-on-paper/);
});

test('a device believes no log but that of its enrolment, and notices a receipt that was lost', async (t) => {
  const { server, first, second, folder, station, enrol, figures } = await startFor(t);
  assert.equal((await enrol()).exitCode, 0);
  const listed = await first.call(contract.listStationKeys, {
    params: { code: ELECTION },
    query: {},
  });
  assert.ok(listed.ok);
  const publicKey = listed.value.keys[0]?.publicKey ?? assert.fail();
  const proposed = await first.call(contract.proposeStationKeys, {
    params: { code: ELECTION },
    body: { keys: [{ station: '17', publicKey }], ...KEY_PERIOD, reason: REASON },
  });
  assert.ok(proposed.ok);
  await approve(second, proposed.value.proposalId);
  const protocol = figures(smallProtocol());
  await station('sign', '--contest', 'party-list', '--protocol', protocol);
  const receiptFile = join(folder, 'packages/party-list-hand-v1.receipt.json');
  assert.equal((await station('send')).exitCode, 0);
  await sequence(server.platform);

  const settingsFile = join(folder, 'station.json');
  const settings = readFileSync(settingsFile, 'utf8');
  const other = newWitness('log.example').vkey;
  writeFileSync(settingsFile, JSON.stringify({ ...JSON.parse(settings), logKey: other }));
  const wrong = await station('send');
  assert.equal(wrong.exitCode, 1);
  assert.match(wrong.out, /anchor-wrong/);
  assert.ok(existsSync(join(folder, 'packages/party-list-hand-v1.wrong-anchor.json')));
  assert.match((await enrol()).err, /log-key-changed/);
  writeFileSync(settingsFile, settings);

  const receipt = JSON.parse(readFileSync(receiptFile, 'utf8')) as { fact: string };
  writeFileSync(receiptFile, JSON.stringify({ ...receipt, fact: 'a'.repeat(64) }));
  const lost = await station('send');
  assert.equal(lost.exitCode, 1);
  assert.match(lost.out, /receipt-changed/);
  assert.ok(existsSync(join(folder, 'packages/party-list-hand-v1.lost-receipt-aaaaaaaa.json')));
  assert.match((await station('send')).out, /in the public log; witnesses have not/);
});
