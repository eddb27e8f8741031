import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateGeography, generatePeople } from '../../../country-packs/generated-nation.ts';
import { packCodes } from '../../../country-packs/pack-folder.ts';
import { alphabetOrder, candidatesCsv, commissionsCsv, membersCsv, partiesCsv } from './index.ts';

for (const code of packCodes) {
  const geography = generateGeography(code, 'seed');
  const { pack, plan, districts, stations } = geography;
  const chosen = stations.slice(0, 3).map((station) => station.number);
  const people = generatePeople(code, geography, chosen);

  for (const { system, parties, ballots } of people.systems)
    for (const contest of system.contests) {
      const own = ballots.filter((ballot) => ballot.contest === contest.code);

      if (contest.kind === 'list')
        test(`${code} ${contest.code}: each party has a list of legal size with its quota of women`, () => {
          const lists = own.flatMap((ballot) => ballot.lists);
          assert.deepEqual(
            lists.map((list) => list.party).toSorted(),
            parties.map((one) => one.code).toSorted(),
          );
          for (const { candidates } of lists) {
            const { minimum, maximum } = contest.listSize ?? { minimum: 1, maximum: 1000 };
            assert.ok(candidates.length >= minimum && candidates.length <= maximum);
            const { every, leastWomen } = plan.quota;
            for (let start = 0; start + every <= candidates.length; start += every) {
              const run = candidates.slice(start, start + every);
              assert.ok(run.filter((one) => one.sex === 'female').length >= leastWomen);
            }
            const women = candidates.filter((one) => one.sex === 'female').length;
            assert.ok(women * every >= candidates.length * leastWomen);
            assert.deepEqual(
              candidates.map((one) => one.number),
              candidates.map((_, index) => index + 1),
            );
          }
        });
      else
        test(`${code} ${contest.code}: each district has more candidates than seats, in ballot order`, () => {
          const wanted = districts.filter((district) => district.set === contest.districtSet);
          assert.deepEqual(
            own.map((ballot) => ballot.district),
            wanted.map((district) => district.code),
          );
          const language = pack.languages.find(({ tag }) => tag === plan.language);
          assert.ok(language);
          own.forEach(({ candidates }, index) => {
            const seats = wanted[index]?.seats ?? 0;
            assert.ok(candidates.length >= (seats === 1 ? 3 : 2 * seats));
            const names = candidates.map((one) => one.name);
            assert.deepEqual(names, names.toSorted(alphabetOrder(language)));
            assert.equal(new Set(names).size, names.length);
          });
        });
    }

  test(`${code}: every kind of commission is there, with a chair and a legal number of members`, () => {
    const { commissions, members } = people;
    const codes = new Set(commissions.map((one) => one.code));
    assert.equal(codes.size, commissions.length);
    for (const kind of pack.commissionKinds) {
      const own = commissions.filter((one) => one.kind === kind.code);
      const atLevel = geography.territories.filter((one) => one.level === kind.territoryLevel);
      const inSet = districts.filter((one) => one.set === kind.districtSet);
      const expected = kind.perStation ? chosen.length : atLevel.length + inSet.length;
      assert.equal(own.length, expected, kind.code);
    }
    const byCommission = Map.groupBy(members, (member) => member.commissionCode);
    for (const { code: commission, kind } of commissions) {
      const own = byCommission.get(commission) ?? [];
      const law = pack.commissionKinds.find((one) => one.code === kind)?.members;
      assert.ok(law && own.length >= law.minimum && own.length <= law.maximum, commission);
      assert.equal(own.filter((member) => member.office === 'chair').length, 1);
    }
  });

  test(`${code}: the same seed gives the same people`, () => {
    const files = (generated: typeof people) => [
      ...generated.systems.map(({ parties, ballots }) => {
        return partiesCsv(parties, plan.language) + candidatesCsv(ballots);
      }),
      commissionsCsv(generated.commissions, plan.language),
      membersCsv(generated.members),
    ];
    assert.deepEqual(files(generatePeople(code, geography, chosen)), files(people));
    const other = generatePeople(code, { ...geography, seed: 'other' }, chosen);
    assert.notDeepEqual(files(other), files(people));
  });
}

test('digraphs sort as letters of their own, and capitals as small letters', () => {
  const uzbek = { tag: 'uz-Latn', alphabet: ['A', 'G', 'S', 'Z', 'Oʻ', 'Gʻ', 'Sh'] };
  const names = ['Shavkat', 'Gʻani', 'sanam', 'Oʻlmas', 'Aziz', 'Sz'];
  assert.deepEqual(names.toSorted(alphabetOrder(uzbek)), [
    'Aziz',
    'sanam',
    'Sz',
    'Oʻlmas',
    'Gʻani',
    'Shavkat',
  ]);
});

test('the dotted and the dotless i of Azerbaijani are two letters', () => {
  const azerbaijani = { tag: 'az', alphabet: ['H', 'X', 'I', 'İ', 'J'] };
  assert.deepEqual(['İh', 'Jh', 'Ix', 'Xh', 'ih'].toSorted(alphabetOrder(azerbaijani)), [
    'Xh',
    'Ix',
    'ih',
    'İh',
    'Jh',
  ]);
});
