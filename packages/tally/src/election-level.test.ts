import assert from 'node:assert/strict';
import { test } from 'node:test';
import { present } from '@ovoz/basics';
import {
  type BallotContent,
  ElectionSeats,
  type ElectionDefinition,
  optionsOf,
  type ResultForm,
} from '@ovoz/election-model';
import Value from 'typebox/value';
import { allocateElection, contestKey, type ElectionTally } from './election-level.ts';
import { type ContestTotals, place, startTabulation, totalsOf } from './tabulate.ts';
import { readPack } from './testing/published-elections.ts';

const PARTIES = ['alfa', 'beta', 'gamma'];

type House = {
  readonly tally: ElectionTally;
  readonly totals: Map<string, ContestTotals>;
};

/** An election of a real pack with made-up parties, where options have 400, 390, 380 … votes. */
function houseOf(country: string, system: string): House {
  const pack = readPack(country);
  const { contests } = present(
    pack.systems.find(({ code }) => code === system),
    'the pack has the system',
  );
  const districts = pack.districtSets.flatMap((set) =>
    Array.from({ length: set.districts }, (_, index) => ({
      set: set.code,
      code: String(index + 1),
      seats: set.seats / set.districts,
    })),
  );
  const ballots = contests.flatMap(({ code, kind, districtSet, seats }) =>
    districtSet === null
      ? [ballotOf(code, kind, null, seats)]
      : districts
          .filter(({ set }) => set === districtSet)
          .map((district) => ballotOf(code, kind, district.code, district.seats)),
  );
  const parties = PARTIES.map((code) => ({
    code,
    name: { en: code },
    shortName: { en: code },
    kind: 'party' as const,
  }));
  const definition = { contests, ballots, parties };
  const totals = new Map<string, ContestTotals>();
  for (const ballot of ballots) {
    const template = contests.find(({ code }) => code === ballot.contest);
    const form = pack.forms.find(({ code }) => code === template?.form);
    assert.ok(form !== undefined);
    const votes = (index: number) => (40 - index) * 10;
    totals.set(contestKey(ballot.contest, ballot.district), totalsWith(form, ballot, votes));
  }
  const { seatRules, forms } = pack;
  return { tally: { definition, seatRules, forms, districts, totals }, totals };
}

function ballotOf(
  contest: string,
  kind: 'list' | 'candidate',
  district: string | null,
  seats: number,
): ElectionDefinition['ballots'][number] {
  const candidate = (number: number, party: string | null) => ({
    number,
    name: `Candidate ${number}`,
    sex: number % 2 === 0 ? ('female' as const) : ('male' as const),
    birthYear: null,
    occupation: null,
    party,
  });
  const list = Array.from({ length: seats }, (_, index) => candidate(index + 1, null));
  const standing = [...PARTIES, ...PARTIES, ...PARTIES, null];
  return kind === 'list'
    ? {
        contest,
        district,
        lists: PARTIES.map((party, index) => ({ number: index + 1, party, candidates: list })),
        candidates: [],
      }
    : {
        contest,
        district,
        lists: [],
        candidates: standing
          .slice(0, Math.max(3, Math.ceil(seats) + 3))
          .map((party, index) => candidate(index + 1, party)),
      };
}

/** Totals of one counted station with these votes by place on the ballot, and enough of everything else. */
function totalsWith(
  form: ResultForm,
  ballot: BallotContent,
  votesAt: (index: number) => number,
): ContestTotals {
  const options = optionsOf(form, ballot);
  const tabulation = startTabulation({
    form,
    options,
    stations: [{ number: '1', areas: ['all'] }],
  });
  const counts = Object.fromEntries(form.fields.map(({ code }) => [code, 1000]));
  const votes = Object.fromEntries(options.map((option, index) => [option, votesAt(index)]));
  place(tabulation, '1', { status: 'counted', content: { counts, votes } });
  return totalsOf(tabulation, 'all');
}

const SYSTEMS: readonly [string, string, number][] = [
  ['uzbekistan', 'legislative-chamber', 150],
  ['mongolia', 'state-great-khural', 126],
  ['kazakhstan', 'mazhilis', 98],
  ['kyrgyzstan', 'jogorku-kenesh', 90],
  ['georgia', 'parliament-2012', 77],
  ['azerbaijan', 'milli-majlis', 125],
];

for (const [country, system, seats] of SYSTEMS) {
  test(`${country}: a whole house of ${seats} seats`, () => {
    const { tally, totals } = houseOf(country, system);
    // No candidate has more than half of 1,000 in Uzbekistan, so a second round is held everywhere.
    const house = allocateElection({ ...tally, secondRounds: totals });
    assert.ok(Value.Check(ElectionSeats, house));
    assert.equal(house.seats, seats);
    assert.equal(house.open, 0);
    const held = house.seatsByParty.reduce((sum, party) => sum + party.seats, 0);
    assert.equal(held, seats);
    for (const { party, seats: own, byContest } of house.seatsByParty) {
      const parts = Object.values(byContest).reduce((sum, part) => sum + part, 0);
      assert.equal(parts, own, `${party}: contests make up the sum`);
    }
    for (const { allocation, seats: wanted } of house.contests) {
      const elected = allocation?.elected.flatMap(({ candidates }) => candidates) ?? [];
      assert.equal(elected.length, wanted, 'every seat has a name');
    }
  });
}

test('a district without a majority has no seat before its second round', () => {
  const { tally, totals } = houseOf('uzbekistan', 'legislative-chamber');
  const before = allocateElection(tally);
  assert.deepEqual(
    before.seatsByParty.map(({ party }) => party),
    PARTIES,
    'independents are named where one is elected',
  );
  assert.equal(before.open, 75);
  const district = before.contests.find((one) => one.district === '12');
  assert.equal(district?.allocation?.status, 'second-round');
  assert.deepEqual(district.allocation.runoff, ['candidate-1', 'candidate-2']);
  const key = contestKey('constituency', '12');
  const second = present(totals.get(key), 'the district has totals');
  const votes = { ...second.votes, 'candidate-2': { sum: 450, unknown: 0 } };
  const after = allocateElection({
    ...tally,
    secondRounds: new Map([[key, { ...second, votes }]]),
  });
  assert.equal(after.open, 74);
  const decided = after.contests.find((one) => one.district === '12')?.allocation;
  assert.deepEqual(decided?.elected, [{ option: 'candidate-2', candidates: [2] }]);
  assert.deepEqual(
    decided?.steps.map(({ kind }) => kind),
    ['turnout', 'majority', 'second-round', 'ranking'],
  );
});

test('votes against all stand on the ballot of the second round, too', () => {
  const { tally } = houseOf('uzbekistan', 'legislative-chamber');
  const forms = tally.forms.map((form) => ({ ...form, againstAll: true }));
  const seatRules = tally.seatRules.map((rule) => ({
    ...rule,
    againstAllLeads: 'repeat-election' as const,
  }));
  const [form] = forms;
  const ballot = tally.definition.ballots.find((one) => one.district === '1');
  assert.ok(form !== undefined && ballot !== undefined);
  const round = (againstAll: number) =>
    totalsWith(form, ballot, (index) => (index === ballot.candidates.length ? againstAll : 300));
  const statusAfter = (againstAll: number) => {
    const key = contestKey('constituency', '1');
    const lots = [
      { step: 'runoff-1', order: ballot.candidates.map((one) => `candidate-${one.number}`) },
    ];
    const house = allocateElection({
      ...tally,
      forms,
      seatRules,
      totals: new Map([[key, round(0)]]),
      secondRounds: new Map([[key, round(againstAll)]]),
      lots: new Map([[key, lots]]),
    });
    return house.contests.find((one) => one.district === '1')?.allocation?.status;
  };
  assert.equal(statusAfter(301), 'repeat-election');
  assert.equal(statusAfter(300), 'needs-lot');
});

test('a contest without a counted station, and one with an unknown base, wait', () => {
  const { tally, totals } = houseOf('uzbekistan', 'legislative-chamber');
  const list = present(totals.get('party-list'), 'the list contest has totals');
  const pending = (changed: ContestTotals | null) => {
    const all = new Map(totals);
    if (changed === null) all.delete('party-list');
    else all.set('party-list', changed);
    return allocateElection({ ...tally, totals: all }).contests[0]?.pending;
  };
  assert.equal(pending(list), null);
  assert.equal(pending(null), 'nothing-counted');
  assert.equal(pending({ ...list, stationsCounted: 0 }), 'nothing-counted');
  const counts = { ...list.counts, 'ballots-issued': { sum: 900, unknown: 1 } };
  assert.equal(pending({ ...list, counts }), 'base-unknown');
});

test('thresholds in every region use the totals of the regions', () => {
  const { tally, totals } = houseOf('kyrgyzstan', 'jogorku-kenesh-2021');
  const list = present(totals.get('party-list'), 'the list contest has totals');
  assert.equal(allocateElection(tally).contests[0]?.pending, 'regions-missing');
  const weak = { ...list, votes: { ...list.votes, gamma: { sum: 4, unknown: 0 } } };
  const withRegions = (region: ContestTotals) =>
    allocateElection({
      ...tally,
      regions: new Map([['party-list', [{ code: 'KG-B', totals: region }]]]),
    }).contests[0]?.allocation?.options.map(({ admission }) => admission);
  const admitted = ['admitted', 'admitted', 'admitted', 'against-all'];
  assert.deepEqual(withRegions(list), admitted);
  assert.deepEqual(withRegions(weak), admitted.with(2, 'below-threshold'));
});

test('an independent is a party of their own', () => {
  const { tally, totals } = houseOf('azerbaijan', 'milli-majlis');
  const key = contestKey('constituency', '1');
  const ballots = tally.definition.ballots.map((one) =>
    one.district === '1'
      ? { ...one, candidates: one.candidates.map((person) => ({ ...person, party: null })) }
      : one,
  );
  const house = allocateElection({ ...tally, definition: { ...tally.definition, ballots } });
  assert.deepEqual(house.seatsByParty.at(-1), {
    party: null,
    seats: 1,
    byContest: { constituency: 1 },
  });
  assert.ok(totals.has(key));
});
