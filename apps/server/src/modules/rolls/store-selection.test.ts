import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, present } from '@ovoz/basics';
import { ELIGIBILITY_FACTS } from '@ovoz/election-model';
import { type EligibilityFact, eligibility, latestBirthDate } from '@ovoz/voter-register';
import fc from 'fast-check';
import { addVoters, type TestVoter, VOTERS_HOME } from '../../../testing/roll-voters.ts';
import { startTestServer } from '../../../testing/start-test-server.ts';
import { inTransaction } from '../../platform/database.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import { loadCountryPacks } from '../geography/public.ts';
import { type Candidate, forDoubtfulVoters } from './store-selection.ts';

const VOTING_DAY = '2026-12-27';
const SELECTION = { roll: 1, election: 'any', root: 'UZ', stations: [] };
/** Days around the limits of the law, and far from them. */
const DAYS = [
  '1900-01-01',
  '2008-12-26',
  '2008-12-27',
  '2008-12-28',
  '2026-12-26',
  VOTING_DAY,
  '2026-12-28',
];

const factOf: fc.Arbitrary<EligibilityFact> = fc.record({
  kind: fc.constantFrom(...ELIGIBILITY_FACTS),
  validFrom: fc.constantFrom(...DAYS),
  validTo: fc.constantFrom(null, ...DAYS),
  revoked: fc.boolean(),
});
const personOf = fc.record({
  birthDate: fc.constantFrom(...DAYS),
  citizenship: fc.constantFrom('UZ', 'KZ', 'XX'),
  facts: fc
    .array(factOf, { maxLength: 3 })
    .map((facts) =>
      facts.filter(({ validFrom, validTo }) => validTo === null || validFrom <= validTo),
    ),
});

test('whom the query does not doubt is eligible by the rule, whatever the register says', async (t) => {
  const server = await startTestServer(t);
  const pack = present(loadCountryPacks().get('uzbekistan'), 'the pack').pack;
  const rules = present(pack.voterList, 'its law of the list');
  const people = fc.sample(personOf, { numRuns: 600, seed: 5 });
  const voters = people.map(
    ({ birthDate, citizenship }, index): TestVoter => ({
      id: index + 1,
      station: '1',
      birthDate,
      citizenship,
    }),
  );
  await addVoters(server, voters);
  const facts = people.flatMap((person, index) =>
    person.facts.map((fact) => [index + 1, fact.kind, fact.validFrom, fact.validTo, fact.revoked]),
  );
  await server.owner`
    insert into voter_facts (voter_id, territory_path, kind, valid_from, valid_to, document, revoked_at)
    select (f ->> 0)::bigint, ${VOTERS_HOME}, f ->> 1, (f ->> 2)::date, (f ->> 3)::date, 'Decision 1',
      case when (f ->> 4)::boolean then now() end
    from json_array_elements(${JSON.stringify(facts)}::text::json) f`;

  const doubted = new Map<string, Candidate>();
  const read = await inTransaction(server.platform.database, async (transaction) => {
    await openRegister(transaction, WHOLE_REGISTER);
    const law = {
      citizenship: rules.citizenship,
      latestBirthDate: latestBirthDate(rules.minimumAge, VOTING_DAY),
    };
    await forDoubtfulVoters(transaction, SELECTION, law, async (candidates) => {
      for (const candidate of candidates) doubted.set(candidate.voterId, candidate);
    });
    return ok(null);
  });
  assert.ok(read.ok);
  assert.ok(doubted.size > 100 && doubted.size < people.length);
  for (const [index, person] of people.entries()) {
    const candidate = doubted.get(String(index + 1));
    const byRule = eligibility(person, rules, VOTING_DAY);
    // What the query reads of a doubtful voter leads the rule to the same answer.
    const byQuery =
      candidate === undefined ? true : eligibility(candidate, rules, VOTING_DAY).eligible;
    assert.equal(byQuery, byRule.eligible, JSON.stringify(person));
  }
});

test('what follows of doubtful voters is written while more of them are read', {
  timeout: 120_000,
}, async (t) => {
  const server = await startTestServer(t);
  const doubtful = 5001;
  const voters = Array.from(
    { length: doubtful },
    (_, index): TestVoter => ({ id: index + 1, station: '1', citizenship: 'KZ' }),
  );
  await addVoters(server, voters);
  const parts: number[] = [];
  await inTransaction(server.platform.database, async (transaction) => {
    await openRegister(transaction, WHOLE_REGISTER);
    const law = { citizenship: 'UZ', latestBirthDate: VOTING_DAY };
    await forDoubtfulVoters(transaction, SELECTION, law, async (candidates) => {
      await transaction`select from voters limit 1`;
      parts.push(candidates.length);
    });
    return ok(null);
  });
  assert.deepEqual(parts, [5000, 1]);
});
