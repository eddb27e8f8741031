import type { PublishedArea } from '@ovoz/contract';
import type { ProtocolContent } from '@ovoz/election-model';
import { type DocumentPart, heading, paragraph, table } from './document.ts';
import type { ElectionNames } from './election-names.ts';

type Totals = PublishedArea['totals'][number];
type Figure = { readonly count: number | null; readonly unknown: number };

/** Figures by name: sums of an area, or what one paper says. */
export type ContestFigures = {
  readonly contest: string;
  /** District whose ballot the options stand on; null when the nation is the district. */
  readonly district: string | null;
  readonly counts: ReadonlyMap<string, Figure>;
  /** Empty where several ballots are summed: their candidates are not the same people. */
  readonly votes: ReadonlyMap<string, Figure>;
};

export function figuresOfTotals(totals: Totals, district: string | null): ContestFigures {
  const figures = (sums: Totals['counts']) =>
    new Map(
      Object.entries(sums).map(([name, { sum, unknown }]) => [name, { count: sum, unknown }]),
    );
  return {
    contest: totals.contest,
    district,
    counts: figures(totals.counts),
    votes: figures(totals.votes),
  };
}

export function figuresOfPaper(
  contest: string,
  district: string | null,
  content: ProtocolContent,
): ContestFigures {
  const figures = (counts: ProtocolContent['counts']) =>
    new Map(Object.entries(counts).map(([name, count]) => [name, { count, unknown: 0 }]));
  return { contest, district, counts: figures(content.counts), votes: figures(content.votes) };
}

/** The rows of the form in its order, then the votes with their shares. */
export function contestParts(
  names: ElectionNames,
  figures: ContestFigures,
  titleOfRows: string,
): readonly DocumentPart[] {
  const { words, say } = names;
  const { contest, counts } = figures;
  const fields = names.form(contest)?.fields ?? [];
  const rows = fields.map(({ code, row, caption }) => [
    row,
    say(caption),
    written(names, counts.get(code)),
  ]);
  return [
    ...(figures.votes.size === 0 ? [] : voteParts(names, figures)),
    heading(titleOfRows, 2),
    table(
      [words.t('results.row'), `*${words.t('results.caption')}`, `#${words.t('pdf.count')}`],
      rows,
    ),
  ];
}

function voteParts(
  names: ElectionNames,
  { contest, district, votes }: ContestFigures,
): readonly DocumentPart[] {
  const { words } = names;
  const total = [...votes.values()].reduce((sum, { count }) => sum + (count ?? 0), 0);
  const known = [...votes.values()].every(({ count, unknown }) => count !== null && unknown === 0);
  const isList = names.contest(contest)?.kind === 'list';
  const rows = names.options(contest, district).map((code, index) => {
    const { name, party } = names.option(contest, district, code);
    const figure = votes.get(code);
    const count = figure?.count ?? null;
    const share = count === null || total === 0 || !known ? '–' : words.percent(count, total);
    const who = isList ? [name] : [name, party];
    return [String(index + 1), ...who, written(names, figure), share];
  });
  const who = isList
    ? [`*${words.t('pdf.list')}`]
    : [`*${words.t('pdf.candidate')}`, words.t('pdf.party')];
  const sum = known ? [words.number(total), total === 0 ? '–' : words.percent(1, 1)] : ['–', '–'];
  const blank = isList ? [] : [''];
  return [
    heading(words.t('results.votes'), 2),
    table(
      ['#', ...who, `#${words.t('results.votes')}`, `#${words.t('results.share')}`],
      [...rows, ['', words.t('pdf.invalidTotal'), ...blank, ...sum]],
      (index) => index === rows.length,
    ),
  ];
}

/** Unknown is not zero, and is said. */
function written({ words }: ElectionNames, figure: Figure | undefined): string {
  if (figure === undefined || figure.count === null) return words.t('pdf.unknown');
  const count = words.number(figure.count);
  if (figure.unknown === 0) return count;
  return `${count} (${words.t('results.unknownIn', { count: figure.unknown })})`;
}

/** How many stations are counted, as a sentence for each contest. */
export function coverageLine({ words }: ElectionNames, totals: Totals): string {
  const { stationsDue: due, stationsCounted: counted, stationsAnnulled: annulled } = totals;
  const share = due === 0 ? words.percent(0, 1) : words.percent(counted, due);
  const line = words.t('results.coverage', { counted, due, share });
  return annulled === 0 ? line : `${line}; ${words.t('results.annulled', { count: annulled })}`;
}

export function turnoutParts(
  { words }: ElectionNames,
  turnout: PublishedArea['turnout'],
): readonly DocumentPart[] {
  const reported = turnout.filter(({ reported: stations }) => stations > 0);
  if (reported.length === 0) return [];
  return [
    heading(words.t('results.turnout')),
    paragraph(words.t('results.turnout.text'), true),
    table(
      [
        `*${words.t('results.turnout.hour')}`,
        `#${words.t('results.turnout.reported')}`,
        `#${words.t('results.voted')}`,
        `#${words.t('results.listed')}`,
        `#${words.t('results.share')}`,
      ],
      reported.map((one) => [
        one.hour,
        words.number(one.reported),
        words.number(one.voters),
        one.listed === null ? words.t('pdf.unknown') : words.number(one.listed),
        one.listed === null || one.listed === 0
          ? '–'
          : words.percent(one.votersOfListed, one.listed),
      ]),
    ),
  ];
}
