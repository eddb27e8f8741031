import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import {
  checkNote,
  fromBase64,
  leafHash,
  openCheckpoint,
  parseNote,
  parseVkey,
  verifyInclusion,
} from '@ovoz/public-log';
import { newWitness, registerWitness } from '../../../testing/log-witness.ts';
import { codeOf } from '../../../testing/outcome.ts';
import { identities, openForTest, recordMany, sequence } from '../../../testing/sequencing.ts';
import { approve } from '../../../testing/small-nation.ts';
import { startTestServer, type TestServer } from '../../../testing/start-test-server.ts';
import { receiptFor, signedBy, startCount } from '../../../testing/station-device.ts';
import { verifyEd25519 } from '../../platform/ed25519.ts';
import { sha256 } from '../../platform/evidence.ts';

/** Checks an anchor as a device does, which knows the key of the log and the fact of its receipt. */
function holds(anchor: contract.Anchor, vkey: string, fact: string): boolean {
  const key = parseVkey(vkey, sha256);
  assert.ok(key.ok);
  const checkpoint = openCheckpoint(anchor.checkpoint, key.value, verifyEd25519);
  if (!checkpoint.ok || sha256(anchor.entry).toString('hex') !== fact) return false;
  const proof = anchor.proof.map((hash) => fromBase64(hash) ?? assert.fail());
  const leaf = leafHash(Buffer.from(anchor.entry), sha256);
  const { size, root } = checkpoint.value;
  return verifyInclusion(proof, { index: anchor.index, size, leaf, root }, sha256);
}

async function logOf(server: TestServer) {
  const answer = await server.browser().call(contract.getLog, {});
  assert.ok(answer.ok);
  return answer.value;
}

test('a receipt turns from received to anchored, with a proof that holds', async (t) => {
  const { server, one, definition, device } = await startCount(t);
  const receipt = await receiptFor(device, signedBy(one, definition).text);
  const ask = () => device.call(contract.getPackageAnchor, { params: { hash: receipt.hash } });
  assert.deepEqual(await ask(), { ok: true, value: { state: 'received', fact: receipt.fact } });
  await recordMany(server.platform, 700);
  await sequence(server.platform);
  const anchored = await ask();
  assert.ok(anchored.ok && anchored.value.state === 'anchored');
  const { fact, anchor } = anchored.value;
  const { vkey } = await logOf(server);
  assert.equal(fact, receipt.fact);
  assert.ok(holds(anchor, vkey, receipt.fact));
  assert.equal(anchor.public, false, 'nobody co-signed it');
  const { payload } = JSON.parse(anchor.entry) as { payload: { package: string } };
  assert.equal(payload.package, receipt.hash, 'the entry names the package');
  const otherIndex = { ...anchor, index: anchor.index + 1 };
  assert.ok(!holds(otherIndex, vkey, receipt.fact));

  const unknown = await device.call(contract.getPackageAnchor, {
    params: { hash: 'a'.repeat(64) },
  });
  assert.equal(codeOf(unknown), 'package-unknown');
});

test('every entry of a log has a proof, at any size', async (t) => {
  const server = await startTestServer(t);
  const sequencer = await openForTest(t, server.platform);
  const { vkey } = await logOf(server);
  for (const count of [1, 2, 252, 1, 1, 300]) {
    await recordMany(server.platform, count);
    await sequencer.step('sign-now');
    const rows = await server.owner<{ hash: string; index: number }[]>`
      select encode(hash, 'hex') as hash, leaf_index::integer as index from evidence_facts
      where log = 'public' and (leaf_index < 3 or leaf_index > 250) order by leaf_index`;
    for (const { hash, index } of rows.filter((_, at) => at % 37 < 3)) {
      const answer = await server.browser().call(contract.getEntryAnchor, { params: { hash } });
      assert.ok(answer.ok, JSON.stringify(answer));
      assert.equal(answer.value.index, index);
      assert.ok(holds(answer.value, vkey, hash), `entry ${index}`);
    }
  }
});

/** A log with three witnesses in force. */
async function witnessed(t: TestContext) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('administrator');
  const witnesses = ['party.example', 'university.example', 'ngo.example/a'].map(newWitness);
  for (const witness of witnesses) await registerWitness(first, second, witness);
  const sequencer = await openForTest(t, server.platform);
  await sequencer.step('sign-now');
  const sign = async (count: number) => {
    await recordMany(server.platform, count);
    await sequencer.step('sign-now');
    return (await logOf(server)).checkpoint ?? assert.fail();
  };
  const send = (checkpoint: string, cosignature: string) =>
    server.browser().call(contract.addCosignature, { body: { checkpoint, cosignature } });
  const [one, two, three] = witnesses;
  assert.ok(one !== undefined && two !== undefined && three !== undefined);
  return { server, first, second, sequencer, sign, send, one, two, three };
}

test('a checkpoint is public when more than half of the witnesses co-signed it', async (t) => {
  const { server, sequencer, sign, send, one, two, three, first } = await witnessed(t);
  const checkpoint = await sign(5);
  const before = await logOf(server);
  assert.equal(before.publicCheckpoint, null);
  const answer = await send(checkpoint, one.cosignatureOf(checkpoint));
  assert.ok(answer.ok, JSON.stringify(answer));
  const { size } = answer.value;
  assert.deepEqual(answer.value, { witness: one.name, size, cosigned: 1, needed: 2 });
  await sequencer.step();
  const withOne = await logOf(server);
  assert.equal(withOne.publicCheckpoint, null, 'one of three is no majority');
  assert.ok(withOne.checkpoint?.includes(`— ${one.name} `), 'but its co-signature is published');

  await send(checkpoint, two.cosignatureOf(checkpoint));
  await sequencer.step();
  const withTwo = await logOf(server);
  assert.equal(withTwo.publicCheckpoint, withTwo.checkpoint);
  const { open } = identities(server.platform);
  const file = readFileSync(join(open.folder, 'public-checkpoint'), 'utf8');
  assert.equal(file, withTwo.publicCheckpoint);
  const note = parseNote(file);
  assert.ok(note.ok && checkNote(note.value, open.key, verifyEd25519).ok);

  const forPages = JSON.parse(readFileSync(join(open.folder, 'state.json'), 'utf8'));
  assert.deepEqual(forPages, { format: 1, size, publicSize: size, registered: 3, cosigned: 2 });

  const [row] = await server.owner<{ hash: string }[]>`
    select encode(hash, 'hex') as hash from evidence_facts where log = 'public' and leaf_index = 1`;
  const hash = row?.hash ?? assert.fail();
  const next = await sign(5);
  const anchor = await server.browser().call(contract.getEntryAnchor, { params: { hash } });
  assert.ok(anchor.ok && anchor.value.public && holds(anchor.value, withTwo.vkey, hash));
  assert.equal(anchor.value.checkpoint, file, 'proved by what is public, not by what is newest');
  const later = await logOf(server);
  assert.equal(
    later.publicCheckpoint,
    file,
    'it stays public while the newest waits for witnesses',
  );
  await send(next, three.cosignatureOf(next));
  await send(next, one.cosignatureOf(next));
  await sequencer.step();
  assert.notEqual((await logOf(server)).publicCheckpoint, file);
  const state = await first.call(contract.getRecordState, {});
  assert.ok(state.ok);
  const { registered, needed, cosigned, publicSize } = state.value;
  assert.deepEqual({ registered, needed, cosigned }, { registered: 3, needed: 2, cosigned: 2 });
  assert.equal(publicSize, state.value.logs.find(({ log }) => log === 'public')?.size);
  assert.ok(state.value.logs.every(({ status }) => status === 'running'));
});

test('only valid co-signatures of registered witnesses are kept', async (t) => {
  const { server, sign, send, one } = await witnessed(t);
  const checkpoint = await sign(1);
  const stranger = newWitness('stranger.example');
  const impostor = newWitness(one.name);
  const right = one.cosignatureOf(checkpoint);
  const inAnHour = new Date(Date.now() + 3_600_000);
  const other = checkpoint.replace(/\n\d+\n/, '\n999\n');
  const refusals = [
    ['witness-unknown', checkpoint, stranger.cosignatureOf(checkpoint)],
    ['signature-wrong', checkpoint, impostor.cosignatureOf(checkpoint)],
    ['cosignature-in-future', checkpoint, one.cosignatureOf(checkpoint, inAnHour)],
    ['checkpoint-unknown', other, one.cosignatureOf(other)],
    ['checkpoint-unknown', 'no checkpoint', right],
    ['signature-wrong', checkpoint, 'no line'],
    ['signature-wrong', checkpoint, right + right],
  ] as const;
  for (const [code, note, line] of refusals) assert.equal(codeOf(await send(note, line)), code);
  const [row] = await server.owner`select count(*)::integer as kept from log_cosignatures`;
  assert.equal(row?.['kept'], 0);
  assert.equal(codeOf(await send(checkpoint, right)), 'ok');
  assert.equal(codeOf(await send(checkpoint, right)), 'ok', 'twice does no harm');
});

test('co-signatures that a superuser put into the database make nothing public', async (t) => {
  const { server, sequencer, sign, one } = await witnessed(t);
  const checkpoint = await sign(1);
  const { size } = openCheckpointOf(server, checkpoint);
  const line = one.cosignatureOf(checkpoint);
  await server.owner`
    insert into log_cosignatures (size, witness, checkpoint, line, cosigned_at)
    select ${size}, id, ${checkpoint}, ${line}, now() from log_witnesses`;
  await sequencer.step();
  assert.equal((await logOf(server)).publicCheckpoint, null);
});

function openCheckpointOf(server: TestServer, note: string) {
  const opened = openCheckpoint(note, identities(server.platform).open.key, verifyEd25519);
  return opened.ok ? opened.value : assert.fail();
}

test('witnesses come and go by two people, with facts, and count from their entry on', async (t) => {
  const { server, first, second, sequencer, sign, send, one, two, three } = await witnessed(t);
  const params = { pack: 'uzbekistan' };
  const body = { organisation: 'Another', reason: 'Once more for this test' };
  const propose = (vkey: string) =>
    first.call(contract.proposeWitness, { params, body: { ...body, vkey } });
  assert.equal(codeOf(await propose(one.vkey)), 'witness-registered');
  assert.equal(codeOf(await propose(newWitness(one.name).vkey)), 'witness-registered');
  const wrongId = one.vkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+');
  assert.equal(codeOf(await propose(wrongId)), 'witness-key-wrong');
  const { vkey } = await logOf(server);
  assert.equal(
    codeOf(await propose(vkey)),
    'witness-key-wrong',
    'a key of a log is none of a witness',
  );

  const state = await first.call(contract.getRecordState, {});
  assert.ok(state.ok);
  const removed = state.value.witnesses.filter(({ name }) => name !== one.name);
  for (const { id } of removed) {
    const proposed = await first.call(contract.proposeWitnessRemoval, {
      params,
      body: { witness: id, reason: 'It has not answered for a week' },
    });
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
  }
  const checkpoint = await sign(1);
  const answer = await send(checkpoint, one.cosignatureOf(checkpoint));
  assert.ok(answer.ok);
  assert.deepEqual(
    { cosigned: answer.value.cosigned, needed: answer.value.needed },
    { cosigned: 1, needed: 1 },
  );
  for (const gone of [two, three]) {
    assert.equal(codeOf(await send(checkpoint, gone.cosignatureOf(checkpoint))), 'witness-unknown');
  }
  await sequencer.step();
  assert.ok((await logOf(server)).publicCheckpoint !== null);
  const facts = await server.owner<{ type: string }[]>`
    select event_type as type from evidence_facts where event_type like 'log.witness-%' order by leaf_index`;
  assert.deepEqual(
    facts.map(({ type }) => type),
    [...Array(3).fill('log.witness-registered'), ...Array(2).fill('log.witness-removed')],
  );
  await assert.rejects(
    server.owner`insert into log_witnesses (id, name, vkey, organisation, proposal_id, registered_at, registered_fact)
      select gen_random_uuid(), 'x', 'x', 'x', id, now(), gen_random_uuid() from proposals where kind = 'remove-witness' limit 1`,
    { code: '23001' },
    'no witness without two people who registered it',
  );
  await assert.rejects(server.owner`update log_witnesses set vkey = 'other'`, { code: '23001' });
});

test('the log is served as files: tiles for ever, checkpoints as they are', async (t) => {
  const server = await startTestServer(t);
  await recordMany(server.platform, 300);
  await sequence(server.platform);
  const ask = (path: string) => server.app.inject({ method: 'GET', url: `/published/log/${path}` });
  for (const path of ['tile/0/000', 'tile/entries/001.p/44']) {
    const { statusCode, headers } = await ask(path);
    assert.equal(statusCode, 200, path);
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(headers['content-type'], 'application/octet-stream');
  }
  const [first] = await server.owner<{ prefix: string }[]>`
    select left(encode(hash, 'hex'), 2) as prefix from evidence_facts where log = 'public' and leaf_index = 0`;
  for (const path of ['checkpoint', 'vkey', `lookup/${first?.prefix}`]) {
    const { statusCode, headers } = await ask(path);
    assert.equal(statusCode, 200, path);
    assert.equal(headers['cache-control'], 'no-cache');
    assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
  }
  const { open } = identities(server.platform);
  assert.equal((await ask('checkpoint')).body, readFileSync(open.statePath, 'utf8'));
  assert.equal((await ask('tile/0/000.p/44')).statusCode, 404);
  const health = await server.app.inject({ method: 'GET', url: '/metrics' });
  assert.match(health.body, /ovoz_log_size\{log="public"\} 300/);
  assert.match(health.body, /ovoz_log_refused\{log="public"\} 0/);
});
