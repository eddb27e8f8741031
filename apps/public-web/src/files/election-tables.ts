import type { ElectionView } from '../site/election-view.ts';
import { writeCsv } from './csv.ts';

/** Names as in the published files. */
const STATION_COLUMNS =
  'number,territory_code,kind,name,address,latitude,longitude,step_free,opens,closes,time_zone,languages,host_country,generated'.split(
    ',',
  );
const CANDIDATE_COLUMNS =
  'contest,district,list,number,name,party,sex,birth_year,occupation,generated'.split(',');

/** All stations of an election as one table, with the names of the published files for columns. */
export function stationsAsCsv(view: ElectionView): string {
  const languages = view.election.pack.languages.map(({ tag }) => tag);
  const header = [
    ...STATION_COLUMNS,
    ...view.election.pack.districtSets.map((set) => `district_${set.code}`),
    ...languages.map((tag) => `directions_${tag}`),
  ];
  const rows = [...view.stations.values()].flatMap((file) =>
    file.stations.map(({ station, districts }) => [
      station.number,
      station.territoryCode,
      station.kind,
      station.name,
      station.address,
      degrees(station.latitudeE4),
      degrees(station.longitudeE4),
      station.stepFree,
      station.opens,
      station.closes,
      station.timeZone,
      station.languages.join(' '),
      station.hostCountry,
      String(station.generated),
      ...view.election.pack.districtSets.map((set) => districts[set.code] ?? null),
      ...languages.map((tag) => station.directions?.[tag] ?? null),
    ]),
  );
  return writeCsv(header, rows);
}

/** All candidates of an election as one table. */
export function candidatesAsCsv(view: ElectionView): string {
  const { ballots, generatedCandidates } = view.election.definition;
  const rows = ballots.flatMap(({ contest, district, lists, candidates }) =>
    [
      ...lists.flatMap((list) =>
        list.candidates.map((one) => ({ one, list: list.number, party: list.party })),
      ),
      ...candidates.map((one) => ({ one, list: null, party: one.party })),
    ].map(({ one, list, party }) => [
      contest,
      district,
      list,
      one.number,
      one.name,
      party,
      one.sex,
      one.birthYear,
      one.occupation,
      String(generatedCandidates),
    ]),
  );
  return writeCsv(CANDIDATE_COLUMNS, rows);
}

function degrees(valueE4: number | null): number | null {
  return valueE4 === null ? null : valueE4 / 10_000;
}
