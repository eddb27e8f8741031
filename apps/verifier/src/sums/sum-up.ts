import { paperAt, type Paper, paperKey, papersOf } from '../forms/paper.ts';
import { sumOfFields } from '../forms/ask-form.ts';
import type { Content, Protocol, SealedElection, Sum } from '../election-types.ts';

/** Sums of the stations of one area that vote on one ballot. */
export type BallotSums = {
  readonly stationsDue: number;
  readonly stationsCounted: number;
  readonly stationsAnnulled: number;
  readonly counts: Readonly<Record<string, Sum>>;
  readonly votes: Readonly<Record<string, Sum>>;
  /** Counted protocols that leave the votes of some option empty. */
  readonly votesUnknown: number;
  readonly registered: Sum;
  readonly tookPart: Sum;
  /** Protocols that count and whose figures are not in the record. */
  readonly unread: number;
};

/** What an election sums up to, by the protocols that were given. */
export type ElectionSums = {
  readonly sealed: SealedElection;
  readonly papers: ReadonlyMap<string, Paper>;
  /** Of each ballot by `paperKey`, by area: `nation`, `territory:1703`, `district:12`. */
  readonly ballots: ReadonlyMap<string, ReadonlyMap<string, BallotSums>>;
  /** By `slotKey`: every protocol by the legal count. */
  readonly protocols: ReadonlyMap<string, Protocol>;
};

/** What a station has to give: one protocol of each contest that it holds. */
export function slotKey({ contest, station }: Pick<Protocol, 'contest' | 'station'>): string {
  return `${contest}/${station}`;
}

/** The country, the territories above a station, and the district that it votes in. */
export function areasOf(path: string, district: string | null): readonly string[] {
  const [, ...below] = path.split('/');
  const territories = below.map((code) => `territory:${code}`);
  return ['nation', ...territories, ...(district === null ? [] : [`district:${district}`])];
}

/**
 * Adds up the protocols by the legal count. An accepted one counts; an annulled one is counted as annulled;
 * of every other station the protocol is due and missing. An empty figure is unknown, not zero.
 */
export function sumUp(sealed: SealedElection, protocols: Iterable<Protocol>): ElectionSums {
  const papers = papersOf(sealed);
  const legal = new Map<string, Protocol>();
  for (const one of protocols) if (one.legal) legal.set(slotKey(one), one);
  const running = new Map<string, Map<string, Running>>();
  const together = new Map<string, readonly Running[]>();
  for (const station of sealed.stations.values()) {
    for (const { code: contest } of sealed.definition.contests) {
      const paper = paperAt(sealed, papers, contest, station.districts);
      if (paper === null) continue;
      const protocol = legal.get(slotKey({ contest, station: station.number }));
      const row = rowOf(paper, protocol);
      // Stations of one ballot in one territory are part of the same areas.
      const key = `${paperKey(contest, paper.district)} ${station.path}`;
      const areas =
        together.get(key) ??
        areasOf(station.path, paper.district).map((area) => runningOf(running, paper, area));
      together.set(key, areas);
      for (const area of areas) add(area, protocol?.status, row);
    }
  }
  const ballots = new Map(
    [...running].map(([key, areas]) => [
      key,
      new Map([...areas].map(([area, one]) => [area, sumsOf(one)])),
    ]),
  );
  return { sealed, papers, ballots, protocols: legal };
}

/** Figures in the order fields, options, registered, took part; null where empty. */
type Row = readonly (number | null)[];
type Running = {
  readonly paper: Paper;
  readonly sums: number[];
  readonly unknown: number[];
  due: number;
  counted: number;
  annulled: number;
  votesUnknown: number;
  unread: number;
};

function rowOf({ form, options }: Paper, protocol: Protocol | undefined): Row | null {
  if (protocol?.status !== 'accepted' || protocol.content === null) return null;
  const content: Content = protocol.content;
  return [
    ...form.fields.map(({ code }) => content.counts[code] ?? null),
    ...options.map((option) => content.votes[option] ?? null),
    sumOfFields(form.roles.registered, content),
    sumOfFields(form.roles.tookPart, content),
  ];
}

function runningOf(
  ballots: Map<string, Map<string, Running>>,
  paper: Paper,
  area: string,
): Running {
  const key = paperKey(paper.contest, paper.district);
  const areas = ballots.get(key) ?? new Map<string, Running>();
  ballots.set(key, areas);
  const known = areas.get(area);
  if (known !== undefined) return known;
  const columns = paper.form.fields.length + paper.options.length + 2;
  const one: Running = {
    paper,
    sums: Array.from({ length: columns }, () => 0),
    unknown: Array.from({ length: columns }, () => 0),
    due: 0,
    counted: 0,
    annulled: 0,
    votesUnknown: 0,
    unread: 0,
  };
  areas.set(area, one);
  return one;
}

function add(area: Running, status: Protocol['status'] | undefined, row: Row | null): void {
  area.due += 1;
  if (status === 'annulled') area.annulled += 1;
  if (status !== 'accepted') return;
  area.counted += 1;
  if (row === null) {
    area.unread += 1;
    return;
  }
  const { fields } = area.paper.form;
  const votesEnd = fields.length + area.paper.options.length;
  let votesUnknown = false;
  for (let column = 0; column < row.length; column += 1) {
    const figure = row[column] ?? null;
    if (figure !== null) area.sums[column] = (area.sums[column] ?? 0) + figure;
    else {
      area.unknown[column] = (area.unknown[column] ?? 0) + 1;
      votesUnknown ||= column >= fields.length && column < votesEnd;
    }
  }
  if (votesUnknown) area.votesUnknown += 1;
}

function sumsOf(area: Running): BallotSums {
  const { form, options } = area.paper;
  const at = (column: number): Sum => ({
    sum: area.sums[column] ?? 0,
    unknown: area.unknown[column] ?? 0,
  });
  const first = form.fields.length;
  const last = first + options.length;
  return {
    stationsDue: area.due,
    stationsCounted: area.counted,
    stationsAnnulled: area.annulled,
    counts: Object.fromEntries(form.fields.map(({ code }, column) => [code, at(column)])),
    votes: Object.fromEntries(options.map((option, index) => [option, at(first + index)])),
    votesUnknown: area.votesUnknown,
    registered: at(last),
    tookPart: at(last + 1),
    unread: area.unread,
  };
}
