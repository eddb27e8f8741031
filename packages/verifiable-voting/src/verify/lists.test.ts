import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  archiveOf,
  beginElection,
  setupStep,
  signedBallot,
  type Step,
  verifyBytes,
} from '../../testing/small-election.ts';

const lists = [
  ['List A', 'Candidate 1', 'Candidate 2'],
  ['List B', 'Candidate 3'],
];
const { secrets, setup, texts, voters } = await beginElection([
  { type: 'Lists', value: { answers: lists, question: 'Which list?' } },
]);

/** A ballot that is signed as it should be around an answer of which the proofs are not known here. */
function ballotStep(answers: readonly unknown[] = [{ choices: [], proofs: [] }]): Step {
  const [credential] = voters;
  assert.ok(credential);
  const unsigned = {
    election_uuid: setup.election.uuid,
    election_hash: setup.fingerprint,
    credential: secrets.generatorPower(credential).text,
    answers,
  };
  return { type: 'Ballot', data: [signedBallot(secrets, credential, unsigned)] };
}

const steps: readonly Step[] = [setupStep(texts), ballotStep(), { type: 'EndBallots', data: [] }];

test('an election with a Lists question is read, and said not to be verified', async () => {
  const found = await verifyBytes(archiveOf(steps), null);
  assert.equal(found.verdict, 'not-verified');
  assert.deepEqual(found.codes, ['election-question-unsupported']);
  assert.equal(found.findings[0]?.place, 'question 1');
  assert.deepEqual([found.ballots, found.counted, found.phase], [1, 1, 'closed']);
  const [question] = found.setup?.election.questions ?? [];
  assert.deepEqual(question, { kind: 'lists', question: 'Which list?', answers: lists });
  assert.equal(found.checkpoint, null);
});

test('nothing after the ballots is believed', async () => {
  const sized = { num_tallied: 1, total_weight: 1, encrypted_tally: '0'.repeat(64) };
  const tally: Step = { type: 'EncryptedTally', data: ['[[]]', JSON.stringify(sized)] };
  const found = await verifyBytes(archiveOf([...steps, tally]), '');
  assert.equal(found.verdict, 'not-verified');
  assert.deepEqual([found.phase, found.result], ['closed', null]);
});

test('the signature of such a ballot, its election and its shape are verified', async () => {
  const codesOf = async (step: Step) =>
    (await verifyBytes(archiveOf([setupStep(texts), step]), null)).codes;
  const [text = ''] = ballotStep().data;
  const altered = { type: 'Ballot', data: [text.replace('"proofs":[]', '"proofs":[1]')] } as const;
  assert.ok(
    (await codesOf({ ...altered, data: [...altered.data] })).includes('ballot-signature-wrong'),
  );
  assert.ok((await codesOf(ballotStep([]))).includes('ballot-malformed'));
  assert.ok((await codesOf(ballotStep([[]]))).includes('ballot-malformed'));
});
