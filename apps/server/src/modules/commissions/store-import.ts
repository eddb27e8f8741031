import type { Queries } from '../../platform/database.ts';
import type { PreparedCommissions } from './check-files.ts';

/** Changes whenever something does: rows are only added, and members only end. */
export async function revisionOf(queries: Queries, pack: string): Promise<string> {
  const [row] = await queries<{ revision: string }[]>`
    select concat_ws('/',
      (select count(*) from commissions where pack = ${pack}),
      (select count(*) from commission_memberships where pack = ${pack}),
      (select count(end_reason) from commission_memberships where pack = ${pack})) as revision`;
  return row?.revision ?? '';
}

/** All commissions and members of a country as the JSON of `Commissions`. */
export async function existingJson(queries: Queries, pack: string): Promise<string> {
  const [row] = await queries<{ existing: string }[]>`
    select json_build_object(
      'commissions', (
        select coalesce(json_agg(json_build_object('pack', pack, 'code', code, 'kind', kind, 'name', name,
          'territoryCode', territory_code, 'districtSet', district_set, 'districtCode', district_code,
          'stationNumber', station_number, 'address', address, 'phone', phone,
          'formedOn', to_char(formed_on, 'YYYY-MM-DD'), 'endsOn', to_char(ends_on, 'YYYY-MM-DD'),
          'generated', generated)), '[]')
        from commissions where pack = ${pack}),
      'memberships', (
        select coalesce(json_agg(json_build_object('commissionCode', commission_code, 'name', name,
          'office', office, 'nominatedBy', nominated_by, 'from', to_char(valid_from, 'YYYY-MM-DD'),
          'until', to_char(valid_until, 'YYYY-MM-DD'), 'generated', generated)), '[]')
        from commission_memberships where pack = ${pack})
    )::text as existing`;
  return row?.existing ?? '';
}

/** Saves all rows, one statement a table. */
export async function insertRows(
  transaction: Queries,
  pack: string,
  rows: PreparedCommissions['rows'],
  person: string,
): Promise<void> {
  await transaction`
    insert into commissions (pack, code, kind, name, territory_code, territory_path, district_set,
      district_code, station_number, address, phone, formed_on, ends_on, generated, formed_by,
      search_text, sort_key)
    select ${pack}, code, kind, name, "territoryCode", "territoryPath", "districtSet", "districtCode",
      "stationNumber", address, phone, "formedOn", "endsOn", generated, ${person}::uuid, "searchText",
      "sortKey"
    from json_to_recordset(${rows.commissions}::text::json) as given (
      code text, kind text, name jsonb, "territoryCode" text, "territoryPath" text, "districtSet" text,
      "districtCode" text, "stationNumber" text, address text, phone text, "formedOn" date,
      "endsOn" date, generated boolean, "searchText" text, "sortKey" text)`;
  await transaction`
    insert into commission_memberships (id, pack, commission_code, name, office, nominated_by, valid_from,
      valid_until, generated, appointed_by)
    select gen_random_uuid(), ${pack}, "commissionCode", name, office, "nominatedBy", "from", until,
      generated, ${person}::uuid
    from json_to_recordset(${rows.memberships}::text::json) as given (
      "commissionCode" text, name text, office text, "nominatedBy" text, "from" date, until date,
      generated boolean)`;
}
