import { paperAt } from '../forms/paper.ts';
import type { AreaFile, LiveFile, ResultStatus, StationRow } from '../election-types.ts';
import type { Finding } from '../finding.ts';
import { compareSeats } from '../seats/compare-seats.ts';
import type { OwnSeats } from '../seats/election-seats.ts';
import { firstDifference } from '../seats/same.ts';
import { totalsIn } from '../sums/area-totals.ts';
import { type ElectionSums, slotKey } from '../sums/sum-up.ts';
import { compareCorrections } from './compare-corrections.ts';
import { compareTotals } from './compare-totals.ts';
import { compareTurnout } from './compare-turnout.ts';
import type { Place } from './places.ts';
import type { StationSummary } from './station-summary.ts';

/** What the files of areas are held against. */
export type OwnResults = {
  readonly sums: ElectionSums;
  readonly seats: OwnSeats;
  readonly places: ReadonlyMap<string, Place>;
  /** Of the stations whose files are in the record, by number. */
  readonly summaries: ReadonlyMap<string, StationSummary>;
  readonly status: ResultStatus;
};

/** One file of an area against the protocols, the seats and the files of its stations. */
export function compareArea(path: string, file: AreaFile, own: OwnResults): readonly Finding[] {
  const place = own.places.get(withoutEnding(path));
  if (place === undefined) {
    return [wrong('area-unknown', path, 'The election has no such place with a station.')];
  }
  if (file.area !== place.area) {
    const sentence = `The file stands at the address of ${place.area} and is about ${file.area}.`;
    return [wrong('area-wrong', path, sentence)];
  }
  return [
    ...compareTotals(path, file.totals, own.sums, place.area, place.contests),
    ...compareBelow(path, file, place, own),
    ...compareStations(path, file.stations, place, own),
    ...compareSeatsOf(path, file, place, own),
    ...compareCorrections(path, file.corrections, place, own.summaries),
    ...compareTurnout(path, file, place, own),
    ...compareStatus(path, file.status, own.status, place.area === 'nation'),
  ];
}

/** Files of areas that a whole record has and this one has not. */
export function missingAreas(
  paths: Iterable<string>,
  places: ReadonlyMap<string, Place>,
): readonly Finding[] {
  const there = new Set([...paths].map(withoutEnding));
  return [...places.keys()]
    .filter((file) => !there.has(file))
    .map((file): Finding => {
      const sentence = 'This area has stations, and its file is not in the record.';
      return { severity: 'gap', code: 'area-missing', place: `results/${file}.json`, sentence };
    });
}

/** `live.json`: coverage and status. */
export function compareLive(path: string, live: LiveFile, own: OwnResults): readonly Finding[] {
  const expected = own.sums.sealed.definition.contests.flatMap(({ code }) => {
    const totals = totalsIn(own.sums, code, 'nation')?.totals;
    if (totals === undefined) return [];
    const { stationsDue: due, stationsCounted: counted, stationsAnnulled: annulled } = totals;
    return [{ contest: code, due, counted, annulled }];
  });
  const difference = firstDifference(live.coverage, expected);
  const coverage =
    difference === null
      ? []
      : [
          wrong(
            'coverage-differs',
            path,
            `The file says ${JSON.stringify(live.coverage)}; by the protocols it is ${JSON.stringify(expected)}.`,
          ),
        ];
  return [...coverage, ...compareStatus(path, live.status, own.status, true)];
}

/**
 * Nation and `live.json` are written last and tell how the result stands; the other files may tell how it stood
 * a moment before, but none calls a result certified of which no version was.
 */
function compareStatus(
  path: string,
  said: ResultStatus,
  own: ResultStatus,
  isLast: boolean,
): readonly Finding[] {
  if (said === own) return [];
  const sentence = `The file calls the result "${said}"; by the log it is "${own}".`;
  const isCertified = (status: ResultStatus) => status !== 'counting' && status !== 'complete';
  if (isLast || (isCertified(said) && !isCertified(own))) {
    return [wrong('status-differs', path, sentence)];
  }
  return [{ severity: 'note', code: 'status-behind', place: path, sentence }];
}

function compareBelow(
  path: string,
  { areas }: AreaFile,
  place: Place,
  { sums, places }: OwnResults,
): readonly Finding[] {
  const theirs = new Map(areas.map((one) => [one.file, one]));
  const expected = new Set(place.areas);
  return [
    ...(theirs.size === areas.length
      ? []
      : [wrong('area-twice', path, 'An area is listed twice.')]),
    ...areas
      .filter(({ file }) => !expected.has(file))
      .map(({ file }) => wrong('area-unasked', path, `${file} does not lie right below.`)),
    ...place.areas.flatMap((file) => {
      const row = theirs.get(file);
      const below = places.get(file);
      if (row === undefined) return [wrong('area-not-listed', path, `${file} is not listed.`)];
      if (below === undefined) return [];
      const code =
        row.code === below.area
          ? []
          : [wrong('area-wrong', path, `${file} is listed as ${row.code}.`)];
      const about = `${path} areas ${file}`;
      return [...code, ...compareTotals(about, row.totals, sums, below.area, below.contests)];
    }),
  ];
}

function compareStations(
  path: string,
  rows: readonly StationRow[],
  place: Place,
  own: OwnResults,
): readonly Finding[] {
  const theirs = new Map(rows.map((row) => [row.number, row]));
  const expected = new Set(place.stations);
  return [
    ...(theirs.size === rows.length
      ? []
      : [wrong('station-twice', path, 'A station is listed twice.')]),
    ...rows
      .filter(({ number }) => !expected.has(number))
      .map(({ number }) => wrong('station-unasked', path, `Station ${number} does not lie here.`)),
    ...place.stations.flatMap((number) => {
      const row = theirs.get(number);
      if (row === undefined) {
        return [wrong('station-not-listed', path, `Station ${number} is not listed.`)];
      }
      return compareRow(`${path} station ${number}`, row, own);
    }),
  ];
}

function compareRow(
  place: string,
  { number, contests }: StationRow,
  { sums, summaries }: OwnResults,
): readonly Finding[] {
  const summary = summaries.get(number);
  const { definition, stations } = sums.sealed;
  const districts = stations.get(number)?.districts ?? {};
  const held = definition.contests
    .map(({ code }) => code)
    .filter((contest) => paperAt(sums.sealed, sums.papers, contest, districts) !== null);
  const unheld = contests.filter(({ contest }) => !held.includes(contest));
  const strange = unheld.map(({ contest }) =>
    wrong('station-row-differs', place, `The station does not vote in the contest ${contest}.`),
  );
  const twice = contests.length - new Set(contests.map(({ contest }) => contest)).size;
  if (twice > 0) strange.push(wrong('station-row-differs', place, 'A contest is listed twice.'));
  return [
    ...strange,
    ...held.flatMap((contest) => {
      const row = contests.find((one) => one.contest === contest);
      const protocol = sums.protocols.get(slotKey({ contest, station: number }));
      if (row === undefined) {
        return [wrong('station-row-differs', place, `The contest ${contest} is not listed.`)];
      }
      const status = protocol?.status ?? 'awaited';
      const content = status === 'accepted' ? (protocol?.content ?? null) : null;
      const isUnread = status === 'accepted' && content === null;
      const undecided = { version: 0, flagged: false };
      const told =
        summary && (summary.contests.find((one) => one.contest === contest) ?? undecided);
      const expected = {
        status,
        ...(isUnread ? {} : { content }),
        ...(told === undefined ? {} : { version: told.version, flagged: told.flagged }),
      };
      const said = Object.fromEntries(
        Object.entries(row).filter(([name]) => Object.hasOwn(expected, name)),
      );
      const difference = firstDifference(said, expected);
      if (difference === null) return [];
      const where = difference.path.slice(1).replaceAll('/', '.');
      const [left, right] = [difference.published, difference.own].map((one) =>
        JSON.stringify(one),
      );
      const sentence = `${contest} ${where}: the file says ${left}; by the log and the protocol it is ${right}.`;
      return [wrong('station-row-differs', place, sentence)];
    }),
  ];
}

function compareSeatsOf(
  path: string,
  { seats }: AreaFile,
  place: Place,
  own: OwnResults,
): readonly Finding[] {
  const isAsked = place.area === 'nation' || place.district !== null;
  if (!isAsked || seats === null) {
    if (isAsked === (seats !== null)) return [];
    const sentence = isAsked
      ? 'The file of an area in which seats are decided gives none.'
      : 'The file gives seats, and none are decided in this area.';
    return [wrong('seats-misplaced', path, sentence)];
  }
  return compareSeats(path, seats, own.seats, place.district);
}

function withoutEnding(path: string): string {
  return path.replace(/^.*results\//, '').replace(/\.json$/, '');
}

function wrong(code: string, place: string, sentence: string): Finding {
  return { severity: 'false', code, place, sentence };
}
