import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { exportStationRoll, exportSupplements } from '@ovoz/contract';
import { rollCodeText } from '@ovoz/voter-register';
import { publishRolls } from '../../apps/server/src/modules/rolls/published-rolls.ts';
import { freezeSmallRoll } from '../../apps/server/testing/frozen-roll.ts';
import { addSupplement } from '../../apps/server/testing/printed-rolls.ts';
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

test('ovoz roll check holds a supplementary sheet and the code on its paper against what was published', async (t) => {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await sealSmallElection(first, second);
  await addVoters(server, [
    { id: 1, station: '1' },
    { id: 2, station: null },
    { id: 3, station: null },
  ]);
  await freezeSmallRoll(server, first, second);
  await addSupplement(first, second, { voter: 1, station: '12', kind: 'certificate' });
  await addSupplement(first, second, { voter: 2, station: '12' });
  await publishRolls(server.platform);
  const { dataDirectory } = server.platform.configuration;
  const published = join(dataDirectory, 'site', 'published', 'elections', ELECTION);
  const fileNow = () => readFileSync(join(published, 'roll-supplements.json'), 'utf8');
  const sheetOf = async (station: string) => {
    const answer = await first.call(exportSupplements, { params: { code: ELECTION, station } });
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value;
  };
  const folder = folderFor(t);
  const supplements = join(folder, 'roll-supplements.json');
  writeFileSync(supplements, fileNow());
  const check = async (text: string, given: readonly string[] = [], station = '12') => {
    writeFileSync(join(folder, 'sheet.jsonl'), text);
    const args = [join(folder, 'sheet.jsonl'), '--station', station, ...given];
    const ended = await runOvoz(['--json', 'roll', 'check', ...args]);
    return ended.exitCode === 0 ? 'ok' : ended.out + ended.err;
  };
  const file = ['--supplements', supplements];
  const { lines, root, version } = await sheetOf('12');
  const home = await sheetOf('1');
  const codeOf = (change: object) =>
    rollCodeText({
      part: 'supplements',
      election: ELECTION,
      station: '12',
      version,
      root,
      ...change,
    });
  assert.equal(await check(lines, [...file, '--code', codeOf({})]), 'ok');
  assert.equal(await check(home.lines, file, '1'), 'ok');
  assert.match(
    await check(lines, [...file, '--code', codeOf({ version: 1 })]),
    /roll-code-differs/,
  );
  assert.match(
    await check(lines, [...file, '--code', codeOf({ part: 'roll' })]),
    /roll-code-differs/,
  );
  assert.match(await check(lines, [...file, '--code', 'a shop']), /roll-code-unreadable/);
  assert.match(
    await check(lines.replace('"omitted"', '"court-decision"'), file),
    /roll-root-differs/,
  );
  assert.match(await check(lines.split('\n')[0] ?? '', file), /sheet-version-differs/);
  assert.match(await check(home.lines, file), /roll-line-misplaced/);
  assert.match(await check(lines, file, '13'), /supplement-missing/);
  assert.match(await check(lines), /published-file-unclear/);
  assert.match(
    await check(lines, ['--rolls', join(published, 'rolls.json')]),
    /roll-line-not-canonical/,
  );
  writeFileSync(supplements, fileNow().replace('"voters":0', '"voters":1'));
  assert.match(await check(lines, file), /signature-wrong/);

  // The paper of yesterday is no longer the one to use.
  await addSupplement(first, second, { voter: 3, station: '12' });
  await publishRolls(server.platform);
  writeFileSync(supplements, fileNow());
  assert.match(await check(lines, file), /sheet-version-differs/);
  assert.equal(await check((await sheetOf('12')).lines, file), 'ok');
});
