import { localInstantMs } from '../calendar/local-time.ts';
import type { AreaFile, SealedElection, TurnoutFigures } from '../election-types.ts';
import type { Finding } from '../finding.ts';
import type { OwnResults } from './compare-area.ts';
import type { Place } from './places.ts';
import type { StationSummary } from './station-summary.ts';

type Own = Pick<OwnResults, 'sums' | 'summaries'>;

/**
 * Turnout of an area, hour by hour, against the reports in the files of its stations. A station is due where the
 * hour has come by its own clock; how many are due may be told a moment late, but never too early.
 */
export function compareTurnout(
  path: string,
  file: Pick<AreaFile, 'turnout' | 'legalTime'>,
  { members }: Pick<Place, 'members'>,
  { sums: { sealed }, summaries }: Own,
): readonly Finding[] {
  if (file.turnout.length === 0) return [];
  const reports = [...members].flatMap((station) => summaries.get(station) ?? []);
  return file.turnout.flatMap((figures) => {
    const hour = String(figures['hour']);
    const place = `${path} turnout ${hour}`;
    const own = figuresAt(hour, reports);
    const due = dueAt(hour, sealed, members, Date.parse(file.legalTime));
    const saidDue = Number(figures['due']);
    const early: readonly Finding[] =
      due === null || saidDue <= due
        ? []
        : [
            wrong(
              'turnout-due-differs',
              place,
              `${saidDue} stations are due by the file, ${due} by the clock.`,
            ),
          ];
    const said = Number(figures['reported']);
    if (said > own.reported && reports.length < members.size) {
      const sentence = `${said} stations reported by the file; the files of ${own.reported} of them are in the record.`;
      return [...early, { severity: 'gap', code: 'turnout-not-checked', place, sentence }];
    }
    const wrongs = Object.entries(own).flatMap(([name, value]) =>
      figures[name] === value
        ? []
        : [
            wrong(
              'turnout-differs',
              place,
              `${name}: the file says ${JSON.stringify(figures[name])}; the reports of the stations come to ${value}.`,
            ),
          ],
    );
    return [...early, ...wrongs];
  });
}

/** `turnout.json`, as far as it is compared. */
export type TurnoutFile = Pick<AreaFile, 'legalTime'> & {
  readonly whole: readonly TurnoutFigures[];
  readonly areas: readonly { readonly file: string; readonly figures: readonly TurnoutFigures[] }[];
};

/**
 * The file that tells turnout while votes are cast, against the reports in the files of the stations. Before the
 * release these are not there yet, and nothing can be compared.
 */
export function compareTurnoutFile(
  path: string,
  { legalTime, whole, areas }: TurnoutFile,
  { places, ...own }: Pick<OwnResults, 'sums' | 'summaries' | 'places'>,
): readonly Finding[] {
  if (own.summaries.size === 0) {
    const sentence =
      'No file of a station is in the record, so these figures could not be added up.';
    return [{ severity: 'gap', code: 'turnout-not-checked', place: path, sentence }];
  }
  const listed = new Map(areas.map((one) => [one.file, one.figures]));
  const expected = [...places.values()].filter(
    ({ area, district }) => area !== 'nation' && district === null,
  );
  const nation = places.get('nation');
  return [
    ...[...listed.keys()]
      .filter((file) => !expected.some((place) => place.file === file))
      .map((file) => wrong('turnout-area-unknown', path, `${file} has no station.`)),
    ...(nation === undefined
      ? []
      : compareTurnout(path, { turnout: whole, legalTime }, nation, own)),
    ...expected.flatMap((place) => {
      const turnout = listed.get(place.file);
      return turnout === undefined
        ? [wrong('turnout-area-missing', path, `${place.file} is not listed.`)]
        : compareTurnout(`${path} ${place.file}`, { turnout, legalTime }, place, own);
    }),
  ];
}

function figuresAt(hour: string, summaries: readonly StationSummary[]) {
  const figures = { reported: 0, voters: 0, votersOfListed: 0 };
  let listed: number | null = null;
  for (const { turnout } of summaries) {
    const report = turnout.find((one) => one.hour === hour);
    if (report === undefined) continue;
    figures.reported += 1;
    figures.voters += report.voters;
    if (report.listed === null) continue;
    listed = (listed ?? 0) + report.listed;
    figures.votersOfListed += report.voters;
  }
  return { ...figures, listed };
}

/** Stations where clocks have shown the hour; null when a zone is not known. */
function dueAt(
  hour: string,
  { definition, stations }: SealedElection,
  members: ReadonlySet<string>,
  legalMs: number,
): number | null {
  const reached = new Map<string, boolean | null>();
  let due = 0;
  for (const number of members) {
    const zone = stations.get(number)?.timeZone ?? '';
    if (!reached.has(zone)) {
      const instant = localInstantMs(definition.votingDay, hour, zone);
      reached.set(zone, instant === null ? null : instant <= legalMs);
    }
    const here = reached.get(zone) ?? null;
    if (here === null) return null;
    if (here) due += 1;
  }
  return due;
}

function wrong(code: string, place: string, sentence: string): Finding {
  return { severity: 'false', code, place, sentence };
}
