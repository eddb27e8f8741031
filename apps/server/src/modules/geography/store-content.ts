import type { Queries } from '../../platform/database.ts';
import type { ContentRows } from './content-rows.ts';

/** Saves all rows of a version: one statement a table, 11,028 stations in under a second. */
export async function insertContent(
  transaction: Queries,
  pack: string,
  version: number,
  rows: ContentRows,
): Promise<void> {
  await transaction`
    insert into territories (pack, version, code, path, parent_code, level, type, name)
    select ${pack}, ${version}::integer, code, path, "parentCode", level, type, name
    from json_to_recordset(${rows.territories}::text::json) as given (
      code text, path text, "parentCode" text, level smallint, type text, name jsonb)`;
  await transaction`
    insert into polling_stations (pack, version, number, position, territory_code, territory_path, kind,
      name, address, directions, latitude_e4, longitude_e4, step_free, opens, closes, time_zone, languages,
      host_country, generated, search_text)
    select ${pack}, ${version}::integer, number, position, "territoryCode", "territoryPath", kind,
      name, address, directions, "latitudeE4", "longitudeE4", "stepFree", opens, closes, "timeZone", languages,
      "hostCountry", generated, "searchText"
    from json_to_recordset(${rows.stations}::text::json) as given (
      number text, position integer, "territoryCode" text, "territoryPath" text, kind text, name text,
      address text, directions jsonb, "latitudeE4" integer, "longitudeE4" integer, "stepFree" text, opens text, closes text,
      "timeZone" text, languages text[], "hostCountry" text, generated boolean, "searchText" text)`;
  await transaction`
    insert into electoral_districts (pack, version, set_code, code, name, seats, generated)
    select ${pack}, ${version}::integer, set, code, name, seats, generated
    from json_to_recordset(${rows.districts}::text::json) as given (
      set text, code text, name jsonb, seats integer, generated boolean)`;
  await transaction`
    insert into district_memberships (pack, version, set_code, district_code, station_number)
    select ${pack}, ${version}::integer, set, "districtCode", "stationNumber"
    from json_to_recordset(${rows.memberships}::text::json) as given (
      set text, "districtCode" text, "stationNumber" text)`;
  await transaction`select analyze_geography()`;
}

/** The whole geography of a version as JSON, in its canonical order (codes and numbers are ASCII). */
export async function contentJson(
  queries: Queries,
  pack: string,
  version: number,
): Promise<string> {
  const [row] = await queries<{ content: string }[]>`
    select json_build_object(
      'territories', (
        select coalesce(json_agg(json_build_object('code', code, 'path', path, 'parentCode', parent_code,
          'level', level, 'type', type, 'name', name) order by path collate "C"), '[]')
        from territories where pack = ${pack} and version = ${version}),
      'stations', (
        select coalesce(json_agg(jsonb_build_object('number', number, 'territoryCode', territory_code,
          'kind', kind, 'name', name, 'address', address, 'latitudeE4', latitude_e4,
          'longitudeE4', longitude_e4, 'stepFree', step_free, 'opens', opens, 'closes', closes,
          'timeZone', time_zone, 'languages', languages, 'hostCountry', host_country,
          'generated', generated)
          || case when directions is null then '{}' else jsonb_build_object('directions', directions) end
          order by number collate "C"), '[]')
        from polling_stations where pack = ${pack} and version = ${version}),
      'districts', (
        select coalesce(json_agg(json_build_object('set', set_code, 'code', code, 'name', name,
          'seats', seats, 'generated', generated) order by set_code collate "C", code collate "C"), '[]')
        from electoral_districts where pack = ${pack} and version = ${version}),
      'memberships', (
        select coalesce(json_agg(json_build_object('set', set_code, 'districtCode', district_code,
          'stationNumber', station_number)
          order by set_code collate "C", station_number collate "C"), '[]')
        from district_memberships where pack = ${pack} and version = ${version})
    )::text as content`;
  return row?.content ?? '';
}
