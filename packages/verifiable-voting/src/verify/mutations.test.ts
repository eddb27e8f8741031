import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mutations } from '../../testing/mutations.ts';
import {
  archiveOf,
  makeElection,
  sha,
  type Step,
  verifyBytes,
} from '../../testing/small-election.ts';

const elections = {
  homomorphic: await makeElection('homomorphic'),
  plain: await makeElection('plain'),
  mixed: await makeElection('mixed'),
};
const { homomorphic } = elections;

/** Archives in which one value is other, while hashes that name the data, and the chain, are right again. */
function* mutatedArchives(steps: readonly Step[]): Generator<{ what: string; steps: Step[] }> {
  for (const [at, { type, data }] of steps.entries()) {
    // The second and third ballot are like the first.
    if (type === 'Ballot' && steps[at - 1]?.type === 'Ballot') continue;
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

for (const [kind, { steps, sidecar }] of Object.entries(elections)) {
  test(`no mutation of any field of a ${kind} election is strictly valid`, async () => {
    let tried = 0;
    for (const { what, steps: other } of mutatedArchives(steps)) {
      if (JSON.stringify(other) === JSON.stringify(steps)) continue;
      const found = await verifyBytes(archiveOf(other), sidecar);
      assert.notEqual(found.verdict, 'strictly-valid', what);
      assert.ok(found.codes.length > 0, what);
      tried++;
    }
    assert.ok(tried > 250, `${tried}`);
  });

  test(`no mutation of the sidecar of a ${kind} election is strictly valid`, async () => {
    const bytes = archiveOf(steps);
    const [line = '', ...rest] = sidecar.trimEnd().split('\n');
    for (const [number, value] of mutations(JSON.parse(line)).entries()) {
      const altered = JSON.stringify(value);
      if (altered === line) continue;
      const { verdict, codes } = await verifyBytes(bytes, `${[altered, ...rest].join('\n')}\n`);
      assert.equal(verdict, 'belenios-valid', `${number}`);
      assert.ok(
        codes.every((code) => code.startsWith('sidecar-')),
        codes.join(),
      );
    }
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
