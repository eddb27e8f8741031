import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import type { PersonRow } from '@ovoz/synthetic-nation';
import { codeOf } from '../../../testing/outcome.ts';
import { approve, loadSmallNation } from '../../../testing/small-nation.ts';
import {
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../../../testing/start-test-server.ts';
import { loadSynthetic } from '../../../testing/synthetic-register.ts';
import { loadCountryPacks } from '../geography/public.ts';
import { findDuplicatesTask } from './start-search.ts';

const PEOPLE = 4000;
const params = { pack: 'uzbekistan' };
const PURPOSE = { purpose: 'duplicate', words: '' } as const;
const REASON = 'The papers of both were compared';

async function search({ platform }: TestServer): Promise<void> {
  const { databaseUrl } = platform.configuration;
  const task = findDuplicatesTask(platform, loadCountryPacks(), databaseUrl ?? '');
  await task({}, new AbortController().signal);
}

async function pairsOf(person: TestPerson, status?: contract.PairStatus) {
  const answer = await person.call(contract.listDuplicatePairs, {
    params,
    query: status === undefined ? {} : { status },
  });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

async function runsOf(person: TestPerson) {
  const answer = await person.call(contract.listDuplicateSearches, { params });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value.runs;
}

function open(
  person: TestPerson,
  pair: string,
  body: { purpose: contract.LookupPurpose; words: string } = PURPOSE,
) {
  return person.call(contract.openDuplicatePair, { params: { ...params, pair }, body });
}

function decide(
  person: TestPerson,
  pair: string,
  outcome: contract.PairOutcome,
  superfluous: string | null = null,
) {
  const body = { outcome, superfluous, reason: REASON };
  return person.call(contract.decideDuplicatePair, { params: { ...params, pair }, body });
}

/** A loaded register of which the truth is known, searched once. */
async function startSearched(t: TestContext) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await loadSmallNation(first, second);
  const rows = await loadSynthetic(server, PEOPLE);
  assert.equal(codeOf(await first.call(contract.startDuplicateSearch, { params })), 'ok');
  const again = await first.call(contract.startDuplicateSearch, { params });
  assert.equal(codeOf(again), 'search-running');
  await search(server);
  return { server, rows, first, second };
}

test('a search finds who stands twice, two people decide, and a change is looked at again', async (t) => {
  const { server, rows, first, second } = await startSearched(t);

  await t.test('the search says what it did, and found what is there', async () => {
    const [run, ...others] = await runsOf(first);
    assert.deepEqual(others, []);
    assert.equal(run?.status, 'done');
    assert.equal(run?.report?.population, rows.length);
    const { open: count } = await pairsOf(first);
    const { found, wrong, twins } = await judged(server, rows);
    assert.equal(count, found + wrong);
    const f1 = (2 * found) / (found + wrong + truePairs(rows));
    assert.ok(f1 > 0.95, `F1 ${f1}`);
    assert.equal(twins, 0, 'no twins with the names of twins');
  });

  await t.test('the file is secret, and no entry was touched', async () => {
    const file = join(
      server.platform.configuration.dataDirectory,
      'register',
      'matching-uzbekistan.duckdb',
    );
    assert.equal(statSync(file).mode & 0o077, 0);
    const [row] =
      await server.owner`select count(*)::integer as n from voters where version > 1 or status <> 'registered'`;
    assert.equal(row?.['n'], 0);
  });

  const { pairs } = await pairsOf(first);
  const [one, two, three, four] = pairs.map(({ id }) => id);
  assert.ok(one !== undefined && two !== undefined && three !== undefined && four !== undefined);

  await t.test(
    'the queue shows nobody’s name; a pair is opened for a purpose, and the look is recorded',
    async () => {
      assert.ok(!JSON.stringify(pairs).includes('surname":"'));
      assert.equal(
        codeOf(await open(first, one, { purpose: 'other', words: ' ' })),
        'purpose-words-missing',
      );
      const answer = await open(first, one);
      assert.ok(answer.ok, JSON.stringify(answer));
      const { a, b, pair, prior } = answer.value;
      assert.ok(Number(a.voter) < Number(b.voter));
      assert.match(a.nationalNumber, /^(•{10}\d{4})?$/);
      const sum = pair.lines.reduce((total, line) => total + line.weight, prior);
      assert.ok(Math.abs(sum - pair.weight) < 20, 'the lines add up to the weight');
      const facts = await server.owner<{ bytes: Buffer }[]>`
      select bytes from evidence_facts where event_type = 'duplicates.pair-opened' and log = 'audit'`;
      assert.equal(facts.length, 1);
      const { payload } = JSON.parse(String(facts[0]?.bytes)) as { payload: object };
      assert.deepEqual(payload, { purpose: 'duplicate' }, 'whose records they were is private');
    },
  );

  await t.test('two people decide; the first alone and a stranger do not', async () => {
    const entry = await open(first, one);
    assert.ok(entry.ok);
    const { voter } = entry.value.b;
    assert.equal(codeOf(await decide(first, one, 'same')), 'superfluous-wrong');
    assert.equal(codeOf(await decide(first, one, 'different', voter)), 'superfluous-wrong');
    assert.equal(codeOf(await decide(first, one, 'same', '999999')), 'superfluous-wrong');
    const proposed = await decide(first, one, 'same', voter);
    assert.ok(proposed.ok, JSON.stringify(proposed));
    const id = proposed.value.proposalId ?? '';
    assert.equal(codeOf(await decide(second, one, 'different')), 'pair-decided');
    const shown = await second.call(contract.getProposal, { params: { id } });
    assert.ok(shown.ok);
    const { contentHash } = shown.value.proposal;
    const own = await first.call(contract.approveProposal, {
      params: { id },
      body: { contentHash },
    });
    assert.equal(codeOf(own), 'second-person-required');
    await approve(second, id);
    const after = await open(first, one);
    assert.ok(after.ok);
    assert.equal(after.value.pair.status, 'decided');
    assert.deepEqual(after.value.decisions[0]?.decidedBy, [first.name, second.name]);
    assert.equal(after.value.b.status, 'registered', 'a match removes nobody');
    const [request] = await server.owner<
      { id: string; kind: string; status: string; voter: string }[]
    >`
      select id, kind, status, voter_id::text as voter from voter_requests`;
    assert.deepEqual(
      [request?.kind, request?.status, request?.voter],
      ['remove', 'notice-due', voter],
    );
    assert.equal(after.value.decisions[0]?.request, request?.id);
    const looks = await server.owner`
      select from voter_views where voter_id = ${voter} and act = 'opened' and purpose = 'duplicate'`;
    assert.equal(looks.length, 3, 'the voter reads who looked');
    assert.equal(codeOf(await decide(first, one, 'different')), 'pair-decided');
  });

  await t.test('a declined proposal puts the pair back; who is unsure says so alone', async () => {
    const proposed = await decide(first, two, 'relatives');
    assert.ok(proposed.ok);
    const id = proposed.value.proposalId ?? '';
    const body = { reason: 'Look again' };
    await second.call(contract.declineProposal, { params: { id }, body });
    const unsure = await decide(second, two, 'unsure');
    assert.ok(unsure.ok);
    assert.equal(unsure.value.proposalId, null);
    assert.deepEqual(
      (await pairsOf(first, 'unsure')).pairs.map((pair) => pair.id),
      [two],
    );
    assert.equal(codeOf(await decide(first, two, 'different')), 'ok');
  });

  await t.test('whoever covers only one of the two entries sees no pair', async () => {
    const district = await server.signInAs('district-member', 'UZ/1703/1703202');
    const region = await server.signInAs('territorial-member', 'UZ/1703');
    const away = await server.signInAs('district-member', 'UZ/1706/1706204');
    const [across] = await server.owner<{ id: string; region: string }[]>`
      select id::text, split_part(path_a, '/', 2) as region from match_pairs
      where path_a <> path_b and status = 'open' limit 1`;
    const within = pairs.find(
      ({ pathA, pathB }) =>
        pathA.startsWith('UZ/1703/1703202') && pathB.startsWith('UZ/1703/1703202'),
    );
    assert.ok(across !== undefined && within !== undefined, 'the register has such pairs');
    assert.equal(codeOf(await open(first, across.id)), 'ok');
    assert.equal(codeOf(await open(district, across.id)), 'not-found');
    assert.equal(codeOf(await open(region, within.id)), 'ok');
    assert.equal(codeOf(await open(district, within.id)), 'ok');
    assert.equal(codeOf(await open(away, within.id)), 'not-found');
    assert.equal(codeOf(await decide(away, within.id, 'different')), 'not-found');
    const seen = (await pairsOf(district)).pairs;
    assert.ok(seen.length > 0);
    for (const { pathA, pathB } of seen)
      assert.ok(pathA.startsWith('UZ/1703/1703202') && pathB.startsWith('UZ/1703/1703202'));
    for (const role of ['precinct-member', 'administrator', 'observer', 'auditor'] as const) {
      const other = await server.signInAs(role);
      assert.equal(codeOf(await open(other, within.id)), 'not-permitted', role);
    }
  });

  await t.test(
    'a change is looked at on arrival: an entry that is no longer alike leaves the queue',
    async () => {
      const opened = await open(first, three);
      assert.ok(opened.ok);
      const { a, b } = opened.value;
      await server.owner`
      update voters set surname = 'Boshqacha', given = 'Yangi', patronymic = '', birth_date = '1931-05-17', address_id = null,
        version = version + 1 where id = ${b.voter}`;
      // Whoever saw the old entry cannot decide about the new one.
      assert.equal(codeOf(await decide(first, three, 'different')), 'pair-changed');
      await server.owner`
      insert into voter_changes (voter_id) values (${b.voter})`;
      await search(server);
      const [run] = await runsOf(first);
      assert.equal(run?.kind, 'arrival');
      assert.equal(run?.status, 'done');
      assert.equal(run?.report?.changed, 1);
      assert.ok(!(await pairsOf(first)).pairs.some(({ id }) => id === three));
      // And whoever becomes alike comes in.
      await server.owner`
      update voters b set surname = a.surname, given = a.given, patronymic = a.patronymic, birth_date = a.birth_date,
        address_id = a.address_id, version = b.version + 1
      from voters a where a.id = ${a.voter} and b.id = ${b.voter}`;
      await server.owner`insert into voter_changes (voter_id) values (${b.voter})`;
      await search(server);
      const back = (await pairsOf(first)).pairs.find(({ id }) => id === three);
      assert.equal(back?.status, 'open');
      const [left] = await server.owner`select count(*)::integer as n from voter_changes`;
      assert.equal(left?.['n'], 0);
    },
  );

  await t.test('a decision stands with the next full search, until an entry changes', async () => {
    assert.equal(codeOf(await first.call(contract.startDuplicateSearch, { params })), 'ok');
    await search(server);
    const decided = (await pairsOf(first, 'decided')).pairs.map(({ id }) => id);
    assert.ok(decided.includes(one));
    const open2 = (await pairsOf(first)).pairs;
    assert.ok(open2.some(({ id }) => id === four));
    assert.ok(!open2.some(({ id }) => id === one));
  });

  await t.test('the database lets nobody decide alone, and no pair disappear', async () => {
    const alone = server.owner`
      insert into match_decisions (pair_id, number, path_a, path_b, version_a, version_b, outcome, reason, first_person,
        second_person, proposal_id, decided_at)
      select id, 1, path_a, path_b, 1, 1, 'different', 'x', ${first.personId}, ${second.personId}, gen_random_uuid(), now()
      from match_pairs where id = ${four}`;
    await assert.rejects(alone, /this takes two people/);
    await assert.rejects(server.owner`delete from match_pairs where id = ${four}`);
  });
});

/** Pairs in the queue that are one person, that are not, and twins with the names of twins. */
async function judged({ owner }: TestServer, rows: readonly PersonRow[]) {
  const byRecord = new Map(rows.map((row) => [row.recordId, row]));
  const pairs = await owner<{ a: number; b: number }[]>`
    select a.record_id::integer as a, b.record_id::integer as b
    from match_pairs p join voters a on a.id = p.voter_a join voters b on b.id = p.voter_b`;
  let [found, twins] = [0, 0];
  for (const { a, b } of pairs) {
    const [one, other] = [byRecord.get(a), byRecord.get(b)];
    assert.ok(one !== undefined && other !== undefined);
    if (one.person === other.person) found += 1;
    if (one.twin === other.person && isTwinName(one.given) && isTwinName(other.given)) twins += 1;
  }
  return { found, wrong: pairs.length - found, twins };
}

function isTwinName(given: string): boolean {
  return /^(hasan|husan|fotima|zuhra|ҳасан|ҳусан|фотима|зуҳра|хасан|хусан|зухра)$/i.test(given);
}

function truePairs(rows: readonly PersonRow[]): number {
  const sizes = Map.groupBy(rows, ({ person }) => person);
  return [...sizes.values()].reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
}
