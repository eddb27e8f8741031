import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, ok, present } from '@ovoz/basics';
import { transliterateUzbek } from '@ovoz/election-model';
import { writeRegisterFolder } from '@ovoz/synthetic-nation/node';
import { loadCountryPacks } from '../apps/server/src/modules/geography/public.ts';
import { countryRegister } from '../apps/server/src/modules/voter-register/public.ts';
import type { Reach } from '../apps/server/src/modules/voter-requests/reach.ts';
import { insertViews } from '../apps/server/src/modules/voter-requests/store-views.ts';
import { findVoter } from '../apps/server/src/modules/voter-requests/store-voters.ts';
import { search } from '../apps/server/src/modules/voter-requests/search.ts';
import {
  type Database,
  inTransaction,
  openDatabase,
} from '../apps/server/src/platform/database.ts';
import { openRegister } from '../apps/server/src/platform/register-scope.ts';
import { loadServerKeys } from '../apps/server/src/platform/server-keys.ts';
import { printFigure, quantile } from './figures.ts';
import {
  loadBatchFolder,
  openRegisterDatabase,
  type RegisterDatabase,
} from './register-database.ts';

const COUNTRY = 'uzbekistan';
/** Of each kind, for as many voters again: the first half warms the caches, as a morning's work does, and is not counted. */
const SEARCHES = 800;
const WARMING = 400;
/** One person who searches more within an hour is stopped. */
const SEARCHES_A_PERSON = 100;
const GOAL_MS = 50;

type Sample = {
  readonly surname: string;
  readonly given: string;
  readonly birthDate: string;
  readonly district: string;
};
type Asked = Omit<Parameters<typeof search>[3], 'purpose' | 'words'>;

/** What a clerk may know of a person, and how it is written. */
const KINDS: Readonly<Record<string, (voter: Sample) => Asked>> = {
  'surname, beginning': ({ surname }) => ({ name: surname.slice(0, 4) }),
  'surname and given name': ({ surname, given }) => ({ name: `${surname} ${given}` }),
  'in Cyrillic': ({ surname, given }) => ({ name: transliterateUzbek(`${surname} ${given}`) }),
  'given name first': ({ surname, given }) => ({ name: `${given} ${surname}` }),
  'surname and birth date': ({ surname, birthDate }) => ({ name: surname, birthDate }),
  'misspelt, by sound': ({ surname, given }) => ({
    name: `${surname.replace(/[aeiou]/g, 'y')} ${given}`,
  }),
  'nobody has it': ({ surname }) => ({ name: `${surname}zzz` }),
};

/**
 * A clerk's search in the whole register and in one district, with all that belongs to it: row-level security, the note
 * for each voter who is shown, the count, the evidence. Beside it, one voter by primary key, with its note.
 * @param kept folder of a database that register-load left there, or null
 */
export async function run({
  count,
  kept = null,
}: {
  readonly count: number;
  readonly kept?: string | null;
}): Promise<void> {
  console.log(`Search among ${count.toLocaleString('en')} voters`);
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-bench-search-'));
  const register = await openRegisterDatabase(COUNTRY, kept && join(kept, 'database'));
  const database = openDatabase(register.url);
  try {
    const [known] = await register.owner`select from voters limit 1`;
    if (known === undefined) await fill(register, folder, count);
    await measure(register, database);
  } finally {
    await database.end({ timeout: 5 });
    await register.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(register: RegisterDatabase, folder: string, count: number): Promise<void> {
  const batches = join(folder, 'batches');
  writeRegisterFolder(batches, COUNTRY, { seed: '1', count, asOf: '2026-10-01' }, () => {});
  await loadBatchFolder(register, join(batches, 'address-1'));
  await loadBatchFolder(register, join(batches, 'civil-1'));
}

async function measure(register: RegisterDatabase, database: Database): Promise<void> {
  const voters = await sample(register.owner);
  const byKey = await timeByKey(database, await addPerson(register.owner));
  for (const scope of ['whole register', 'own district'] as const) {
    for (const [kind, ask] of Object.entries(KINDS)) {
      const times = await timeSearches(register, database, voters, (voter) => ({
        path: scope === 'whole register' ? 'UZ' : voter.district,
        asked: ask(voter),
      }));
      printFigure({
        what: `${scope}, ${kind}: median ${quantile(times, 0.5).toFixed(1)} ms, p99`,
        value: quantile(times, 0.99),
        unit: 'ms',
        beside: { what: 'one voter by primary key, noted in a transaction, p99', value: byKey },
        goal: { most: GOAL_MS },
      });
    }
  }
}

/** Voters from all over the table. */
async function sample(owner: Database): Promise<readonly Sample[]> {
  const [row] = await owner<{ highest: number }[]>`select max(id)::float8 as highest from voters`;
  const step = Math.max(1, Math.floor((row?.highest ?? 0) / SEARCHES));
  const ids = Array.from({ length: SEARCHES }, (_, index) => index * step + 1);
  return owner<Sample[]>`
    select surname, given, birth_date::text as "birthDate", territory_path as district
    from voters where id = any(${ids}) and surname <> '' order by id`;
}

/** What the database itself takes for a read that is noted: the commit is in it. */
async function timeByKey(database: Database, personId: string): Promise<number> {
  const times: number[] = [];
  const by = { personId, role: 'central-member', commission: 'UZ' } as const;
  const look = { act: 'opened', purpose: 'voter-asks', words: '', by } as const;
  for (let id = 1; id <= SEARCHES; id += 1) {
    const began = performance.now();
    await inTransaction(database, async (transaction) => {
      await openRegister(transaction, ['UZ']);
      const voter = await findVoter(transaction, String(id));
      await insertViews(transaction, voter === null ? [] : [voter], look, new Date());
      return ok();
    });
    times.push(performance.now() - began);
  }
  return quantile(times.slice(WARMING), 0.99);
}

async function timeSearches(
  register: RegisterDatabase,
  database: Database,
  voters: readonly Sample[],
  wanted: (voter: Sample) => { readonly path: string; readonly asked: Asked },
): Promise<readonly number[]> {
  const times: number[] = [];
  let personId = '';
  for (const [index, voter] of voters.entries()) {
    if (index % SEARCHES_A_PERSON === 0) personId = await addPerson(register.owner);
    const { path, asked } = wanted(voter);
    const reach = reachOf(register, personId, path);
    const began = performance.now();
    const found = await search(database, reach, new Date(), {
      purpose: 'voter-asks',
      words: '',
      ...asked,
    });
    times.push(performance.now() - began);
    assert(found.ok, `the search was answered: ${JSON.stringify(found)}`);
  }
  return times.slice(WARMING);
}

async function addPerson(owner: Database): Promise<string> {
  const id = randomUUID();
  await owner`
    insert into people (id, username, name, home_territory, status, created_at)
    values (${id}, ${`clerk-${id.slice(0, 8)}`}, 'Clerk', 'UZ', 'active', now())`;
  return id;
}

const pack = present(loadCountryPacks().get(COUNTRY), 'the pack is there').pack;

/** A clerk with a right over this territory. */
function reachOf({ dataDirectory }: RegisterDatabase, personId: string, path: string): Reach {
  const register = present(
    countryRegister(loadServerKeys(dataDirectory).register, pack),
    'the pack has the law of a voter list',
  );
  const grant = {
    id: personId,
    role: 'central-member',
    territoryPath: path,
    election: null,
  } as const;
  const signedIn = {
    sessionId: '',
    personId,
    personName: 'Clerk',
    username: 'clerk',
    homeTerritory: path,
    level: 'demo',
    startedAt: '',
    expiresAt: '',
    grants: [grant],
  } as const;
  const law = pack;
  return {
    register: { ...register, law },
    wide: [path],
    narrow: [],
    desk: null,
    signedIn,
    grants: [grant],
  };
}
