import type { CalendarRule } from '../calendar-rule.ts';
import type { CommissionKind, CountryPack } from '../country-pack.ts';
import type { Geography, PollingStation } from '../geography.ts';

/** A country for tests: two regions, two constituencies, three stations, and all rules small. */
export const SMALL_COUNTRY: CountryPack = {
  format: 1,
  code: 'small-country',
  version: '2026-11-21',
  root: 'SC',
  name: text('Small Country', 'Kichik Mamlakat'),
  timeZone: 'Asia/Tashkent',
  languages: [
    {
      tag: 'uz-Latn',
      name: 'Oʻzbekcha',
      official: true,
      reviewed: false,
      alphabet: [...Array.from('ABDEFGHIJKLMNOPQRSTUVXYZ'), 'Oʻ', 'Gʻ', 'Sh', 'Ch', 'Ng'],
    },
    {
      tag: 'ru',
      name: 'Русский',
      official: false,
      reviewed: false,
      alphabet: Array.from('АБВГДЕЁЖЗИЙ'),
    },
  ],
  territoryLevels: [text('Country', 'Mamlakat'), text('Region', 'Hudud')],
  workingWeek: [1, 2, 3, 4, 5],
  holidays: [{ day: '01-01', name: text('New Year', 'Yangi yil') }],
  pollingHours: {
    opens: '08:00',
    closes: '20:00',
    article: { en: 'Article 9', 'uz-Latn': 'Article 9' },
    confirmed: true,
  },
  officialStations: { domestic: 2, abroad: 1, remote: 0, abroadCountries: 1, source: 'None' },
  abroadTerritory: 'SC-1',
  commissionKinds: [
    commissionKind('central', { territoryLevel: 0, members: { minimum: 3, maximum: 5 } }),
    commissionKind('territorial', { territoryLevel: 1 }),
    commissionKind('district', { districtSet: 'constituencies' }),
    commissionKind('precinct', { perStation: true, termYears: null }),
  ],
  districtSets: [
    { code: 'constituencies', name: text('Constituencies', 'Okruglar'), districts: 2, seats: 2 },
  ],
  systems: [
    {
      code: 'parliament',
      title: text('Parliament', 'Parlament'),
      article: { en: 'Article 1', 'uz-Latn': 'Article 1' },
      confirmed: true,
      contests: [
        {
          code: 'lists',
          title: text('Lists', 'Roʻyxatlar'),
          kind: 'list',
          seats: 3,
          districtSet: null,
          seatRule: 'hare',
          form: 'protocol',
          listSize: { minimum: 2, maximum: 3 },
        },
        {
          code: 'districts',
          title: text('Districts', 'Okruglar'),
          kind: 'candidate',
          seats: 2,
          districtSet: 'constituencies',
          seatRule: 'majority',
          form: 'protocol',
        },
      ],
      calendar: [
        calendarRule('lists-open', -30, 'opens'),
        calendarRule('ballot-fixed', -10, 'closes', {
          governs: { act: 'change-ballot', effect: 'block' },
        }),
        calendarRule('results', 3, 'closes', { offset: { amount: 3, unit: 'working-days' } }),
      ],
      turnoutHours: ['10:00', '20:00'],
      release: 'last-domestic-station',
      legalCount: 'hand',
    },
  ],
  forms: [
    {
      code: 'protocol',
      title: text('Protocol', 'Bayonnoma'),
      article: { en: 'Article 5', 'uz-Latn': 'Article 5' },
      confirmed: true,
      fields: [field('1', 'received'), field('2', 'issued'), field('3', 'valid')],
      checks: [
        {
          code: 'F01',
          severity: 'error',
          left: [{ coefficient: 1, field: 'valid' }],
          comparison: '=',
          right: [
            { coefficient: 1, field: 'votes' },
            { coefficient: 0, field: 'one' },
          ],
          meaning: text('Votes make up the valid ballots', 'Ovozlar'),
          remedy: text('Count again', 'Qayta sanang'),
          article: { en: 'Article 5', 'uz-Latn': 'Article 5' },
          confirmed: true,
        },
      ],
      roles: {
        registered: ['issued'],
        tookPart: ['issued'],
        votesCast: ['issued'],
        valid: ['valid'],
        invalid: ['issued'],
      },
      marksPerBallot: 'one',
      againstAll: false,
    },
  ],
  seatRules: [
    {
      code: 'hare',
      method: 'hare-largest-remainder',
      article: { en: 'Article 6', 'uz-Latn': 'Article 6' },
      confirmed: true,
      thresholds: [
        {
          share: { numerator: 7, denominator: 100 },
          base: 'valid-votes',
          scope: 'nation',
          appliesTo: 'all',
        },
      ],
      vacancy: 'next-on-list',
    },
    {
      code: 'majority',
      method: 'absolute-majority-runoff',
      article: { en: 'Article 7', 'uz-Latn': 'Article 7' },
      confirmed: true,
      thresholds: [],
      minimumTurnout: { numerator: 1, denominator: 3 },
      vacancy: 'by-election',
    },
  ],
  boundaries: [{ level: 1, file: 'regions.geojson' }],
  credits: [],
  notes: [],
};

/** The geography of the small country. */
export const SMALL_GEOGRAPHY: Geography = {
  territories: [
    territory('SC', 'SC', null, 0),
    territory('SC-1', 'SC/SC-1', 'SC', 1),
    territory('SC-2', 'SC/SC-2', 'SC', 1),
  ],
  stations: [
    station('1', { territoryCode: 'SC-1' }),
    station('2', { territoryCode: 'SC-2' }),
    station('9-1', { territoryCode: 'SC-1', kind: 'abroad', hostCountry: 'DE' }),
  ],
  districts: ['1', '2'].map((code) => ({
    set: 'constituencies',
    code,
    name: text(`Constituency ${code}`, `${code}-okrug`),
    seats: 1,
    generated: false,
  })),
  memberships: ['1', '2'].map((number) => ({
    set: 'constituencies',
    districtCode: number,
    stationNumber: number,
  })),
};

function text(en: string, uz: string): { en: string; 'uz-Latn': string } {
  return { en, 'uz-Latn': uz };
}

function commissionKind(code: string, change: Partial<CommissionKind>): CommissionKind {
  return {
    code,
    name: text(code, code),
    territoryLevel: null,
    districtSet: null,
    perStation: false,
    members: { minimum: 1, maximum: 3 },
    termYears: 5,
    article: { en: 'Article 2', 'uz-Latn': 'Article 2' },
    confirmed: true,
    ...change,
  };
}

function calendarRule(
  code: string,
  days: number,
  kind: CalendarRule['kind'],
  change: Partial<CalendarRule> = {},
): CalendarRule {
  return {
    code,
    title: text(code, code),
    duty: text(code, code),
    article: { en: 'Article 3', 'uz-Latn': 'Article 3' },
    confirmed: true,
    anchor: 'voting-day',
    offset: { amount: days, unit: 'days' },
    at: kind === 'closes' ? 'end-of-day' : 'start-of-day',
    kind,
    responsible: 'central',
    ...change,
  };
}

function field(row: string, code: string) {
  return { code, row, caption: text(code, code), required: true };
}

function territory(code: string, path: string, parentCode: string | null, level: number) {
  const type = level === 0 ? 'country' : 'region';
  return { code, path, parentCode, level, type, name: text(code, code) };
}

function station(number: string, change: Partial<PollingStation>): PollingStation {
  return {
    number,
    territoryCode: 'SC-1',
    kind: 'domestic',
    name: `School ${number}`,
    address: `Street ${number}`,
    latitudeE4: null,
    longitudeE4: null,
    stepFree: 'unknown',
    opens: '08:00',
    closes: '20:00',
    timeZone: 'Asia/Tashkent',
    languages: [],
    hostCountry: null,
    generated: false,
    ...change,
  };
}
