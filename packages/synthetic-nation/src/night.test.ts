import assert from 'node:assert/strict';
import { test } from 'node:test';
import { present } from '@ovoz/basics';
import { type BallotContent, contentFaults, optionsOf } from '@ovoz/election-model';
import { readPack } from '../../../country-packs/pack-folder.ts';
import { generateNight, type NightSources, type NightStation } from './index.ts';

const pack = readPack('uzbekistan');
const system = present(pack.systems[0], 'a pack has a system');
const PARTIES = ['uzlidep', 'milliy-tiklanish', 'xdp', 'adolat', 'ecological'];
const WEIGHTS = [3475, 1882, 1669, 1620, 1300];
const DISTRICTS = 20;

const candidate = (number: number, party: string | null) => ({
  number,
  name: `Candidate ${number}`,
  sex: null,
  birthYear: null,
  occupation: null,
  party,
});
const ballots: BallotContent[] = [
  {
    contest: 'party-list',
    district: null,
    lists: PARTIES.map((party, index) => ({ number: index + 1, party, candidates: [] })),
    candidates: [],
  },
  ...Array.from({ length: DISTRICTS }, (_, index) => ({
    contest: 'constituency',
    district: String(index + 1),
    lists: [],
    candidates: PARTIES.slice(0, 4).map((party, place) => candidate(place + 1, party)),
  })),
];
const sources: NightSources = {
  seed: 'seven',
  definition: { contests: [...system.contests], ballots },
  forms: pack.forms,
  listWeights: Object.fromEntries(PARTIES.map((party, index) => [party, WEIGHTS[index] ?? 0])),
  districtWeights: { uzlidep: 38, 'milliy-tiklanish': 15 },
  turnout: 0.75,
  arrivals: [0.2, 0.6, 1],
  runoffs: 3,
};
const stations = Array.from(
  { length: 400 },
  (_, index): NightStation => ({
    number: String(index + 1),
    kind: 'domestic',
    region: `17${10 + (index % 14)}`,
    districts: { constituencies: String((index % DISTRICTS) + 1) },
  }),
);
const night = generateNight(sources);
const nights = stations.map((station) => ({ station, ...night(station) }));

test('the same seed and station give the same papers, another seed others', () => {
  const [first] = stations;
  assert.ok(first);
  assert.deepEqual(generateNight(sources)(first), night(first));
  assert.notDeepEqual(generateNight({ ...sources, seed: 'eight' })(first), night(first));
});

test('every paper has the names of its form and ballot, and all equations hold', () => {
  for (const { station, listed, voters, protocols } of nights) {
    assert.ok(listed >= 100 && listed <= 3000);
    assert.equal(protocols.length, 2);
    for (const { contest, content } of protocols) {
      const template = system.contests.find(({ code }) => code === contest);
      const form = pack.forms.find(({ code }) => code === template?.form);
      const district = contest === 'constituency' ? station.districts['constituencies'] : null;
      const ballot = ballots.find((one) => one.contest === contest && one.district === district);
      assert.ok(form !== undefined && ballot !== undefined);
      assert.deepEqual(contentFaults(form, optionsOf(form, ballot), content), []);
      const { counts } = content;
      const sum = Object.values(content.votes).reduce<number>(
        (before, one) => before + (one ?? 0),
        0,
      );
      const count = (code: string) => counts[code] ?? Number.NaN;
      assert.equal(sum, count('ballots-valid'));
      assert.equal(sum + count('ballots-invalid'), count('ballots-found'));
      assert.ok(count('ballots-found') <= count('ballots-issued'));
      assert.ok(count('ballots-issued') <= listed);
      assert.equal(
        count('ballots-received'),
        count('ballots-issued') + count('ballots-unused') + count('ballots-spoilt'),
      );
      assert.equal(voters.at(-1), count('ballots-issued'));
    }
    assert.deepEqual(
      voters,
      voters.toSorted((a, b) => a - b),
    );
  }
});

test('the shares of the lists are near their weights, and three in four vote', () => {
  const total = (read: (one: (typeof nights)[number]) => number) =>
    nights.reduce((sum, one) => sum + read(one), 0);
  const votesFor = (party: string) =>
    total(({ protocols }) => protocols[0]?.content.votes[party] ?? 0);
  const all = PARTIES.reduce((sum, party) => sum + votesFor(party), 0);
  for (const [index, party] of PARTIES.entries()) {
    const expected = (WEIGHTS[index] ?? 0) / 9946;
    assert.ok(Math.abs(votesFor(party) / all - expected) < 0.05, party);
  }
  const turnout = total(({ voters }) => voters.at(-1) ?? 0) / total(({ listed }) => listed);
  assert.ok(Math.abs(turnout - 0.75) < 0.05, String(turnout));
});

test('every district has a majority but as many as were asked to have none', () => {
  const open = ballots.slice(1).filter(({ district }) => {
    const votes = [0, 0, 0, 0];
    for (const { station, protocols } of nights) {
      if (station.districts['constituencies'] !== district) continue;
      for (const [place] of votes.entries()) {
        votes[place] =
          (votes[place] ?? 0) + (protocols[1]?.content.votes[`candidate-${place + 1}`] ?? 0);
      }
    }
    return 2 * Math.max(...votes) <= votes.reduce((sum, one) => sum + one, 0);
  });
  assert.equal(open.length, 3);
});
