import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import * as contract from '@ovoz/contract';
import { codeOf } from '../../../testing/outcome.ts';
import { approve, loadSmallNation } from '../../../testing/small-nation.ts';
import { startTestServer, type TestPerson } from '../../../testing/start-test-server.ts';
import { loadSynthetic } from '../../../testing/synthetic-register.ts';
import { loadCountryPacks } from '../geography/public.ts';
import { findDuplicatesTask } from './start-search.ts';

const PEOPLE = 2000;
const A_BAND = 4;
const params = { pack: 'uzbekistan' };
/** Score intervals of Wilson, in thousandths, rounded outwards. */
const INTERVALS: Readonly<Record<string, object | null>> = {
  '0 of 0': null,
  '0 of 1': { low: 0, high: 794 },
  '1 of 1': { low: 206, high: 1000 },
  '1 of 2': { low: 94, high: 906 },
  '2 of 2': { low: 342, high: 1000 },
  '2 of 3': { low: 207, high: 939 },
  '3 of 3': { low: 438, high: 1000 },
  '3 of 4': { low: 300, high: 955 },
  '4 of 4': { low: 510, high: 1000 },
};
const REASON = 'The papers of both were compared';

async function qualityOf(person: TestPerson) {
  const answer = await person.call(contract.getDuplicateQuality, { params });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

async function openNext(person: TestPerson) {
  const answer = await person.call(contract.openSamplePair, { params });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

function review(person: TestPerson, pair: string, verdict: contract.SampleVerdict) {
  return person.call(contract.reviewSamplePair, { params: { ...params, pair }, body: { verdict } });
}

/** Reviews everything that the person is given. @returns the pairs, in their order */
async function reviewAll(
  person: TestPerson,
  verdictOf: (pair: string) => contract.SampleVerdict,
): Promise<readonly string[]> {
  const seen: string[] = [];
  for (;;) {
    const { pair, left } = await openNext(person);
    assert.equal(left === 0, pair === null);
    if (pair === null) return seen;
    seen.push(pair.id);
    assert.equal(codeOf(await review(person, pair.id, verdictOf(pair.id))), 'ok');
  }
}

test('a random sample, reviewed by two people alone, says how good a search is', async (t) => {
  const server = await startTestServer(t);
  const { owner, platform } = server;
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  const third = await server.signInAs('central-member');
  const fourth = await server.signInAs('central-member');
  await loadSmallNation(first, second);
  await loadSynthetic(server, PEOPLE);
  const search = async () => {
    assert.equal(codeOf(await first.call(contract.startDuplicateSearch, { params })), 'ok');
    const { databaseUrl } = platform.configuration;
    const task = findDuplicatesTask(platform, loadCountryPacks(), databaseUrl ?? '');
    await task({}, new AbortController().signal);
  };
  const draw = (person: TestPerson, pairsABand = A_BAND) =>
    person.call(contract.drawDuplicateSample, { params, body: { pairsABand } });

  await t.test('before the first full search there is nothing to say', async () => {
    assert.deepEqual(await qualityOf(first), { search: null, sample: null });
    assert.equal(codeOf(await draw(first)), 'nothing-to-sample');
    assert.equal(codeOf(await first.call(contract.openSamplePair, { params })), 'sample-missing');
    assert.equal(codeOf(await review(first, '1', 'same')), 'sample-missing');
  });

  await search();
  const found = await owner<{ run: string; pair: string; weight: number }[]>`
    select run_id as run, pair_id::text as pair, weight from match_found`;
  const bandOf = (weight: number) =>
    contract.PAIR_BANDS.findLast(({ from }) => weight >= from)?.band ?? 'weak';

  await t.test('every pair that the search put to people stands in its band', async () => {
    const { search: shown, sample } = await qualityOf(first);
    assert.equal(sample, null);
    const [queue] = await owner`select count(*)::integer as n from match_pairs`;
    assert.equal(found.length, queue?.['n']);
    for (const { band, ...counts } of shown?.bands ?? []) {
      const proposed = found.filter(({ weight }) => bandOf(weight) === band).length;
      assert.deepEqual(counts, { proposed, same: 0, different: 0, relatives: 0 }, band);
    }
    assert.equal(shown?.bands.length, 3);
  });

  await t.test('the sample is the one that its public seed gives, and there is one', async () => {
    assert.equal(codeOf(await draw(first)), 'ok');
    assert.equal(codeOf(await draw(second)), 'sample-drawn');
    const { sample } = await qualityOf(second);
    const [fact] = await owner<{ bytes: Buffer }[]>`
      select bytes from evidence_facts where event_type = 'duplicates.sample-drawn' and log = 'public'`;
    const { payload } = JSON.parse(String(fact?.bytes)) as {
      payload: { seed: string; pairsABand: number };
    };
    assert.deepEqual(
      [payload.seed, payload.pairsABand],
      [sample?.seed, A_BAND],
      'the seed stands in the public log',
    );
    const keyOf = (pair: string) =>
      createHash('sha256').update(`${payload.seed}/${pair}`).digest('hex');
    const inOrder = found
      .map((one) => ({ ...one, key: keyOf(one.pair), band: bandOf(one.weight) }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const expected = inOrder.filter(
      (one) =>
        inOrder.filter(({ band, key }) => band === one.band && key < one.key).length < A_BAND,
    );
    const drawn = await owner<{ pair: string }[]>`
      select pair_id::text as pair from match_sample_pairs order by position`;
    assert.deepEqual(
      drawn.map(({ pair }) => pair),
      expected.map(({ pair }) => pair),
    );
    assert.ok(drawn.length > A_BAND, 'more than one band');
  });

  const sampled = await owner<{ pair: string; weight: number }[]>`
    select pair_id::text as pair, weight from match_sample_pairs order by position`;
  const [known, disputed] = sampled;
  assert.ok(known !== undefined && disputed !== undefined);

  await t.test('who decided about a pair does not review it', async () => {
    const proposed = await first.call(contract.decideDuplicatePair, {
      params: { ...params, pair: known.pair },
      body: { outcome: 'different', superfluous: null, reason: REASON },
    });
    assert.ok(proposed.ok, JSON.stringify(proposed));
    await approve(second, proposed.value.proposalId ?? '');
    for (const person of [first, second]) {
      assert.notEqual((await openNext(person)).pair?.id, known.pair);
      assert.equal(codeOf(await review(person, known.pair, 'same')), 'pair-reviewed');
    }
    const { search: shown } = await qualityOf(first);
    const band = shown?.bands.find((one) => one.band === bandOf(known.weight));
    assert.equal(band?.different, 1);
  });

  await t.test('nobody sees what others said or decided, and every look is recorded', async () => {
    const before = await owner`select from voter_views`;
    const { pair, left } = await openNext(third);
    assert.equal(left, sampled.length);
    assert.equal(pair?.id, known.pair);
    const text = JSON.stringify(pair);
    for (const word of ['decisions', 'status', 'verdict', 'proposal', REASON]) {
      assert.ok(!text.includes(word), word);
    }
    const after = await owner`select from voter_views`;
    assert.equal(after.length, before.length + 2);
  });

  await t.test('two review each pair, and a third where they differ', async () => {
    const rest = sampled.slice(1).map(({ pair }) => pair);
    assert.deepEqual(await reviewAll(first, () => 'same'), rest);
    assert.equal(codeOf(await review(first, disputed.pair, 'same')), 'pair-reviewed');
    const differs = (pair: string) => (pair === disputed.pair ? 'different' : 'same');
    assert.deepEqual(await reviewAll(second, differs), rest);
    assert.deepEqual(await reviewAll(third, () => 'same'), [known.pair, disputed.pair]);
    const looks = async () => {
      const { sample } = await qualityOf(first);
      return sample?.bands ?? [];
    };
    const ofDisputed = (await looks()).find((one) => one.band === bandOf(disputed.weight));
    assert.equal(ofDisputed?.disputed, 0, 'the third settled it');
    assert.equal(ofDisputed?.same, ofDisputed?.reviewed);
    assert.equal((ofDisputed?.agreed ?? 0) + 1, ofDisputed?.reviewed);
    assert.deepEqual(await reviewAll(fourth, () => 'unsure'), [known.pair]);
    const ofKnown = (await looks()).find((one) => one.band === bandOf(known.weight));
    assert.equal(ofKnown?.disputed, 1);
    assert.equal(ofKnown?.reviewed, ofKnown?.drawn);
    assert.equal(
      (ofKnown?.same ?? 0) + 1,
      ofKnown?.reviewed,
      'until it is settled it counts as two people',
    );
    for (const { same, reviewed, precision } of await looks()) {
      assert.deepEqual(precision, INTERVALS[`${same} of ${reviewed}`], `${same} of ${reviewed}`);
    }
    const facts = await owner`
      select from evidence_facts where event_type = 'duplicates.sample-reviewed' and log = 'audit'`;
    assert.equal(facts.length, 2 * sampled.length + 1);
  });

  await t.test('only the central commission reviews; the auditor reads', async () => {
    const auditor = await server.signInAs('auditor');
    assert.notEqual((await qualityOf(auditor)).sample, null);
    assert.equal(codeOf(await openNextCode(auditor)), 'not-permitted');
    const region = await server.signInAs('territorial-member', 'UZ/1703');
    assert.equal(codeOf(await draw(region)), 'not-permitted');
    assert.equal(codeOf(await openNextCode(region)), 'not-permitted');
  });

  await t.test('the database keeps a sample as it was drawn and reviewed', async () => {
    await assert.rejects(owner`update match_samples set seed = ${'0'.repeat(64)}`);
    await assert.rejects(owner`delete from match_sample_pairs`);
    await assert.rejects(owner`update match_sample_reviews set verdict = 'same'`);
    const again = owner`
      insert into match_sample_reviews
      select run_id, pair_id, 3, ${fourth.personId}, 'different', now() from match_sample_reviews
      where number = 1 and pair_id <> ${known.pair} and pair_id <> ${disputed.pair} limit 1`;
    await assert.rejects(again, /two people review a pair/);
  });

  await t.test('the next full search is measured anew', async () => {
    await search();
    const { search: shown, sample } = await qualityOf(first);
    assert.equal(sample, null);
    assert.notEqual(shown?.id, found[0]?.run);
    const runs = await owner`select distinct run_id from match_found`;
    assert.equal(runs.length, 2, 'what a sample was drawn of stays');
    assert.equal(codeOf(await draw(second, 1)), 'ok');
  });
});

function openNextCode(person: TestPerson) {
  return person.call(contract.openSamplePair, { params });
}
