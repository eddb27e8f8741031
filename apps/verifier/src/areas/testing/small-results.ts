import { present } from '@ovoz/basics';
import type {
  ElectionDefinition,
  ProtocolContent,
  ResultForm,
  SeatRule as PackRule,
} from '@ovoz/election-model';
import {
  allocateElection,
  figuresOf,
  place as placeStation,
  roleCount,
  startTabulation,
  totalsOf,
  type ContestTotals as Summed,
} from '@ovoz/tally';
import type {
  AreaFile,
  Content,
  ContestTotals,
  Definition,
  Form,
  LiveFile,
  Pack,
  PlacedStation,
  Protocol,
  SealedElection,
  Seats,
  StationFile,
  Status,
} from '../../election-types.ts';

const text = (words: string) => ({ en: words });
const HASH = 'a'.repeat(64);

export const FORM: Form = {
  code: 'paper',
  fields: [
    { code: 'listed', required: true },
    { code: 'issued', required: true },
    { code: 'valid', required: true },
    { code: 'invalid', required: true },
    { code: 'mobile', required: false },
  ],
  checks: [
    {
      code: 'E01',
      severity: 'error',
      left: [
        { coefficient: 1, field: 'valid' },
        { coefficient: 1, field: 'invalid' },
      ],
      comparison: '<=',
      right: [{ coefficient: 1, field: 'issued' }],
    },
    {
      code: 'E02',
      severity: 'error',
      left: [{ coefficient: 1, field: 'votes' }],
      comparison: '=',
      right: [{ coefficient: 1, field: 'valid', times: 'marks-per-ballot' }],
    },
    {
      code: 'W01',
      severity: 'warning',
      left: [{ coefficient: 1, field: 'mobile' }],
      comparison: '<=',
      right: [
        { coefficient: 2, field: 'issued' },
        { coefficient: -500, field: 'one' },
      ],
    },
  ],
  roles: {
    registered: ['listed'],
    tookPart: ['issued'],
    votesCast: ['valid', 'invalid'],
    valid: ['votes'],
    invalid: ['invalid'],
  },
  marksPerBallot: 'one',
  againstAll: true,
};

const PACK: Pack = {
  code: 'small',
  root: 'SC',
  languages: [{ tag: 'en' }],
  districtSets: [{ code: 'halves', districts: 2, seats: 2 }],
  systems: [
    {
      code: 'parliament',
      turnoutHours: ['10:00', '17:00'],
      release: 'last-domestic-station',
      legalCount: 'hand',
    },
  ],
  forms: [FORM],
  seatRules: [
    {
      code: 'hare-5',
      method: 'hare-largest-remainder',
      thresholds: [
        {
          share: { numerator: 5, denominator: 100 },
          base: 'votes-cast',
          scope: 'nation',
          appliesTo: 'all',
        },
        {
          share: { numerator: 1, denominator: 1000 },
          base: 'voters-who-took-part',
          scope: 'every-region',
          appliesTo: 'all',
        },
      ],
      vacancy: 'next-on-list',
    },
    { code: 'plurality', method: 'plurality', thresholds: [], vacancy: 'by-election' },
  ],
};

const people = (...parties: readonly (string | null)[]) =>
  parties.map((party, index) => ({ number: index + 1, name: `N${index}`, sex: null, party }));

const DEFINITION: Definition = {
  format: 1,
  code: 'small-2026',
  title: text('Small'),
  mode: 'drill',
  pack: { code: 'small', version: '2026-01-01', hash: HASH },
  system: 'parliament',
  votingDay: '2026-12-27',
  timeZone: 'Asia/Tashkent',
  languages: ['en'],
  geography: { version: 1, hash: HASH },
  contests: [
    {
      code: 'lists',
      title: text('Lists'),
      kind: 'list',
      seats: 7,
      districtSet: null,
      seatRule: 'hare-5',
      form: 'paper',
    },
    {
      code: 'halves',
      title: text('Halves'),
      kind: 'candidate',
      seats: 2,
      districtSet: 'halves',
      seatRule: 'plurality',
      form: 'paper',
    },
  ],
  parties: ['green', 'blue', 'red'].map((code) => ({
    code,
    name: text(code),
    shortName: text(code),
    kind: 'party',
  })),
  ballots: [
    {
      contest: 'lists',
      district: null,
      lists: ['green', 'blue', 'red'].map((party, index) => ({
        number: index + 1,
        party,
        candidates: people(null, null, null, null, null, null, null),
      })),
      candidates: [],
    },
    { contest: 'halves', district: '1', lists: [], candidates: people('green', null) },
    { contest: 'halves', district: '2', lists: [], candidates: people('blue', 'red', null) },
  ],
};

const territory = (path: string) => {
  const codes = path.split('/');
  const level = codes.length - 1;
  const code = present(codes.at(-1), 'a path has an end');
  return { code, path, parentCode: codes.at(-2) ?? null, level, name: text(code) };
};
const TERRITORIES = ['SC', 'SC/1', 'SC/1/11', 'SC/1/12', 'SC/2', 'SC/9'].map(territory);

const station = (number: string, path: string, half: string | null): PlacedStation => ({
  number,
  path,
  territoryCode: present(path.split('/').at(-1), 'a path has an end'),
  kind: half === null ? 'abroad' : 'domestic',
  name: `School ${number}`,
  opens: '08:00',
  closes: '20:00',
  timeZone: half === null ? 'Europe/Berlin' : 'Asia/Tashkent',
  districts: half === null ? {} : { halves: half },
});
const STATIONS = [
  station('1', 'SC/1/11', '1'),
  station('2', 'SC/1/11', '1'),
  station('3', 'SC/1/12', '1'),
  station('4', 'SC/2', '2'),
  station('5', 'SC/2', '2'),
  station('6', 'SC/9', null),
];

export const SEALED: SealedElection = {
  definition: DEFINITION,
  definitionHash: HASH,
  pack: PACK,
  territories: TERRITORIES,
  districts: ['1', '2'].map((code) => ({ set: 'halves', code, seats: 1, name: text(code) })),
  stations: new Map(STATIONS.map((one) => [one.number, one])),
};

/** Figures of a paper with these votes; `mobile` is left empty by odd stations. */
function contentOf(votes: Readonly<Record<string, number>>, mobile: number | null): Content {
  const valid = Object.values(votes).reduce((sum, one) => sum + one, 0);
  const counts = { listed: valid + 300, issued: valid + 250, valid, invalid: 7, mobile };
  return { counts, votes };
}

/** Station 5 is annulled in one contest and awaited in the other; everything else counts. */
export const PROTOCOLS: readonly Protocol[] = STATIONS.flatMap(({ number, districts }, at) => {
  const lists = { green: 100 + at, blue: 60 + 3 * at, red: 3, 'against-all': at };
  const own = { 'candidate-1': 80 + at, 'candidate-2': 90, 'against-all': 2 };
  const votes = districts['halves'] === '2' ? { ...own, 'candidate-3': 4 } : own;
  const mobile = at % 2 === 0 ? null : at;
  const protocols = [
    protocolOf('lists', number, number === '5' ? 'annulled' : 'accepted', contentOf(lists, mobile)),
  ];
  if (number !== '6' && number !== '5') {
    protocols.push(protocolOf('halves', number, 'accepted', contentOf(votes, mobile)));
  }
  return protocols;
});

function protocolOf(contest: string, number: string, status: Status, content: Content): Protocol {
  const hash = `${contest.length}${number}`.padStart(64, '0');
  return {
    contest,
    station: number,
    count: 'hand',
    legal: true,
    status,
    version: 1,
    hash,
    origin: 'station-signed',
    content,
  };
}

export const SIGNED = {
  format: 1,
  election: DEFINITION.code,
  mode: DEFINITION.mode,
  publishedAt: '2026-12-27T16:00:00.000Z',
  legalTime: '2026-12-27T16:00:00.000Z',
  signature: { key: HASH, publicKey: '', value: '' },
} as const;

/** The file of a station, with the decisions behind what stands and two reports of turnout. */
export function stationFile(number: string): StationFile {
  const { name, territoryCode } = present(SEALED.stations.get(number), 'a station of the election');
  const own = PROTOCOLS.filter((one) => one.station === number);
  const decision = (one: Protocol) => ({
    decision: one.status,
    hash: one.hash ?? '',
    reason: one.status === 'annulled' ? 'The box was open' : null,
    role: 'central-member',
    at: '2026-12-27T15:30:00.000Z',
  });
  return {
    ...SIGNED,
    station: number,
    name,
    territory: territoryCode,
    above: [],
    turnout: ['10:00', '17:00'].map((hour, index) => ({
      hour,
      voters: 50 * (index + 1),
      listed: number === '1' ? null : 400,
      findings: [],
      number: 1,
    })),
    protocols: own.map((one) => ({
      contest: one.contest,
      district: SEALED.stations.get(number)?.districts[one.contest] ?? null,
      count: one.count,
      legal: true,
      status: one.status,
      standing: one.status === 'accepted' ? one.hash : null,
      versions: [
        {
          version: 1,
          hash: one.hash ?? '',
          package: JSON.stringify({ payload: { content: one.content } }),
          receivedAt: '2026-12-27T15:20:00.000Z',
          findings: [],
          explanations: [],
        },
      ],
      decisions: [decision(one)],
      scans: [],
    })),
    keys: [],
    downloads: [],
  };
}

// ---- what the product's own rules publish of these protocols

type Ballot = { readonly contest: string; readonly district: string | null };

function tabulationOf({ contest, district }: Ballot) {
  const ballot = DEFINITION.ballots.find(
    (one) => one.contest === contest && one.district === district,
  );
  const options = [
    ...(ballot?.lists ?? []).map(({ party }) => party),
    ...(ballot?.candidates ?? []).map((one) => `candidate-${one.number}`),
    'against-all',
  ];
  const voting = STATIONS.filter(
    ({ districts }) => contest === 'lists' || districts['halves'] === district,
  );
  const form = {
    ...FORM,
    fields: [...FORM.fields, { code: 'r' }, { code: 't' }],
  } as unknown as ResultForm;
  const areasOf = ({ path }: PlacedStation) => [
    'nation',
    ...path
      .split('/')
      .slice(1)
      .map((code) => `territory:${code}`),
    ...(district === null ? [] : [`district:${district}`]),
  ];
  const sums = startTabulation({
    form,
    options,
    stations: voting.map((one) => ({ number: one.number, areas: areasOf(one) })),
  });
  for (const one of PROTOCOLS.filter((each) => each.contest === contest)) {
    if (!voting.some(({ number }) => number === one.station)) continue;
    const content = one.content as ProtocolContent;
    const r = roleCount(form, 'registered', figuresOf(content));
    const t = roleCount(form, 'tookPart', figuresOf(content));
    const counted = { counts: { ...content.counts, r, t }, votes: content.votes };
    if (one.status === 'accepted')
      placeStation(sums, one.station, { status: 'counted', content: counted });
    if (one.status === 'annulled') placeStation(sums, one.station, { status: 'annulled' });
  }
  return sums;
}

function summed(ballot: Ballot, area: string): Summed | null {
  const sums = tabulationOf(ballot);
  return sums.areas.has(area) ? totalsOf(sums, area) : null;
}

/** Totals of an area by the product's own tabulation. */
export function publishedTotals(area: string, contests: readonly string[]): ContestTotals[] {
  return contests.flatMap((contest) => {
    const ballots = DEFINITION.ballots.filter((one) => one.contest === contest);
    const parts = ballots.flatMap((one) => summed(one, area) ?? []);
    const [first] = parts;
    if (first === undefined) return [];
    const add = (name: string) =>
      parts
        .map(({ counts }) => counts[name] ?? { sum: 0, unknown: 0 })
        .reduce((a, b) => ({ sum: a.sum + b.sum, unknown: a.unknown + b.unknown }));
    const total = (name: 'stationsDue' | 'stationsCounted' | 'stationsAnnulled') =>
      parts.reduce((sum, part) => sum + part[name], 0);
    return [
      {
        contest,
        stationsDue: total('stationsDue'),
        stationsCounted: total('stationsCounted'),
        stationsAnnulled: total('stationsAnnulled'),
        counts: Object.fromEntries(FORM.fields.map(({ code }) => [code, add(code)])),
        votes: contest === 'lists' || area.startsWith('district:') ? first.votes : {},
        registered: add('r'),
        tookPart: add('t'),
      },
    ];
  });
}

/** Seats by the product's own rules. */
export function publishedSeats(): Seats {
  const totals = new Map(
    DEFINITION.ballots.map((one) => [
      one.district === null ? one.contest : `${one.contest}/${one.district}`,
      present(summed(one, 'nation'), 'every ballot has stations'),
    ]),
  );
  const regions = ['1', '2', '9'].map((code) => ({
    code,
    totals: present(
      summed({ contest: 'lists', district: null }, `territory:${code}`),
      'every region has stations',
    ),
  }));
  const seats = allocateElection({
    definition: DEFINITION as unknown as ElectionDefinition,
    seatRules: PACK.seatRules as unknown as readonly PackRule[],
    forms: [FORM as unknown as ResultForm],
    districts: SEALED.districts,
    totals,
    regions: new Map([['lists', regions]]),
  });
  const districts = seats.contests.map(({ contest, district, ...one }) => {
    const own = totals.get(district === null ? contest : `${contest}/${district}`);
    const { stationsDue = 0, stationsCounted = 0 } = own ?? {};
    return { contest, district, ...one, stationsDue, stationsCounted };
  });
  return { districts, parties: seats.seatsByParty };
}

const BOTH = ['lists', 'halves'];
type Named = { readonly file: string; readonly area: string; readonly contests: readonly string[] };
const FILES: readonly (Named & {
  readonly below: readonly string[];
  readonly lists: readonly string[];
})[] = [
  {
    file: 'nation',
    area: 'nation',
    contests: BOTH,
    below: [
      'territories/1',
      'territories/2',
      'territories/9',
      'districts/halves-1',
      'districts/halves-2',
    ],
    lists: [],
  },
  {
    file: 'territories/1',
    area: 'territory:1',
    contests: BOTH,
    below: ['territories/11', 'territories/12'],
    lists: [],
  },
  { file: 'territories/11', area: 'territory:11', contests: BOTH, below: [], lists: ['1', '2'] },
  { file: 'territories/12', area: 'territory:12', contests: BOTH, below: [], lists: ['3'] },
  { file: 'territories/2', area: 'territory:2', contests: BOTH, below: [], lists: ['4', '5'] },
  { file: 'territories/9', area: 'territory:9', contests: BOTH, below: [], lists: ['6'] },
  {
    file: 'districts/halves-1',
    area: 'district:1',
    contests: ['halves'],
    below: [],
    lists: ['1', '2', '3'],
  },
  {
    file: 'districts/halves-2',
    area: 'district:2',
    contests: ['halves'],
    below: [],
    lists: ['4', '5'],
  },
];
export const AREA_FILES = FILES.map(({ file }) => file);

/** Stations of each area, all the way down. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  nation: ['1', '2', '3', '4', '5', '6'],
  'territories/1': ['1', '2', '3'],
};

/** The file of an area as it is published. */
export function areaFile(name: string): AreaFile {
  const { area, contests, below, lists } = present(
    FILES.find(({ file }) => file === name),
    'an area of the election',
  );
  const named = (file: string) =>
    present(
      FILES.find((one) => one.file === file),
      'an area of the election',
    );
  const members = MEMBERS[name] ?? lists;
  const district = name.startsWith('districts/') ? area.slice('district:'.length) : null;
  const seats = publishedSeats();
  return {
    ...SIGNED,
    area,
    name: text(area),
    above: [],
    status: 'counting',
    totals: publishedTotals(area, contests),
    turnout: ['10:00', '17:00'].map((hour, index) => {
      const listing = members.filter((number) => number !== '1').length;
      return {
        hour,
        due: members.length,
        reported: members.length,
        voters: 50 * (index + 1) * members.length,
        votersOfListed: 50 * (index + 1) * listing,
        listed: listing === 0 ? null : 400 * listing,
      };
    }),
    seats:
      name === 'nation'
        ? seats
        : district === null
          ? null
          : { districts: seats.districts.filter((one) => one.district === district), parties: [] },
    areas: below.map((file) => {
      const child = named(file);
      return {
        file,
        code: child.area,
        name: text(child.area),
        totals: publishedTotals(child.area, child.contests),
      };
    }),
    stations: lists.map((number) => stationRow(number)),
    corrections:
      contests.includes('lists') && members.includes('5')
        ? [
            {
              station: '5',
              contest: 'lists',
              version: 1,
              reason: 'The box was open',
              at: '2026-12-27T15:30:00.000Z',
            },
          ]
        : [],
    downloads: [],
  };
}

function stationRow(number: string): AreaFile['stations'][number] {
  const held = number === '6' ? ['lists'] : BOTH;
  return {
    number,
    name: `School ${number}`,
    sha256: HASH,
    contests: held.map((contest) => {
      const one = PROTOCOLS.find((each) => each.station === number && each.contest === contest);
      return {
        contest,
        status: one?.status ?? 'awaited',
        version: one === undefined ? 0 : 1,
        flagged: false,
        content: one?.status === 'accepted' ? one.content : null,
      };
    }),
  };
}

export function liveFile(): LiveFile {
  const coverage = publishedTotals('nation', BOTH).map((one) => ({
    contest: one.contest,
    due: one.stationsDue,
    counted: one.stationsCounted,
    annulled: one.stationsAnnulled,
  }));
  return {
    ...SIGNED,
    status: 'counting',
    coverage,
    edition: 3,
    certifiedVersion: null,
    nation: HASH,
  };
}
