import { createHash } from 'node:crypto';
import type {
  ContestTotals,
  DistrictSeats,
  PublishedArea,
  PublishedLive,
  PublishedStationResult,
  PublishedTurnout,
} from '@ovoz/contract';
import type { LocalizedText, ResultForm } from '@ovoz/election-model';
import { allocateSeats } from '@ovoz/tally';
import { CODE, type FixtureElection, type FixtureStation } from './fixture-election.ts';

/** Path below `results/` without its ending → content of the JSON file. */
export type ResultsFixture = {
  readonly live: PublishedLive;
  readonly areas: ReadonlyMap<string, PublishedArea>;
  readonly station: PublishedStationResult;
};

type Counted = FixtureStation & { readonly isCounted: boolean };
type Contest = FixtureElection['election']['definition']['contests'][number];

const VOTING_DAY = '2026-12-27';
/** Shares of the lists in hundredths, of which each station strays a little. */
const SHARES = [35, 19, 17, 16, 13];
const HOURS = ['11:00', '13:00', '15:00', '17:00', '20:00'];

/** Results of which the first `counted` stations are accepted; `edition` tells one state from another. */
export function fixtureResults(
  fixture: FixtureElection,
  counted: number,
  edition: number,
): ResultsFixture {
  const { election } = fixture;
  const { contests } = election.definition;
  const stations = fixture.stations.map((one, index) => ({ ...one, isCounted: index < counted }));
  const isComplete = counted >= stations.length;
  const areas = new Map<string, PublishedArea>();
  const totalsIn = (own: readonly Counted[]) =>
    contests.map((contest) => totalsOf(election, contest, own));
  const area = (own: readonly Counted[], parts: Partial<PublishedArea>): PublishedArea => ({
    format: 1,
    election: CODE,
    mode: 'training',
    ...times(edition),
    area: 'nation',
    name: election.pack.name,
    above: [],
    status: isComplete ? 'complete' : 'counting',
    totals: totalsIn(own),
    turnout: turnoutOf(own),
    seats: null,
    areas: [],
    stations: [],
    corrections: [],
    downloads: [],
    signature: signatureOf(JSON.stringify([edition, own.length, parts.area])),
    ...parts,
  });
  const nation = { area: 'nation', file: 'nation', name: election.pack.name };
  const nameOf = new Map(election.territories.map(({ territory }) => [territory.code, territory]));
  const byUnit = Map.groupBy(stations, ({ station }) => station.territoryCode);
  const byRegion = Map.groupBy(stations, ({ region }) => region);
  const byDistrict = Map.groupBy(stations, ({ constituency }) => constituency);
  for (const [code, own] of byUnit) {
    const region = own[0]?.region ?? '';
    const above = [
      nation,
      {
        area: `territory:${region}`,
        file: `territories/${region}`,
        name: nameOf.get(region)?.name ?? nation.name,
      },
    ];
    const name = nameOf.get(code)?.name ?? nation.name;
    areas.set(
      `territories/${code}`,
      area(own, {
        area: `territory:${code}`,
        name,
        above,
        stations: rowsOf(election, contests, own),
      }),
    );
  }
  for (const [code, own] of byRegion) {
    const name = nameOf.get(code)?.name ?? nation.name;
    const units = [...Map.groupBy(own, ({ station }) => station.territoryCode)];
    areas.set(
      `territories/${code}`,
      area(own, {
        area: `territory:${code}`,
        name,
        above: [nation],
        areas: units.map(([unit, inUnit]) => ({
          file: `territories/${unit}`,
          code: `territory:${unit}`,
          name: nameOf.get(unit)?.name ?? nation.name,
          totals: totalsIn(inUnit),
        })),
      }),
    );
  }
  const seats: DistrictSeats[] = [];
  for (const contest of contests) {
    if (contest.districtSet === null) {
      seats.push(seatsOf(election, contest, null, stations));
      continue;
    }
    for (const [code, own] of byDistrict) {
      const decided = seatsOf(election, contest, code, own);
      seats.push(decided);
      const name = election.districts.find(({ district }) => district.code === code)?.district.name;
      areas.set(
        `districts/${contest.code}-${code}`,
        area(own, {
          area: `district:${code}`,
          name: name ?? nation.name,
          above: [nation],
          totals: [totalsOf(election, contest, own)],
          seats: { districts: [decided], parties: [] },
          stations: rowsOf(election, [contest], own),
          turnout: [],
        }),
      );
    }
  }
  areas.set(
    'nation',
    area(stations, {
      seats: { districts: seats, parties: partySeats(election, seats) },
      areas: [...byRegion].map(([code, own]) => ({
        file: `territories/${code}`,
        code: `territory:${code}`,
        name: nameOf.get(code)?.name ?? nation.name,
        totals: totalsIn(own),
      })),
      corrections: [
        {
          station: '1',
          contest: 'party-list',
          version: 2,
          reason: 'Row 10 was copied from the neighbouring protocol.',
          at: '2026-12-27T17:20:00.000Z',
        },
      ],
      downloads: [
        { file: 'nation.csv', sha256: 'c'.repeat(64), bytes: 4096 },
        { file: 'nation-nist.json', sha256: 'e'.repeat(64), bytes: 81_920 },
      ],
    }),
  );
  const live: PublishedLive = {
    format: 1,
    election: CODE,
    mode: 'training',
    ...times(edition),
    status: isComplete ? 'complete' : 'counting',
    coverage: contests.map(({ code }) => ({
      contest: code,
      due: stations.length,
      counted: Math.min(counted, stations.length),
      annulled: 0,
    })),
    edition,
    certifiedVersion: null,
    nation: 'f'.repeat(64),
    signature: signatureOf(`live ${edition}`),
  };
  return { live, areas, station: stationResult(election, stations[0], edition) };
}

function times(edition: number) {
  const at = new Date(Date.parse('2026-12-27T16:00:00.000Z') + edition * 1000).toISOString();
  return { publishedAt: at, legalTime: at };
}

function signatureOf(content: string) {
  const hash = createHash('sha512').update(content).digest('base64url').slice(0, 86);
  return { key: '1'.repeat(64), publicKey: 'A'.repeat(43), value: hash };
}

/** A number between 0 and 1 that depends on the words alone. */
function chance(...words: readonly string[]): number {
  return createHash('sha256').update(words.join(' ')).digest().readUInt32BE() / 2 ** 32;
}

function formOf({ pack }: FixtureElection['election'], contest: Contest): ResultForm {
  const form = pack.forms.find(({ code }) => code === contest.form);
  if (form === undefined) throw new Error(`the pack has no form ${contest.form}`);
  return form;
}

function figuresOf(
  election: FixtureElection['election'],
  contest: Contest,
  { station, region }: Counted,
) {
  const form = formOf(election, contest);
  const listed = 800 + Math.floor(chance('listed', station.number) * 1500);
  const tookPart = Math.floor(listed * (0.6 + 0.3 * chance('part', station.number)));
  const invalid = Math.floor(tookPart * 0.02);
  const valid = tookPart - invalid;
  const weights = SHARES.map(
    (share, index) => share * (0.4 + 1.6 * chance(contest.code, region, String(index))),
  );
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const rest = weights.slice(1).map((weight) => Math.floor((valid * weight) / whole));
  const votes = [valid - rest.reduce((sum, count) => sum + count, 0), ...rest];
  const counts: Record<string, number> = Object.fromEntries(
    form.fields.map(({ code }) => [code, 0]),
  );
  const put = (role: keyof ResultForm['roles'], value: number) => {
    const [field] = form.roles[role];
    if (field !== undefined && field !== 'votes') counts[field] = value;
  };
  put('registered', listed);
  put('tookPart', tookPart);
  put('votesCast', tookPart);
  put('valid', valid);
  put('invalid', invalid);
  const parties = election.definition.parties.map(({ code }) => code);
  const options = contest.kind === 'list' ? parties : parties.map((_, i) => `candidate-${i + 1}`);
  return { counts, votes: Object.fromEntries(options.map((one, i) => [one, votes[i] ?? 0])) };
}

function totalsOf(
  election: FixtureElection['election'],
  contest: Contest,
  stations: readonly Counted[],
): ContestTotals {
  const form = formOf(election, contest);
  const figures = stations
    .filter(({ isCounted }) => isCounted)
    .map((one) => figuresOf(election, contest, one));
  const sum = (of: (one: (typeof figures)[number]) => number | undefined) => ({
    sum: figures.reduce((total, one) => total + (of(one) ?? 0), 0),
    unknown: 0,
  });
  const role = (name: 'registered' | 'tookPart') =>
    sum(({ counts }) => counts[form.roles[name][0] ?? '']);
  const options = Object.keys(figuresOf(election, contest, stations[0] ?? missing()).votes);
  return {
    contest: contest.code,
    stationsDue: stations.length,
    stationsCounted: figures.length,
    stationsAnnulled: 0,
    counts: Object.fromEntries(
      form.fields.map(({ code }) => [code, sum(({ counts }) => counts[code])]),
    ),
    votes: Object.fromEntries(options.map((option) => [option, sum(({ votes }) => votes[option])])),
    registered: role('registered'),
    tookPart: role('tookPart'),
  };
}

function missing(): never {
  throw new Error('an area of the fixture has stations');
}

/** Turnout of the first `hours` hours, as it is published while votes are cast. */
export function fixtureTurnout(
  { election, stations }: FixtureElection,
  hours: number,
  edition: number,
): PublishedTurnout {
  const figures = (own: readonly FixtureStation[]) => turnoutOf(own).slice(0, hours);
  const regions = election.territories.filter(({ territory }) => territory.level === 1);
  return {
    format: 1,
    election: CODE,
    mode: 'training',
    ...times(edition),
    hours: HOURS.slice(0, hours),
    whole: figures(stations),
    implausible: 1,
    areas: regions.flatMap(({ territory: { code, name } }) => {
      const own = stations.filter(({ region }) => region === code);
      const area = `territory:${code}`;
      const row = {
        area,
        file: `territories/${code}`,
        name,
        figures: figures(own),
        implausible: 0,
      };
      return own.length === 0 ? [] : [row];
    }),
    signature: signatureOf(`turnout ${edition}`),
  };
}

function turnoutOf(stations: readonly unknown[]): PublishedArea['turnout'] {
  const listed = stations.length * 1500;
  return HOURS.map((hour, index) => {
    const voters = Math.floor((listed * (index + 2)) / 8);
    const { length } = stations;
    return { hour, due: length, reported: length, voters, listed, votersOfListed: voters };
  });
}

function rowsOf(
  election: FixtureElection['election'],
  contests: readonly Contest[],
  stations: readonly Counted[],
): PublishedArea['stations'] {
  return stations.map((one) => ({
    number: one.station.number,
    name: one.station.name,
    sha256: one.isCounted ? '6'.repeat(64) : null,
    contests: contests.map((contest) => ({
      contest: contest.code,
      status: one.isCounted ? 'accepted' : 'awaited',
      version: one.isCounted ? (one.station.number === '1' ? 2 : 1) : 0,
      flagged: one.isCounted && chance('flag', one.station.number) < 0.1,
      content: one.isCounted ? figuresOf(election, contest, one) : null,
    })),
  }));
}

function seatsOf(
  election: FixtureElection['election'],
  contest: Contest,
  district: string | null,
  stations: readonly Counted[],
): DistrictSeats {
  const totals = totalsOf(election, contest, stations);
  const rule = election.pack.seatRules.find(({ code }) => code === contest.seatRule);
  if (rule === undefined) throw new Error(`the pack has no rule ${contest.seatRule}`);
  const valid = Object.values(totals.votes).reduce((total, { sum }) => total + sum, 0);
  const allocation = allocateSeats({
    rule,
    seats: district === null ? contest.seats : 1,
    options: Object.entries(totals.votes).map(([option, { sum }]) => ({
      option,
      votes: sum,
      kind: 'party' as const,
      candidates: null,
    })),
    bases: {
      validVotes: valid,
      votesCast: totals.tookPart?.sum ?? null,
      tookPart: totals.tookPart?.sum ?? null,
      registered: totals.registered?.sum ?? null,
    },
    regions: [],
    lots: [],
    round: 1,
  });
  if (!allocation.ok) throw new Error(JSON.stringify(allocation));
  return {
    contest: contest.code,
    district,
    seats: district === null ? contest.seats : 1,
    stationsDue: totals.stationsDue,
    stationsCounted: totals.stationsCounted,
    allocation: totals.stationsCounted === 0 ? null : allocation.value,
    pending: totals.stationsCounted === 0 ? 'nothing-counted' : null,
  };
}

function partySeats(election: FixtureElection['election'], seats: readonly DistrictSeats[]) {
  return election.definition.parties.map(({ code }, place) => {
    const byContest: Record<string, number> = {};
    for (const { contest, allocation } of seats) {
      const won = (allocation?.options ?? [])
        .filter(({ option }) => option === code || option === `candidate-${place + 1}`)
        .reduce((sum, one) => sum + one.seats, 0);
      byContest[contest] = (byContest[contest] ?? 0) + won;
    }
    return { party: code, seats: Object.values(byContest).reduce((a, b) => a + b, 0), byContest };
  });
}

function stationResult(
  election: FixtureElection['election'],
  counted: Counted | undefined,
  edition: number,
): PublishedStationResult {
  const { station, region } = counted ?? missing();
  const contest = election.definition.contests[0] ?? missing();
  const name = (text: string): LocalizedText => ({ en: text });
  const right = figuresOf(election, contest, {
    station,
    region,
    constituency: '1',
    isCounted: true,
  });
  const valid = formOf(election, contest).roles.valid[0] ?? '';
  const wrong = { ...right, counts: { ...right.counts, [valid]: 7 } };
  const versions = [wrong, right].map((content, index) => {
    const text = JSON.stringify({
      format: 1,
      type: 'ovoz-result-package',
      key: '2'.repeat(64),
      payload: {
        format: 1,
        election: CODE,
        mode: 'training',
        definition: 'd'.repeat(64),
        contest: contest.code,
        station: station.number,
        count: 'hand',
        version: index + 1,
        origin:
          index === 0
            ? { kind: 'station-signed' }
            : { kind: 'corrected', corrects: '3'.repeat(64), reason: 'Row 10 was copied wrongly.' },
        madeAt: '2026-12-27T16:30:00.000Z',
        content,
      },
      signature: 'B'.repeat(86),
    });
    return {
      version: index + 1,
      hash: createHash('sha256').update(text).digest('hex'),
      package: text,
      fact: '7'.repeat(64),
      receivedAt: `${VOTING_DAY}T17:0${index}:00.000Z`,
      findings:
        index === 0
          ? [
              {
                code: formOf(election, contest).checks[0]?.code ?? 'E01',
                severity: 'error' as const,
                fields: [`counts.${valid}`],
                left: 7,
                comparison: '=' as const,
                right: right.counts[valid] ?? 0,
              },
            ]
          : [],
      explanations: [],
    };
  });
  return {
    format: 1,
    election: CODE,
    mode: 'training',
    ...times(edition),
    station: station.number,
    name: station.name,
    address: station.address,
    territory: station.territoryCode,
    above: [{ area: 'nation', file: 'nation', name: name('Uzbekistan') }],
    turnout: [{ hour: '11:00', voters: 312, listed: 1500, findings: [], number: 1 }],
    protocols: [
      {
        contest: contest.code,
        district: null,
        count: 'hand',
        legal: true,
        status: 'accepted',
        standing: versions[1]?.hash ?? null,
        versions,
        decisions: [
          {
            decision: 'corrected',
            hash: versions[1]?.hash ?? '',
            reason: 'Row 10 was copied wrongly.',
            role: 'territorial-member',
            at: '2026-12-27T17:20:00.000Z',
            fact: '8'.repeat(64),
          },
        ],
        scans: [{ sha256: '4'.repeat(64), mediaType: 'image/jpeg' }],
      },
    ],
    keys: [
      {
        fingerprint: '2'.repeat(64),
        publicKey: 'A'.repeat(43),
        validFrom: '2026-12-20T00:00:00.000Z',
        validUntil: '2027-01-20T00:00:00.000Z',
        revokedAt: null,
      },
    ],
    signature: signatureOf(`station ${edition}`),
    downloads: [{ file: 'stations/1.pdf', sha256: '5'.repeat(64), bytes: 30_000 }],
  };
}
