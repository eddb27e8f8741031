import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  archiveOf,
  makeElection,
  platform,
  setupStep,
  type Step,
  verifyBytes,
} from '../../testing/small-election.ts';
import { localBallotWork } from './ballot-work.ts';
import { isOpeningOf } from '../ballots/audit-ballot.ts';
import { createBallot } from '../ballots/create-ballot.ts';

const elections = {
  homomorphic: await makeElection('homomorphic'),
  plain: await makeElection('plain'),
  mixed: await makeElection('mixed'),
};
const { homomorphic, mixed } = elections;

test('elections of each kind of question are strictly valid, the last ballot of a voter counts', async () => {
  for (const { steps, sidecar } of Object.values(elections)) {
    const found = await verifyBytes(archiveOf(steps), sidecar);
    assert.deepEqual(found.findings, []);
    assert.equal(found.verdict, 'strictly-valid');
    assert.deepEqual([found.ballots, found.counted], [3, 2]);
  }
  assert.deepEqual(elections.homomorphic.result, [[0, 1, 2]]);
  assert.deepEqual(elections.plain.result, [[1, 1, 1]]);
  assert.deepEqual(elections.mixed.result, [
    [
      [1, 2],
      [1, 2],
    ],
  ]);
});

test('without its sidecar, or with another, an archive is not strictly valid', async () => {
  const bytes = archiveOf(homomorphic.steps);
  const [first = ''] = homomorphic.sidecar.split('\n');
  const other = mixed.sidecar;
  const codesOf = async (sidecar: string | null) => (await verifyBytes(bytes, sidecar)).codes;
  assert.deepEqual(await codesOf(null), ['sidecar-missing']);
  assert.deepEqual(await codesOf(''), ['sidecar-proof-missing']);
  assert.deepEqual(await codesOf(`${first}\n`), ['sidecar-proof-missing']);
  assert.deepEqual(await codesOf(other), ['sidecar-proof-missing']);
  assert.deepEqual(await codesOf(first), ['sidecar-malformed']);
  const wrong = homomorphic.sidecar.replace(/"head":"[0-9a-f]{64}"/g, `"head":"${'0'.repeat(64)}"`);
  assert.deepEqual(await codesOf(wrong), ['sidecar-proof-wrong']);
});

test('an archive that is cut at an event is unfinished, one that is cut within is invalid', async () => {
  const { steps, sidecar } = homomorphic;
  for (let count = 1; count < steps.length; count++) {
    const bytes = archiveOf(steps.slice(0, count));
    const found = await verifyBytes(bytes, sidecar);
    assert.equal(found.verdict, 'belenios-valid', `${count}`);
    assert.ok(found.codes.includes('unfinished'));
    if (count > 1) {
      const cut = await verifyBytes(bytes.subarray(0, bytes.length - 1024), sidecar);
      const isWhole = steps[count - 1]?.data.length === 0;
      assert.equal(cut.verdict, isWhole ? 'belenios-valid' : 'invalid', `${count}`);
    }
  }
  assert.deepEqual((await verifyBytes(new Uint8Array(0), sidecar)).codes, [
    'archive-without-setup',
  ]);
});

test('only what was appended is verified from a checkpoint', async () => {
  const { steps, sidecar } = homomorphic;
  const before = await verifyBytes(archiveOf(steps.slice(0, 3)), null);
  assert.ok(before.checkpoint !== null);
  const checkpoint = JSON.parse(JSON.stringify(before.checkpoint));
  const after = await verifyBytes(archiveOf(steps), sidecar, checkpoint);
  assert.deepEqual([after.verdict, after.ballots, after.verifiedNow], ['strictly-valid', 3, 1]);
  const elsewhere = await verifyBytes(archiveOf(elections.plain.steps), sidecar, checkpoint);
  assert.deepEqual(elsewhere.codes, ['event-chain-broken']);
  // What was verified and is overwritten later is seen when it is counted.
  const bytes = archiveOf(steps).slice();
  const [, , ballot = ''] = before.checkpoint.last.map(([, { offset }]) => offset);
  bytes[(before.checkpoint.last[0]?.[1].offset ?? 0) + 700] = 48;
  assert.equal(ballot, '');
  assert.deepEqual((await verifyBytes(bytes, sidecar, checkpoint)).codes, ['archive-hash-wrong']);
});

test('what was found or replaced before a checkpoint is not forgotten', async () => {
  const { steps, sidecar } = homomorphic;
  const [setup, first, second, third, ...rest] = steps;
  assert.ok(setup && first && second && third);
  const resumedOver = async (before: readonly Step[], after: readonly Step[]) => {
    const { checkpoint } = await verifyBytes(archiveOf(before), null);
    assert.ok(checkpoint !== null);
    return (await verifyBytes(archiveOf([...before, ...after]), sidecar, checkpoint)).codes;
  };
  // A strict finding before the checkpoint, and a replaced ballot that is cast again after it.
  const repeated = await resumedOver([setup, first, first, second], [third]);
  assert.ok(repeated.includes('ballot-repeated'));
  const undone = await resumedOver([setup, first, second, third], [second]);
  assert.ok(undone.includes('ballot-repeated'));
  assert.deepEqual(await resumedOver([setup, first, second], [third, ...rest]), []);
});

test('a copied, foreign or repeated ballot is not admitted', async () => {
  const { setup, ballots, secrets, voters, steps, sidecar } = homomorphic;
  const work = localBallotWork(setup, platform);
  const codeOf = async (text: string) => {
    const [verdict] = await work.verify([text]);
    return verdict === undefined || verdict.ok ? 'admitted' : verdict.refusal.code;
  };
  const own = ballots[0]?.text ?? '';
  const other = JSON.parse(ballots[2]?.text ?? '{}');
  assert.equal(await codeOf(own), 'admitted');
  assert.equal(await codeOf(elections.plain.ballots[0]?.text ?? ''), 'ballot-malformed');
  const swapped = { ...JSON.parse(own), credential: other.credential };
  assert.equal(await codeOf(JSON.stringify(swapped)), 'ballot-signature-wrong');
  const stranger = createBallot(
    { platform, secrets, ...setup, y: setup.key.y, credential: secrets.random() },
    [[0, 1, 0]],
  );
  assert.equal(await codeOf(stranger.text), 'ballot-credential-unknown');
  const elsewhere = createBallot(
    {
      platform,
      secrets,
      ...setup,
      fingerprint: 'x',
      y: setup.key.y,
      credential: voters[0] ?? secrets.random(),
    },
    [[0, 1, 0]],
  );
  assert.equal(await codeOf(elsewhere.text), 'ballot-of-another-election');
  const repeated = [...steps];
  repeated.splice(4, 0, ...steps.slice(3, 4));
  assert.deepEqual((await verifyBytes(archiveOf(repeated.slice(0, 5)), sidecar)).codes, [
    'ballot-repeated',
    'unfinished',
  ]);
});

test('an opened ballot shows its vote, and no other', () => {
  const { setup, ballots } = homomorphic;
  const { group, election } = setup;
  for (const { text, opening } of ballots) {
    assert.ok(isOpeningOf(group, platform, election, text, opening));
    const lie = { ...opening, vote: [[1, 1, 1]] };
    assert.ok(!isOpeningOf(group, platform, election, text, lie));
    const noise = { ...opening, randomness: [['1', '2', '3']] };
    assert.ok(!isOpeningOf(group, platform, election, text, noise));
  }
  const [first, second] = ballots;
  assert.ok(first && second);
  assert.ok(!isOpeningOf(group, platform, election, first.text, second.opening));
});

test('a setup whose election has another key, or whose credentials repeat, is invalid', async () => {
  const { setup, sidecar } = homomorphic;
  const codes = async (texts: typeof setup.texts) =>
    (await verifyBytes(archiveOf([setupStep(texts)]), sidecar)).codes;
  const election = setup.texts.election.replace(
    setup.election.publicKey,
    setup.group.generator.text,
  );
  assert.ok((await codes({ ...setup.texts, election })).includes('election-key-wrong'));
  const [key] = JSON.parse(setup.texts.credentials) as string[];
  const credentials = JSON.stringify([key, key]);
  assert.ok((await codes({ ...setup.texts, credentials })).includes('credential-repeated'));
  const small = JSON.stringify(['0'.repeat(64)]);
  assert.ok((await codes({ ...setup.texts, credentials: small })).includes('credential-malformed'));
});
