import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import * as contract from '@ovoz/contract';
import {
  keyedValues,
  openSmallCount,
  smallProtocol,
} from '../../apps/server/testing/small-count.ts';
import { ELECTION } from '../../apps/server/testing/small-election.ts';
import { startTestServer } from '../../apps/server/testing/start-test-server.ts';
import { folderFor, runOvoz } from './run-ovoz.ts';

test('a file of protocols goes in as two people key it, and nothing of a repeated number before it is decided', async (t) => {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  await openSmallCount(first, await server.signInAs('central-member'));
  const [one, two] = [await server.signInAs('operator'), await server.signInAs('operator')];
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.app.server.address() as AddressInfo;
  const folder = folderFor(t);
  const file = join(folder, 'protocols.csv');
  const importAs = ({ username }: { username: string }, ...args: string[]) =>
    runOvoz([
      'import',
      'protocols',
      '--election',
      ELECTION,
      '--contest',
      'party-list',
      '--file',
      file,
      '--server',
      `http://127.0.0.1:${port}`,
      '--demo',
      username,
      ...args,
    ]);
  const given = keyedValues(smallProtocol());
  const wrong: Record<string, number | null> = {
    ...given,
    'counts.ballots-unused': (given['counts.ballots-unused'] ?? 0) + 1,
  };
  const rows = [
    ['1', given],
    ['2', wrong],
    ['3', given],
    ['3', given],
  ] as const;
  const names = Object.keys(given);
  const write = (...more: string[]) =>
    writeFileSync(
      file,
      [
        ['station', ...names].join(','),
        ...rows.map(([station, values]) =>
          [station, ...names.map((name) => values[name] ?? '')].join(','),
        ),
        ...more,
      ].join('\n'),
    );
  const statusOf = async (station: string) => {
    const answer = await first.call(contract.listProtocols, {
      params: { code: ELECTION },
      query: { contest: 'party-list', station },
    });
    assert.ok(answer.ok);
    return answer.value.protocols.find((row) => row.station === station)?.status;
  };

  write(`4,=1+1${','.repeat(names.length - 1)}`);
  const formula = await importAs(one);
  assert.equal(formula.exitCode, 1);
  assert.match(formula.out, new RegExp(`6 +${names[0]} +cell-formula`));
  assert.match(formula.out, /Nothing was imported/);

  write();
  const entered = await importAs(one);
  assert.equal(entered.exitCode, 1, 'a number is still to be decided');
  assert.match(entered.out, /2 entered first, 0 received/);
  assert.match(entered.out, /station-repeated: 3 stands on the lines 4 and 5/);
  assert.match(entered.out, /1 entered with errors:[^]*3 +2 +E02/);
  const again = (await importAs(one, '--json')).json();
  assert.equal(again['doneBefore'], 2, 'a run goes on where it was');
  assert.equal(await statusOf('1'), 'awaited', 'one person alone brings nothing in');

  const second = await importAs(two);
  assert.match(second.out, /0 entered first, 2 received/);
  assert.deepEqual([await statusOf('1'), await statusOf('2')], ['received', 'received']);
  assert.equal(await statusOf('3'), 'awaited');

  const decided = ['--resolve', '3#2=4'];
  assert.equal((await importAs(one, ...decided)).exitCode, 0);
  const done = await importAs(two, ...decided);
  assert.equal(done.exitCode, 0, done.out + done.err);
  assert.match(done.out, /2 received.*2 done before/);
  assert.deepEqual([await statusOf('3'), await statusOf('4')], ['received', 'received']);
});
