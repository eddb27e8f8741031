import type { Transaction } from '../../platform/database.ts';
import { type DistrictEffect, districtSql } from './store-districts.ts';

export async function createIncomingAddresses(transaction: Transaction): Promise<void> {
  await transaction`
    create temp table incoming_addresses (
      like addresses, file integer, line integer, place bigint, size integer
    ) on commit drop`;
  await transaction`alter table incoming_addresses alter column batch_sequence drop not null`;
}

export type AddressCounts = {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
};

/** Adds and changes addresses. Addresses that a full batch does not name stay: only their source retires them. */
export async function applyAddresses(
  transaction: Transaction,
  sequence: number,
): Promise<AddressCounts> {
  await transaction`analyze incoming_addresses`;
  await transaction`
    create temp table judged_addresses on commit drop as
    select i.id, a.territory_path as before, i.territory_path as after,
      case when a.id is null then 'added' when a.source_hash = i.source_hash then 'unchanged' else 'changed' end as fate
    from incoming_addresses i left join addresses a using (id)`;
  await transaction`
    insert into addresses (id, territory_path, locality, street, street_key, house_number, house, latitude_e6,
      longitude_e6, state, source_hash, batch_sequence)
    select i.id, territory_path, locality, street, street_key, house_number, house, latitude_e6, longitude_e6, state,
      source_hash, ${sequence}
    from incoming_addresses i join judged_addresses using (id) where fate <> 'unchanged'
    on conflict (id) do update set territory_path = excluded.territory_path, locality = excluded.locality,
      street = excluded.street, street_key = excluded.street_key, house_number = excluded.house_number,
      house = excluded.house, latitude_e6 = excluded.latitude_e6, longitude_e6 = excluded.longitude_e6,
      state = excluded.state, source_hash = excluded.source_hash, batch_sequence = excluded.batch_sequence`;
  const [row] = await transaction<AddressCounts[]>`
    select count(*) filter (where fate = 'added')::float8 as added,
      count(*) filter (where fate = 'changed')::float8 as changed,
      count(*) filter (where fate = 'unchanged')::float8 as unchanged
    from judged_addresses`;
  return row ?? { added: 0, changed: 0, unchanged: 0 };
}

/** Addresses that the batch brought or changed. */
export async function changedAddresses(transaction: Transaction): Promise<readonly number[]> {
  const rows = await transaction<{ id: number }[]>`
    select id::float8 as id from judged_addresses where fate <> 'unchanged'`;
  return rows.map(({ id }) => id);
}

/**
 * Voters go with their address to another territory.
 * @returns what the batch does to the registered voters of each district. Who lives at an address that changed is a
 * change, also within the district: street, house and place decide on the station.
 */
export async function moveVotersWithAddresses(
  transaction: Transaction,
): Promise<readonly DistrictEffect[]> {
  await transaction`
    create temp table touched_voters on commit drop as
    select v.id, v.status, v.territory_path as before, after
    from judged_addresses a join voters v on v.address_id = a.id where fate = 'changed'`;
  await transaction`
    update voters v set territory_path = after,
      region_path = array_to_string((string_to_array(after, '/'))[1:2], '/')
    from touched_voters m where m.id = v.id and before <> after`;
  await transaction`
    update voter_facts f set territory_path = after
    from touched_voters m where m.id = f.voter_id and before <> after`;
  return transaction<DistrictEffect[]>`
    select path, sum(difference)::float8 as difference,
      greatest(count(*) filter (where difference = 1), count(*) filter (where difference = -1))::float8 as changes
    from (
      select ${districtSql(transaction, 'before')} as path, -1 as difference from touched_voters
      where status = 'registered'
      union all
      select ${districtSql(transaction, 'after')}, 1 from touched_voters where status = 'registered') steps
    group by path`;
}
