import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  archiveOf,
  makeElection,
  platform,
  setupStep,
  sha,
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

/** All ways to alter one value in JSON: every number, text, list entry and field, one at a time. */
function mutations(value: unknown): unknown[] {
  if (typeof value === 'string') return [mutatedText(value)];
  if (typeof value === 'number') return [value + 1];
  if (typeof value === 'boolean') return [!value];
  if (Array.isArray(value)) {
    const within = value.flatMap((item, i) => mutations(item).map((one) => value.with(i, one)));
    return [
      ...within,
      value.slice(1),
      [...value, value[0]],
      ...(value.length > 1 ? [value.toReversed()] : []),
    ];
  }
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  return [
    ...entries.flatMap(([key, item]) => mutations(item).map((one) => ({ ...value, [key]: one }))),
    ...entries.map(([key]) => Object.fromEntries(entries.filter(([other]) => other !== key))),
    { ...value, extra: 1 },
  ];
}

function mutatedText(text: string): string {
  const last = text.at(-1) ?? '';
  return text.slice(0, -1) + (last === '1' ? '2' : '1');
}

/** Archives in which one value is other, while hashes that name the data, and the chain, are right again. */
function* mutatedArchives(steps: readonly Step[]): Generator<{ what: string; steps: Step[] }> {
  for (const [at, { type, data }] of steps.entries()) {
    for (const [which, text] of data.entries()) {
      for (const [number, value] of mutations(JSON.parse(text)).entries()) {
        const altered = data.with(which, JSON.stringify(value));
        const before = sha(text);
        const after = sha(altered[which] ?? '');
        const rehashed = altered.map((one) => one.replaceAll(before, after));
        yield {
          what: `${type} ${which} ${number}`,
          steps: steps.with(at, { type, data: rehashed }),
        };
      }
    }
  }
}

/** Mutations are many and each costs a verification; every so many of them are tried, from a random one on. */
const TRIED_MUTATIONS = 150;

for (const kind of ['homomorphic', 'mixed'] as const) {
  test(`no mutation of a ${kind} election is strictly valid`, async () => {
    const { steps, sidecar } = elections[kind];
    const all = [...mutatedArchives(steps)].filter(({ steps: other }) => {
      return JSON.stringify(other) !== JSON.stringify(steps);
    });
    const stride = Math.max(1, Math.floor(all.length / TRIED_MUTATIONS));
    const start = (platform.randomBytes(1)[0] ?? 0) % stride;
    let tried = 0;
    for (let i = start; i < all.length; i += stride) {
      const { what, steps: other } = all[i] ?? { what: '', steps: [] };
      const found = await verifyBytes(archiveOf(other), sidecar);
      assert.notEqual(found.verdict, 'strictly-valid', `mutation ${i}: ${what}`);
      assert.ok(found.codes.length > 0);
      tried++;
    }
    assert.ok(tried >= TRIED_MUTATIONS);
  });
}

test('events in another order, left out or twice are never strictly valid', async () => {
  const { steps, sidecar } = homomorphic;
  for (const [at, one] of steps.entries()) {
    const next = steps[at + 1];
    const without = steps.toSpliced(at, 1);
    const twice = steps.toSpliced(at, 0, one);
    const swapped = next === undefined ? without : steps.toSpliced(at, 2, next, one);
    // Two shares may come in either order, and so may two ballots of two voters.
    const isFree = next?.type === one.type;
    for (const [what, other] of Object.entries({
      without,
      twice,
      ...(isFree ? {} : { swapped }),
    })) {
      const found = await verifyBytes(archiveOf(other), sidecar);
      assert.notEqual(found.verdict, 'strictly-valid', `${one.type} ${at} ${what}`);
    }
  }
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
