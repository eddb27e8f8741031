import assert from 'node:assert/strict';
import { execSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { OpenedBallot } from '@ovoz/verifiable-voting';
import { ovoz, ovozHere, readGuide, wordsOf } from './ovoz.ts';

const folder = mkdtempSync(join(tmpdir(), 'ballot-box-guide-'));
const guide = new URL('../../docs/guides/ballot-box.md', import.meta.url);
let lastSaid = '';
let castOfAudited = '';

/** A new process takes a second to start, and the guide has some thirty lines: most are run in this one. */
before(async () => {
  const { commands, files } = readGuide(readFileSync(guide, 'utf8'));
  assert.ok(commands.length > 20);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  for (const line of commands) {
    const [program, ...args] = wordsOf(line);
    if (program !== 'ovoz') {
      execSync(line, { cwd: folder });
      continue;
    }
    const isLast = line === commands.at(-1);
    const { exitCode, stdout, stderr } = isLast ? ovoz(folder, args) : await ovozHere(folder, args);
    assert.equal(exitCode, 0, `${line}\n${stdout}${stderr}`);
    lastSaid = stdout;
    if (args[1] === 'audit') castOfAudited = await castOpened();
  }
});

after(() => rmSync(folder, { recursive: true }));

test('the guide ends with a strictly valid election in which the last votes count', () => {
  assert.match(lastSaid, /^strictly valid\n/);
  const lists = ['Which list?', '  (blank vote)  1', '  List A        0', '  List B        1'];
  const law = ['Amend the law?', '  Yes  1', '  No   0'];
  assert.ok(lastSaid.endsWith(['Result:', ...lists, ...law, ''].join('\n')), lastSaid);
  assert.match(lastSaid, /Ballots: 3, verified now: 3, counted: 2/);
});

/** Tries to cast the ballot that was opened for audit. @returns what was said. */
async function castOpened(): Promise<string> {
  const opened = JSON.parse(readFileSync(join(folder, 'opened.json'), 'utf8')) as {
    ballot: string;
  };
  writeFileSync(join(folder, 'opened-ballot.json'), opened.ballot);
  const line = ['ballot-box', 'cast', 'box', 'opened-ballot.json'];
  const { exitCode, stderr } = await ovozHere(folder, line);
  assert.equal(exitCode, 1);
  return stderr;
}

test('an audited ballot is not cast, and nothing is cast after the close', async () => {
  assert.match(castOfAudited, /ballot-was-audited/);
  assert.match(await castOpened(), /voting-is-closed/);
});

test('what opens a ballot is gone when the ballot is cast, and is not taken when somebody kept it', async () => {
  const beside = join(folder, 'ballot-2.json.opening');
  assert.ok(!existsSync(beside));
  assert.ok(!existsSync(join(folder, 'ballot.json.opening')), 'nor is it kept twice');
  const opened = JSON.parse(readFileSync(join(folder, 'opened.json'), 'utf8')) as OpenedBallot;
  const open = async (opening: object) => {
    writeFileSync(beside, JSON.stringify({ ...opened, opening }));
    const line = ['ballot-box', 'open', 'box', 'ballot-2.json', '--out', 'again.json'];
    const { exitCode, stderr } = await ovozHere(folder, line);
    assert.equal(exitCode, 1);
    return stderr;
  };
  assert.match(await open(opened.opening), /ballot-was-audited/);
  const ballot = readFileSync(join(folder, 'ballot-2.json'), 'utf8').trim();
  const tracker = createHash('sha256').update(ballot).digest('base64').slice(0, -1);
  assert.match(await open({ ...opened.opening, tracker }), /ballot-was-cast/);
  assert.ok(!existsSync(join(folder, 'again.json')));
});

test('secrets are for their owners only', () => {
  for (const path of [
    'trustee-1/private-key.json',
    'trustee-2/seed.txt',
    'registrar/credentials.txt',
    'opened.json',
  ]) {
    assert.equal(statSync(join(folder, path)).mode & 0o077, 0, path);
  }
});

test('an altered archive is invalid, and ends with 1', async () => {
  const [name = ''] = execSync('ls box/*.bel', { cwd: folder, encoding: 'utf8' })
    .trim()
    .split('\n');
  const bytes = readFileSync(join(folder, name));
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(join(folder, 'altered.bel'), bytes);
  const { exitCode, stdout } = await ovozHere(folder, ['ballot-box', 'verify', 'altered.bel']);
  assert.equal(exitCode, 1);
  assert.match(stdout, /^invalid: archive-/);
});
