import {
  DISTRICT_COLUMNS,
  type DistrictMembership,
  degreesText,
  type ElectoralDistrict,
  type PollingStation,
  STATION_COLUMNS,
  STATION_OPTIONAL_COLUMNS,
  TERRITORY_COLUMNS,
  type Territory,
} from '@ovoz/election-model';
import { csvText } from './csv.ts';

/** The territories file that the import reads. `mainLanguage` is the first language of the pack. */
export function territoriesCsv(territories: readonly Territory[], mainLanguage: string): string {
  const rows = territories.map(({ code, parentCode, level, type, name }) => ({
    code,
    parent_code: parentCode,
    level,
    name_en: name.en,
    name_local: name[mainLanguage] ?? name.en,
    name_ru: name['ru'] ?? null,
    type,
  }));
  return csvText(TERRITORY_COLUMNS, rows);
}

/** The stations file that the import reads, with the districts of each station. `mainLanguage` as above. */
export function stationsCsv(
  stations: readonly PollingStation[],
  memberships: readonly DistrictMembership[],
  mainLanguage: string,
): string {
  const byStation = Map.groupBy(memberships, (membership) => membership.stationNumber);
  const rows = stations.map((station) => ({
    number: station.number,
    territory_code: station.territoryCode,
    kind: station.kind,
    name: station.name,
    address: station.address,
    latitude: station.latitudeE4 === null ? null : degreesText(station.latitudeE4),
    longitude: station.longitudeE4 === null ? null : degreesText(station.longitudeE4),
    step_free: station.stepFree,
    opens: station.opens,
    closes: station.closes,
    time_zone: station.timeZone,
    languages: station.languages.join(';'),
    host_country: station.hostCountry,
    districts: (byStation.get(station.number) ?? [])
      .map(({ set, districtCode }) => `${set}=${districtCode}`)
      .join(';'),
    generated: station.generated,
    directions_en: station.directions?.en ?? null,
    directions_local: station.directions?.[mainLanguage] ?? null,
    directions_ru: station.directions?.['ru'] ?? null,
  }));
  return csvText([...STATION_COLUMNS, ...STATION_OPTIONAL_COLUMNS], rows);
}

/** The districts file that the import reads. `mainLanguage` is the first language of the pack. */
export function districtsCsv(
  districts: readonly ElectoralDistrict[],
  mainLanguage: string,
): string {
  const rows = districts.map(({ set, code, name, seats, generated }) => ({
    set,
    code,
    name_en: name.en,
    name_local: name[mainLanguage] ?? name.en,
    name_ru: name['ru'] ?? null,
    seats,
    generated,
  }));
  return csvText(DISTRICT_COLUMNS, rows);
}
