import { canonicalJson } from '@ovoz/basics';
import type { PublishedArea, ResultStatus } from '@ovoz/contract';
import type { Area } from './places.ts';
import { listOf, type Members, membersOf } from './signed-file.ts';
import { asJson, type Correction, placeLink } from './station-content.ts';

type Signed = 'format' | 'election' | 'mode' | 'publishedAt' | 'legalTime' | 'signature';
/** An area as it is published, but for the times, the signature and the files beside it. */
export type AreaContent = Omit<PublishedArea, Signed | 'downloads' | 'stations'> & {
  /** Rows of the stations as canonical text. */
  readonly stationRows: readonly string[];
};
export type Totals = PublishedArea['totals'];

/** What is known of an area at this moment. */
export type AreaState = {
  readonly status: ResultStatus;
  readonly totalsOf: (area: Area) => Totals;
  readonly turnout: PublishedArea['turnout'];
  readonly seats: PublishedArea['seats'];
  readonly rowOf: (station: string) => string;
  readonly corrections: readonly Correction[];
};

export function areaContent(area: Area, state: AreaState): AreaContent {
  return {
    area: area.code,
    name: area.name,
    above: area.above.map(placeLink),
    status: state.status,
    totals: state.totalsOf(area),
    turnout: state.turnout,
    seats: state.seats,
    areas: area.areas.map((child) => ({
      file: child.file,
      code: child.code,
      name: child.name,
      totals: state.totalsOf(child),
    })),
    stationRows: area.stations.map(({ station }) => state.rowOf(station.number)),
    corrections: [...state.corrections],
  };
}

/** The members of the file, rows of stations as they are kept. */
export function areaMembers(
  { stationRows, ...content }: AreaContent,
  downloads: PublishedArea['downloads'],
): Members {
  return { ...membersOf(asJson({ ...content, downloads })), stations: listOf(stationRows) };
}

/** The row of a station with the hash of its file. */
export function rowText(row: object, sha256: string | null): string {
  return canonicalJson(asJson({ ...row, sha256 }));
}
