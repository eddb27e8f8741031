import { present } from '@ovoz/basics';
import type postgres from 'postgres';
import { loadCountryPacks } from '../src/modules/geography/public.ts';
import { assignAddressesTask } from '../src/modules/precinct-assignment/start-assignment.ts';
import type { TestServer } from './start-test-server.ts';

/** An address for a test; station 1 and 2 of the small nation lie in 1703202, station 3 in 1706204. */
export type SmallAddress = {
  readonly id: number;
  readonly territoryPath: string;
  readonly locality: string;
  readonly street: string;
  readonly house: string;
  /** Longitude and latitude in millionths of a degree. */
  readonly point?: readonly [number, number];
  readonly voters?: number;
};

/** Puts addresses and their voters behind the server's back, as a load of the registers would. */
export async function insertAddresses(
  owner: postgres.Sql,
  addresses: readonly SmallAddress[],
): Promise<void> {
  for (const { id, territoryPath, locality, street, house, point, voters = 0 } of addresses) {
    await owner`
      insert into addresses (id, territory_path, locality, street, street_key, house_number, house,
        latitude_e6, longitude_e6, state, source_hash, batch_sequence)
      values (${id}, ${territoryPath}, ${locality}, ${street}, ${street.toLowerCase()},
        ${/^\d+/.exec(house)?.[0] ?? null}, ${house}, ${point?.[1] ?? null}, ${point?.[0] ?? null}, 'active', 0, 1)`;
    await owner`
      insert into voters (sealed, surname, given, patronymic, sex, birth_date, citizenship, search_key,
        skeleton_key, address_id, territory_path, region_path, status)
      select ''::bytea, 'Karimov', 'Voter ' || n, '', 'm', '1980-01-01', 'UZ', 'karimov', 'krmv', ${id},
        ${territoryPath}, ${territoryPath.split('/').slice(0, 2).join('/')}, 'registered'
      from generate_series(1, ${voters}::integer) n`;
  }
}

const packs = loadCountryPacks();

/** Runs the job that assigns addresses, in its own process as the server does. */
export async function runAssignment({ platform }: TestServer): Promise<void> {
  const url = present(platform.configuration.databaseUrl, 'a test server has a database');
  await assignAddressesTask(platform, packs, url)({}, new AbortController().signal);
}
