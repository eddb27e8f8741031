import type { PublishedArea } from '@ovoz/contract';
import { textIn } from '@ovoz/election-model';
import { numberOrderKey } from '../../../../platform/number-order.ts';
import { contestParts, coverageLine, figuresOfTotals, turnoutParts } from './contest-parts.ts';
import { type DocumentPart, heading, paragraph, type ProtocolDocument, table } from './document.ts';
import { documentHead, type Source } from './document-head.ts';
import type { ElectionNames } from './election-names.ts';
import { seatParts } from './seat-parts.ts';

/** Longest list of corrections in a document; the file has all. */
const MAX_CORRECTIONS = 100;

/** The protocol of the nation, a territory or an electoral district, from its published file. */
export function areaDocument(
  names: ElectionNames,
  area: PublishedArea,
  source: Source,
): ProtocolDocument {
  const { words, say, election } = names;
  const { timeZone, votingDay } = election.definition;
  const head = documentHead(names, area, source);
  const above = area.above.slice(1).map(({ name }) => say(name));
  return {
    ...head,
    title: `${words.t('pdf.area')}: ${say(area.name)}`,
    subtitle: above.length === 0 ? null : above.join(' · '),
    facts: [
      [words.t('pdf.votingDay'), words.day(votingDay)],
      [words.t('results.area'), say(area.name)],
      ['', words.t(`results.status.${area.status}`)],
      ['', words.t('asOf', { time: words.dateTime(area.legalTime, timeZone) })],
    ].map(([name = '', value = '']) => [name, value] as const),
    parts: [
      ...area.totals.flatMap((totals) => totalsParts(names, area, totals)),
      ...houseParts(names, area),
      ...turnoutParts(names, area.turnout),
      ...belowParts(names, area),
      ...correctionParts(names, area),
    ],
  };
}

function totalsParts(
  names: ElectionNames,
  area: PublishedArea,
  totals: PublishedArea['totals'][number],
): readonly DocumentPart[] {
  const contest = names.contest(totals.contest);
  if (contest === null) return [];
  const district = area.area.startsWith('district:') ? area.area.slice('district:'.length) : null;
  const own = contest.districtSet === null ? null : district;
  const seats = area.seats?.districts.find(
    (one) => one.contest === totals.contest && one.district === own,
  );
  return [
    heading(names.say(contest.title)),
    paragraph(coverageLine(names, totals)),
    ...(totals.stationsCounted === 0
      ? []
      : contestParts(names, figuresOfTotals(totals, own), names.words.t('results.sums'))),
    ...(seats === undefined
      ? []
      : [heading(names.words.t('results.seats'), 2), ...seatParts(names, seats)]),
  ];
}

/** Of the nation: the seats of the whole house, and who leads or won in each district. */
function houseParts(names: ElectionNames, { area, seats }: PublishedArea): readonly DocumentPart[] {
  if (area !== 'nation' || seats === null) return [];
  const { words } = names;
  const contests = names.election.definition.contests;
  const districts = seats.districts.filter(({ district }) => district !== null);
  return [
    heading(words.t('results.seats.byParty')),
    table(
      [
        `*${words.t('pdf.party')}`,
        ...contests.map(({ title }) => `#${names.say(title)}`),
        `#${words.t('results.total')}`,
      ],
      seats.parties.map(({ party, seats: all, byContest }) => [
        party === null ? '–' : names.party(party),
        ...contests.map(({ code }) => words.number(byContest[code] ?? 0)),
        words.number(all),
      ]),
    ),
    ...(districts.length === 0 ? [] : districtParts(names, districts)),
  ];
}

function districtParts(
  names: ElectionNames,
  districts: NonNullable<PublishedArea['seats']>['districts'],
): readonly DocumentPart[] {
  const { words } = names;
  const inOrder = districts.toSorted((a, b) =>
    numberOrderKey(a.district ?? '') < numberOrderKey(b.district ?? '') ? -1 : 1,
  );
  const rows = inOrder.map(({ contest, district, allocation, stationsCounted, stationsDue }) => {
    const counted = `${words.number(stationsCounted)} / ${words.number(stationsDue)}`;
    const code = district ?? '';
    const won = allocation?.options.filter(({ seats }) => seats > 0) ?? [];
    if (won.length === 0) {
      const runoff = allocation?.runoff ?? null;
      return [code, counted, words.t(runoff === null ? 'pdf.pending' : 'pdf.runoff'), '', ''];
    }
    const named = won.map(({ option }) => names.option(contest, district, option));
    return [
      code,
      counted,
      named.map(({ name }) => name).join(', '),
      named.map(({ party }) => party).join(', '),
      won.map(({ votes }) => words.number(votes)).join(', '),
    ];
  });
  return [
    heading(words.t('pdf.districts')),
    table(
      [
        `#${words.t('pdf.district')}`,
        `#${words.t('results.counted')}`,
        `*${words.t('pdf.elected')}`,
        words.t('pdf.party'),
        `#${words.t('results.votes')}`,
      ],
      rows,
    ),
  ];
}

/** What lies right below, with coverage and the votes of contests that have one ballot for the whole area. */
function belowParts(names: ElectionNames, area: PublishedArea): readonly DocumentPart[] {
  const { words, say } = names;
  const territories = area.areas.filter(({ file }) => file.startsWith('territories/'));
  const lists = names.election.definition.contests.filter(
    ({ districtSet }) => districtSet === null,
  );
  return lists.flatMap(({ code, title }) => {
    const options = names.options(code, null);
    if (territories.length === 0 || options.length > MAX_COLUMNS) return [];
    const rows = territories.flatMap(({ name, totals }) => {
      const own = totals.find(({ contest }) => contest === code);
      if (own === undefined) return [];
      const votes = options.map((option) => words.number(own.votes[option]?.sum ?? 0));
      return [
        [
          say(name),
          `${words.number(own.stationsCounted)} / ${words.number(own.stationsDue)}`,
          ...votes,
        ],
      ];
    });
    return [
      heading(`${words.t('pdf.below')}: ${say(title)}`),
      table(
        [
          `*${words.t('results.area')}`,
          `#${words.t('results.counted')}`,
          ...options.map((option) => `#${shortName(names, option)}`),
        ],
        rows,
      ),
    ];
  });
}

/** More columns do not fit a page; the CSV file has them. */
const MAX_COLUMNS = 9;

function shortName({ election, words }: ElectionNames, option: string): string {
  const party = election.definition.parties.find(({ code }) => code === option);
  if (party === undefined) return words.t('results.againstAll');
  return textIn(party.shortName, words.language.tag, ...election.definition.languages);
}

function correctionParts(names: ElectionNames, area: PublishedArea): readonly DocumentPart[] {
  const { words, election } = names;
  if (area.corrections.length === 0) return [];
  return [
    heading(words.t('corrections.title')),
    table(
      [`#${words.t('results.station')}`, '', `*${words.t('results.reason')}`],
      area.corrections
        .slice(0, MAX_CORRECTIONS)
        .map(({ station, reason, at }) => [
          station,
          words.dateTime(at, election.definition.timeZone),
          reason,
        ]),
    ),
  ];
}
