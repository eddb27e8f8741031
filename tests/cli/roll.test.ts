import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { exportStationRoll } from '@ovoz/contract';
import { publishRolls } from '../../apps/server/src/modules/rolls/published-rolls.ts';
import { freezeSmallRoll } from '../../apps/server/testing/frozen-roll.ts';
import { addVoters } from '../../apps/server/testing/roll-voters.ts';
import { ELECTION, sealSmallElection } from '../../apps/server/testing/small-election.ts';
import { startTestServer } from '../../apps/server/testing/start-test-server.ts';
import { folderFor, runOvoz } from './run-ovoz.ts';

test('ovoz roll check says yes to the lines that were frozen, and no to any others', async (t) => {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await sealSmallElection(first, second);
  const voters = Array.from({ length: 30 }, (_, index) => ({ id: index + 1, station: '12' }));
  await addVoters(server, voters);
  await freezeSmallRoll(server, first, second);
  await publishRolls(server.platform);
  const exported = await first.call(exportStationRoll, {
    params: { code: ELECTION, station: '12' },
  });
  assert.ok(exported.ok);
  const { lines } = exported.value;
  const { dataDirectory } = server.platform.configuration;
  const published = join(dataDirectory, 'site', 'published', 'elections', ELECTION, 'rolls.json');
  const rolls = readFileSync(published, 'utf8');
  const folder = folderFor(t);

  const check = async (text: string, file = rolls, station = '12') => {
    writeFileSync(join(folder, 'roll.jsonl'), text);
    writeFileSync(join(folder, 'rolls.json'), file);
    const args = [join(folder, 'roll.jsonl'), '--rolls', join(folder, 'rolls.json')];
    const ended = await runOvoz(['--json', 'roll', 'check', ...args, '--station', station]);
    return ended.exitCode === 0 ? 'ok' : ended.out + ended.err;
  };
  assert.equal(await check(lines), 'ok');
  assert.match(await check(lines.replace('1980-05-17', '1980-05-18')), /roll-root-differs/);
  assert.match(await check(lines.split('\n').slice(0, -2).join('\n')), /roll-count-differs/);
  const swapped = lines.trimEnd().split('\n');
  swapped.reverse();
  assert.match(await check(swapped.join('\n')), /roll-line-misplaced/);
  assert.match(await check(lines, rolls, '13'), /roll-line-misplaced/);
  assert.match(await check(lines, rolls.replace('"voters":30', '"voters":31')), /signature-wrong/);
  assert.match(await check('nothing'), /roll-line-unreadable/);
});
