// The witness and the real server: from its first start to a checkpoint that is public.
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import * as contract from '@ovoz/contract';
import { cosignersOf, parseNote, parseVkey } from '@ovoz/public-log';
import { recordMany, sequence } from '../../apps/server/testing/sequencing.ts';
import { approve } from '../../apps/server/testing/small-nation.ts';
import { startTestServer } from '../../apps/server/testing/start-test-server.ts';
import { sha256, verify } from '../go-check/log-folder.ts';
import { folderFor, runOvoz } from './run-ovoz.ts';

test('a witness is registered by two people and makes checkpoints public', async (t) => {
  const server = await startTestServer(t);
  await recordMany(server.platform, 1);
  await sequence(server.platform);
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.app.server.address() as AddressInfo;
  const folder = join(folderFor(t), 'witness');
  const look = async (...more: string[]) => {
    const ended = await runOvoz(['--json', 'witness', '--folder', folder, '--once', ...more]);
    assert.equal(ended.exitCode, 0, ended.out + ended.err);
    return JSON.parse(ended.out.trim().split('\n').at(-1) ?? '');
  };
  const begun = await look('--log', `http://127.0.0.1:${port}`, '--name', 'university.example/w');
  assert.equal(begun.brought.code, 'witness-unknown');

  const first = await server.signInAs('central-member');
  const second = await server.signInAs('administrator');
  const proposed = await first.call(contract.proposeWitness, {
    params: { pack: 'uzbekistan' },
    body: { vkey: begun.vkey, organisation: 'University', reason: 'Asked to watch the log' },
  });
  assert.ok(proposed.ok);
  await approve(second, proposed.value.proposalId);
  await recordMany(server.platform, 600);
  await sequence(server.platform);

  const brought = await look();
  assert.ok(brought.size > 600);
  assert.deepEqual(
    [brought.brought.kind, brought.brought.cosigned, brought.brought.needed],
    ['brought', 1, 1],
  );
  await sequence(server.platform);
  const log = await server.browser().call(contract.getLog, {});
  assert.ok(log.ok);
  const note = parseNote(log.value.publicCheckpoint ?? assert.fail('no checkpoint is public'));
  const key = parseVkey(begun.vkey, sha256);
  assert.ok(note.ok && key.ok);
  const now = Math.floor(Date.now() / 1000);
  assert.equal(cosignersOf(note.value, [key.value], now, verify).length, 1);
});
