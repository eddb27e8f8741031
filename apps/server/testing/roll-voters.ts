import { registerKeys } from '../src/modules/voter-register/register-keys.ts';
import type { TestServer } from './start-test-server.ts';

/** A voter of a test register; what is left out is ordinary. */
export type TestVoter = {
  readonly id: number;
  /** Station of the address; null: no station has it. */
  readonly station: string | null;
  readonly surname?: string;
  readonly given?: string;
  readonly birthDate?: string;
  readonly citizenship?: string;
  readonly status?: string;
  readonly nationalNumber?: string;
  readonly documentNumber?: string;
};

export const VOTERS_HOME = 'UZ/1703/1703202';
export const nationalNumberOf = (id: number) => String(30000000000000 + id);
export const documentNumberOf = (id: number) => `AA${String(id).padStart(7, '0')}`;

/** Puts voters with an address each, and the station of it, into the register, behind the server's back. */
export async function addVoters(
  { owner, platform }: TestServer,
  voters: readonly TestVoter[],
): Promise<void> {
  const keys = registerKeys(platform.keys.register);
  const rows = voters.map((voter) => {
    const number = voter.nationalNumber ?? nationalNumberOf(voter.id);
    const document = voter.documentNumber ?? documentNumberOf(voter.id);
    return [
      voter.id,
      voter.station,
      voter.surname ?? 'Aliyev',
      voter.given ?? 'Vali',
      voter.birthDate ?? '1980-05-17',
      voter.citizenship ?? 'UZ',
      voter.status ?? 'registered',
      keys.nationalKey('uzbekistan', number).toString('hex'),
      keys.sealNumbers(number, document).toString('hex'),
    ];
  });
  await owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`
      insert into addresses (id, territory_path, locality, street, street_key, house_number, house, state, source_hash, batch_sequence)
      select (r ->> 0)::bigint, ${VOTERS_HOME}, 'Andijon', 'Navoiy', 'navoiy', (r ->> 0)::bigint % 500, (r ->> 0)::bigint % 500, 'active', 1, 1
      from json_array_elements(${JSON.stringify(rows)}::text::json) r`;
    await sql`
      insert into address_stations (pack, address_id, territory_path, station, method, rule_id, from_set)
      select 'uzbekistan', (r ->> 0)::bigint, ${VOTERS_HOME}, r ->> 1,
        case when r ->> 1 is null then 'unplaced' else 'address' end, case when r ->> 1 is null then null else 1 end, 1
      from json_array_elements(${JSON.stringify(rows)}::text::json) r`;
    await sql`
      insert into voters (id, record_id, national_key, sealed, surname, given, patronymic, sex, birth_date, citizenship,
        search_key, skeleton_key, address_id, flat, territory_path, region_path, status)
      select (r ->> 0)::bigint, (r ->> 0)::bigint, decode(r ->> 7, 'hex'), decode(r ->> 8, 'hex'), r ->> 2, r ->> 3,
        'Karimovich', 'm', (r ->> 4)::date, r ->> 5, 'aliyev vali', 'lv', (r ->> 0)::bigint, '7', ${VOTERS_HOME}, 'UZ/1703',
        r ->> 6
      from json_array_elements(${JSON.stringify(rows)}::text::json) r`;
  });
}

/** A fact of the civil register about a voter. */
export async function addFact(
  { owner }: TestServer,
  voterId: number,
  kind: string,
  { from = '2020-01-01', to = null }: { readonly from?: string; readonly to?: string | null } = {},
): Promise<void> {
  await owner`
    insert into voter_facts (voter_id, territory_path, kind, valid_from, valid_to, document)
    values (${voterId}, ${VOTERS_HOME}, ${kind}, ${from}, ${to}, 'Decision 1')`;
}

/** Puts voters onto the list of a mission abroad, as if its officers had verified their requests. */
export async function listAbroad(
  { owner }: TestServer,
  election: string,
  mission: string,
  voters: readonly number[],
): Promise<void> {
  await owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`
      insert into overseas_entries (id, election, pack, voter_id, station, station_path, home_path, request_id, since)
      select gen_random_uuid(), ${election}, 'uzbekistan', voter, ${mission}, 'UZ/1726', ${VOTERS_HOME},
        gen_random_uuid(), now()
      from unnest(${[...voters]}::bigint[]) voter`;
  });
}

/** Grants a voter another station at home. */
export async function moveVoter(
  { owner }: TestServer,
  election: string,
  voter: number,
  station: string,
): Promise<void> {
  await owner`
    insert into station_overrides (election, voter_id, pack, station, territory_path, request_id, since)
    values (${election}, ${voter}, 'uzbekistan', ${station}, ${VOTERS_HOME}, gen_random_uuid(), now())`;
}
