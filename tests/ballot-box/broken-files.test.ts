// Files that are not what a command of the ballot box needs: each a refusal with a code, never a defect.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { resultLines } from '../../apps/cli/src/ballot-box/result-lines.ts';
import {
  type Election,
  generateCredential,
  type ResultRow,
} from '../../packages/verifiable-voting/src/index.ts';
import { nodePlatform } from '../../apps/cli/src/ballot-box/node-platform.ts';
import { workFolder } from './belenios-tool.ts';
import { ballotBox, ovozHere, refusalOf } from './ovoz.ts';

const work = workFolder('ballot-box-broken-');
after(() => work.remove());
const own = (...args: readonly string[]) => ballotBox(work.folder, ...args);
const refused = (...args: readonly string[]) => refusalOf(work.folder, ...args);

const QUESTION = { question: 'Q', min: 1, max: 1, answers: ['A', 'B'] };
const template = { description: 'd', name: 'n', questions: [QUESTION] };
const scores = { type: 'NonHomomorphic', value: { answers: ['A'], question: 'Q' } };
let archive = '';

before(async () => {
  work.write('q.json', JSON.stringify(template));
  await own('plan', 'box', '--questions', 'q.json');
  await own('trustee', 'box', '--own', 'trustee', '--as', '1');
  await own('credentials', 'box', '--own', 'registrar', '--count', '1');
  await own('create', 'box');
  archive = `box/${readdirSync(work.at('box')).find((name) => name.endsWith('.bel'))}`;
});

test('plan refuses what no archive could be begun with', async () => {
  const asked = (question: object) => JSON.stringify({ ...template, questions: [question] });
  for (const text of [
    '',
    '{',
    '[]',
    'null',
    '{}',
    asked({ ...QUESTION, max: 3 }),
    asked({ ...QUESTION, min: 2 }),
    asked({ ...QUESTION, answers: [] }),
    asked({ ...QUESTION, blnk: true }),
    JSON.stringify({ ...template, questions: [] }),
    JSON.stringify({ ...template, colour: 'red' }),
  ]) {
    work.write('bad.json', text);
    assert.equal(
      await refused('plan', 'bad', '--questions', 'bad.json'),
      'questions-malformed',
      text,
    );
  }
  const lists = { type: 'Lists', value: { answers: [['A', 'a']], question: 'Q' } };
  work.write('bad.json', asked(lists));
  const code = 'election-question-unsupported';
  assert.equal(await refused('plan', 'bad', '--questions', 'bad.json'), code);
  assert.equal(await refused('plan', 'bad', '--questions', 'none.json'), 'file-unreadable');
  assert.ok(!existsSync(work.at('bad')));
});

test('what stands in the way is said before the work, and of no voters nothing is made', async () => {
  const credentials = ['credentials', 'box', '--own', 'registrar', '--count'];
  assert.equal(await refused(...credentials, '1000000'), 'file-exists');
  await assert.rejects(own(...credentials, '0'), /whole number from 1/);
  work.write('scores.json', JSON.stringify({ ...template, questions: [scores] }));
  const group = ['--group', 'RFC-3526-2048'];
  await own('plan', 'scores', '--questions', 'scores.json', ...group);
  const weighed = ['credentials', 'scores', '--own', 'weighed', '--count', '1', '--weight', '2'];
  assert.equal(await refused(...weighed), 'weight-not-allowed');
  assert.equal(await refused('create', 'box'), 'file-exists');
});

test('a plan, a key or an archive that cannot be read is refused', async () => {
  mkdirSync(work.at('junk.bel'));
  mkdirSync(work.at('empty'));
  mkdirSync(work.at('planless'));
  work.write('planless/plan.json', '{');
  work.write('text.bel', 'no archive');
  const vote = (box: string) => ['vote', box, '--credential', 'q.json', '--choices', '[[1,0]]'];
  assert.equal(await refused('verify', 'q.json'), 'archive-missing');
  assert.equal(await refused('verify', 'nowhere'), 'archive-missing');
  assert.equal(await refused('verify', 'empty'), 'archive-missing');
  assert.equal(await refused('verify', 'junk.bel'), 'archive-unreadable');
  for (const line of [['bench', 'text.bel'], ['repair', 'text.bel'], vote('text.bel')]) {
    assert.match(await refused(...line), /^archive-(?:truncated|without-setup)$/, line[0]);
  }
  assert.equal(await refused('close', 'text.bel'), 'archive-unfinished');
  assert.equal(await refused('bench', archive), 'ballots-missing');
  const trustee = ['--own', 'trustee', '--as', '1'];
  assert.equal(await refused('trustee', 'planless', ...trustee), 'plan-malformed');
  assert.equal(await refused('trustee', 'nowhere', ...trustee), 'file-unreadable');
});

test('a sidecar that is named must be there', async () => {
  assert.equal(await refused('verify', 'box', '--sidecar', 'none.jsonl'), 'file-unreadable');
  assert.equal(await refused('verify', 'box', '--sidecar', 'box'), 'file-unreadable');
});

test('refusals are in words that voters and trustees understand', async () => {
  const sentence = async (...args: readonly string[]) =>
    (await ovozHere(work.folder, ['ballot-box', ...args])).stderr;
  assert.match(
    await sentence('tally', 'box'),
    /phase-wrong.* The voting goes on; close comes next\./,
  );
  work.write('stranger.txt', generateCredential(nodePlatform, '2.4'));
  const vote = ['vote', 'box', '--credential', 'stranger.txt', '--choices', '[[1,0]]'];
  assert.match(await sentence(...vote), /This credential is not on the list; look for a slip\.\n$/);
  assert.match(await sentence('verify', 'nowhere'), /There is no archive \(\.bel\) in /);
});

test('a checkpoint that is none, or of what the archive no longer has, is refused', async () => {
  const verify = ['verify', 'box', '--checkpoint', 'seen.json'];
  for (const text of ['', 'junk', '[]', 'null', '{"format":1}']) {
    work.write('seen.json', text);
    assert.equal(await refused(...verify), 'checkpoint-malformed', text);
  }
  rmSync(work.at('seen.json'));
  work.write('voter.txt', work.read('registrar/credentials.txt'));
  await own('vote', 'box', '--credential', 'voter.txt', '--choices', '[[1,0]]');
  await own(...verify);
  await own(...verify);
  const good = work.read('seen.json');
  const seen = JSON.parse(good) as { offset: number; head: object };
  const sizeBytes = statSync(work.at(archive)).size;
  for (const change of [
    { offset: seen.offset - 512 },
    { offset: seen.offset + 512 },
    { head: { ...seen.head, height: 7 } },
  ]) {
    work.write('seen.json', JSON.stringify({ ...seen, ...change }));
    assert.equal(await refused(...verify), 'checkpoint-not-in-archive', JSON.stringify(change));
  }
  work.write('seen.json', good);
  truncateSync(work.at(archive), sizeBytes - 1024);
  assert.equal(await refused(...verify), 'checkpoint-not-in-archive');
});

test('results have a line for each answer, and for each kind of ballot that is mixed', () => {
  const questions = [
    { kind: 'homomorphic', question: 'Who?\u001b[2J', answers: ['A', 'Long'], blank: true },
    { kind: 'non-homomorphic', question: 'Rank', answers: ['X', 'Y'] },
  ];
  const rows: readonly ResultRow[] = [
    [1, 20, 3],
    [
      [2, 1],
      [1, 2],
      [1, 2],
    ],
  ];
  assert.deepEqual(resultLines({ questions } as unknown as Election, rows), [
    'Who?\ufffd[2J',
    '  (blank vote)   1',
    '  A             20',
    '  Long           3',
    'Rank',
    '  2 ballots: X 1, Y 2',
    '  1 ballot: X 2, Y 1',
  ]);
});
