import { canonicalJson, type JsonValue } from '@ovoz/basics';
import type { SealedElection } from '../src/election-types.ts';
import { sha256 } from './make-log.ts';

/** A tiny election of two contests at four stations: everything that a record has, once. */
export const ELECTION = 'testland-2026-12-27-drill';

const words = (en: string) => ({ en });

const pack = {
  format: 1,
  code: 'testland',
  root: 'TL',
  languages: [{ tag: 'en' }],
  districtSets: [{ code: 'constituencies', districts: 2, seats: 2 }],
  systems: [
    {
      code: 'parliament',
      turnoutHours: ['20:00'],
      release: 'last-domestic-station',
      legalCount: 'hand',
    },
  ],
  forms: [
    {
      code: 'protocol',
      fields: ['listed', 'issued', 'valid', 'invalid'].map((code) => ({ code, required: true })),
      checks: [
        {
          code: 'K01',
          severity: 'error',
          left: [
            { coefficient: 1, field: 'valid' },
            { coefficient: 1, field: 'invalid' },
          ],
          comparison: '<=',
          right: [{ coefficient: 1, field: 'issued' }],
        },
        {
          code: 'K02',
          severity: 'error',
          left: [{ coefficient: 1, field: 'votes' }],
          comparison: '=',
          right: [{ coefficient: 1, field: 'valid' }],
        },
      ],
      roles: {
        registered: ['listed'],
        tookPart: ['issued'],
        votesCast: ['valid', 'invalid'],
        valid: ['valid'],
        invalid: ['invalid'],
      },
      marksPerBallot: 'one',
      againstAll: false,
    },
  ],
  seatRules: [
    { code: 'list', method: 'hare-largest-remainder', thresholds: [], vacancy: 'next-on-list' },
    { code: 'single', method: 'plurality', thresholds: [], vacancy: 'by-election' },
  ],
};

const territories = [
  ['TL', 'TL', null, 0],
  ['TL/10', '10', 'TL', 1],
  ['TL/20', '20', 'TL', 1],
].map(([path, code, parentCode, level]) => ({
  code: String(code),
  path: String(path),
  parentCode: parentCode === null ? null : String(parentCode),
  level: Number(level),
  type: 'region',
  name: words(String(code)),
}));

const districts = ['1', '2'].map((code) => ({
  set: 'constituencies',
  code,
  name: words(`District ${code}`),
  seats: 1,
  generated: true,
}));

export const STATIONS = ['1', '2', '3', '4'].map((number) => ({
  station: {
    number,
    territoryCode: Number(number) <= 2 ? '10' : '20',
    kind: 'domestic' as const,
    name: `School ${number}`,
    address: 'Main street',
    // Where the commission wrote them; a record has stations with and without.
    ...(number === '1' ? { directions: { en: 'Second door', 'uz-Latn': 'Ikkinchi eshik' } } : {}),
    opens: '08:00',
    closes: '20:00',
    timeZone: 'Asia/Tashkent',
  },
  districts: { constituencies: Number(number) <= 2 ? '1' : '2' },
}));

const candidate = (number: number, party: string) => ({
  number,
  name: `Candidate ${number}`,
  sex: null,
  birthYear: null,
  occupation: null,
  party,
});

const geography = {
  territories,
  stations: STATIONS.map(({ station }) => station),
  districts,
  memberships: STATIONS.map(({ station, districts: own }) => ({
    set: 'constituencies',
    districtCode: own.constituencies,
    stationNumber: station.number,
  })),
};

export const hashOfJson = (value: unknown) =>
  sha256(Buffer.from(canonicalJson(value as JsonValue))).toString('hex');

const definition = {
  format: 1,
  code: ELECTION,
  title: words('Parliament of Testland'),
  mode: 'drill',
  pack: {
    code: 'testland',
    version: '2026-11-01',
    hash: 'ab'.repeat(32),
    content: hashOfJson(pack),
  },
  system: 'parliament',
  calledOn: '2026-10-01',
  votingDay: '2026-12-27',
  timeZone: 'Asia/Tashkent',
  languages: ['en'],
  geography: { version: 1, hash: hashOfJson(geography) },
  contests: [
    {
      code: 'party-list',
      title: words('Parties'),
      kind: 'list',
      seats: 3,
      districtSet: null,
      seatRule: 'list',
      form: 'protocol',
    },
    {
      code: 'constituency',
      title: words('Candidates'),
      kind: 'candidate',
      seats: 1,
      districtSet: 'constituencies',
      seatRule: 'single',
      form: 'protocol',
    },
  ],
  parties: ['sun', 'moon'].map((code) => ({
    code,
    name: words(code),
    shortName: words(code),
    kind: 'party',
  })),
  ballots: [
    {
      contest: 'party-list',
      district: null,
      lists: ['sun', 'moon'].map((party, at) => ({
        number: at + 1,
        party,
        candidates: [1, 2, 3].map((number) => candidate(number, party)),
      })),
      candidates: [],
    },
    ...['1', '2'].map((district) => ({
      contest: 'constituency',
      district,
      lists: [],
      candidates: [candidate(1, 'sun'), candidate(2, 'moon')],
    })),
  ],
  generatedCandidates: true,
};

export const DEFINITION_HASH = hashOfJson(definition);

/** `election.json` without the time of its publication. */
export const ELECTION_FILE = {
  format: 1,
  definition,
  definitionVersion: 1,
  definitionHash: DEFINITION_HASH,
  pack,
  territories: territories.map((territory) => ({ territory, stations: 2 })),
  districts: districts.map((district) => ({ district, stations: 2 })),
};

/** The same as the verifier holds it. */
export const SEALED: SealedElection = {
  definition: definition as unknown as SealedElection['definition'],
  definitionHash: DEFINITION_HASH,
  pack: pack as unknown as SealedElection['pack'],
  territories,
  districts,
  stations: new Map(
    STATIONS.map(({ station, districts: own }) => [
      station.number,
      { ...station, districts: own, path: `TL/${station.territoryCode}` },
    ]),
  ),
};
