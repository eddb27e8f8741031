// What the command line refuses, with the code that it says.
import assert from 'node:assert/strict';
import { appendFileSync, copyFileSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { workFolder } from './belenios-tool.ts';
import { ballotBox, refusalOf } from './ovoz.ts';

const work = workFolder('ballot-box-refusals-');
after(() => work.remove());
const own = (...args: readonly string[]) => ballotBox(work.folder, ...args);
const refused = (...args: readonly string[]) => refusalOf(work.folder, ...args);

const QUESTION = { answers: ['A', 'B'], blank: true, min: 1, max: 1, question: 'Q' };
const template = (...questions: readonly unknown[]) =>
  JSON.stringify({ description: 'd', name: 'n', questions });

async function begin(box: string): Promise<void> {
  await own('plan', box, '--questions', 'questions.json');
  await own('trustee', box, '--own', `${box}-trustee`, '--as', '1');
  await own('credentials', box, '--own', `${box}-registrar`, '--count', '2');
}

function voter(box: string, number: number): string {
  const line = work.read(`${box}-registrar/credentials.txt`).split('\n')[number - 1] ?? '';
  work.write(`${box}-voter-${number}.txt`, line);
  return `${box}-voter-${number}.txt`;
}

const archiveOf = (box: string) =>
  `${box}/${readdirSync(work.at(box)).find((name) => name.endsWith('.bel'))}`;

before(async () => {
  work.write('questions.json', template(QUESTION));
  for (const box of ['box', 'other']) {
    await begin(box);
    await own('create', box);
  }
});

test('ballots that are not of this election are not cast', async () => {
  const choices = ['--choices', '[[0,1,0]]'];
  await own(
    'vote',
    'other',
    '--credential',
    voter('other', 1),
    ...choices,
    '--out',
    'foreign.json',
  );
  assert.equal(await refused('cast', 'box', 'foreign.json'), 'ballot-of-another-election');
  assert.equal(
    await refused('vote', 'box', '--credential', voter('other', 2), ...choices),
    'ballot-credential-unknown',
  );
  const foreign = work.read('foreign.json');
  const { uuid } = JSON.parse(work.read('box/plan.json')) as { uuid: string };
  work.write('renamed.json', JSON.stringify({ ...JSON.parse(foreign), election_uuid: uuid }));
  assert.equal(await refused('cast', 'box', 'renamed.json'), 'ballot-of-another-election');
  for (const [name, text] of Object.entries({
    'empty.json': '',
    'list.json': '[]',
    'spaced.json': foreign.replace(':', ': '),
    'binary.json': '\u0000',
  })) {
    work.write(name, text);
    assert.equal(await refused('cast', 'box', name), 'ballot-malformed', name);
  }
  assert.match(await own('verify', 'box'), /Ballots: 0,/);
});

test('a ballot is cast once, and a copy of one that was replaced does not come back', async () => {
  const vote = ['vote', 'box', '--credential', voter('box', 1)];
  await own(...vote, '--choices', '[[0,1,0]]', '--out', 'first.json');
  await own('cast', 'box', 'first.json');
  copyFileSync(work.at('first.json'), work.at('copy.json'));
  assert.equal(await refused('cast', 'box', 'copy.json'), 'ballot-repeated');
  await own(...vote, '--choices', '[[0,0,1]]');
  assert.equal(await refused('cast', 'box', 'copy.json'), 'ballot-repeated');
  // Without its index too, which is read from the archive again.
  rmSync(work.at(archiveOf('box').replace('.bel', '.cast')), { recursive: true });
  assert.equal(await refused('cast', 'box', 'copy.json'), 'ballot-repeated');
  assert.match(await own('verify', 'box'), /Ballots: 2, verified now: 2, counted: 1\./);
});

test('choices that the questions do not allow are refused', async () => {
  const vote = ['vote', 'box', '--credential', voter('box', 2), '--choices'];
  for (const choices of ['[[0,1,1]]', '[[1,1,0]]', '[[0,0,0]]', '[[0,2,0]]', '[[0,1]]', '[]']) {
    assert.equal(await refused(...vote, choices), 'vote-not-allowed', choices);
  }
  for (const choices of ['', '{}', '[1]', 'null']) {
    assert.equal(await refused(...vote, choices), 'choices-malformed', choices);
  }
  work.write('slip.txt', '2 11111-222222-33333-44444');
  const slip = ['vote', 'box', '--credential', 'slip.txt', '--choices', '[[0,1,0]]'];
  assert.equal(await refused(...slip), 'credential-malformed');
});

test('steps out of their order are refused', async () => {
  assert.equal(await refused('tally', 'other'), 'phase-wrong');
  assert.equal(await refused('result', 'other'), 'phase-wrong');
  const decrypt = ['decrypt', 'other', '--own', 'other-trustee', '--as', '1'];
  assert.equal(await refused(...decrypt), 'phase-wrong');
  await own('close', 'other');
  assert.equal(await refused('close', 'other'), 'voting-is-closed');
  assert.equal(await refused('cast', 'other', 'foreign.json'), 'voting-is-closed');
  await own('tally', 'other');
  assert.equal(await refused('decrypt', 'other', '--own', 'box-trustee', '--as', '1'), 'key-wrong');
  assert.equal(await refused('result', 'other'), 'phase-wrong');
  await own(...decrypt);
  assert.equal(await refused(...decrypt), 'share-repeated');
});

test('an archive that is cut or too long is refused and not continued', async () => {
  const [whole, path] = [archiveOf('box'), 'cut.bel'];
  copyFileSync(work.at(whole), work.at(path));
  truncateSync(work.at(path), 5000);
  assert.match(await refused('verify', path), /^invalid: archive-truncated\n/);
  assert.equal(await refused('close', path), 'archive-unfinished');
  copyFileSync(work.at(whole), work.at(path));
  appendFileSync(work.at(path), new Uint8Array(1024));
  assert.match(await refused('verify', path), /^invalid: archive-header-wrong\n/);
  assert.equal(await refused('close', path), 'archive-unfinished');
  assert.match(await refused('tally', path), /^archive-(?:unfinished|header-wrong)$/);
  work.write('none.bel', '');
  assert.match(await refused('verify', 'none.bel'), /^invalid: archive-without-setup\n/);
  assert.equal(await refused('verify', 'missing.bel'), 'archive-unreadable');
});

test('an election with a Lists question, which nobody here can verify, is not begun', async () => {
  await begin('lists');
  const plan = JSON.parse(work.read('lists/plan.json')) as { template: { questions: unknown[] } };
  plan.template.questions = [{ type: 'Lists', value: { answers: [['A', 'a']], question: 'Q' } }];
  work.write('lists/plan.json', JSON.stringify(plan));
  const code = 'election-question-unsupported';
  assert.equal(await refused('create', 'lists'), code);
  assert.equal(await refused('create', 'lists', '--belenios-valid'), code);
});
