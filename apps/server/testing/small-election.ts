import assert from 'node:assert/strict';
import * as contract from '@ovoz/contract';
import { STATION_COLUMNS } from '@ovoz/election-model';
import { approve, territoriesCsv } from './small-nation.ts';
import type { TestPerson } from './start-test-server.ts';

const PACK = 'uzbekistan';
const REASON = 'Prepared for a test';
/** As many as the law has. */
const DISTRICTS = 75;
const LIST_SIZE = 75;
const PARTIES = ['green', 'blue'];
const NAMES = ['Aliyev', 'Boboyev', 'Davronov', 'Ergashev', 'Fayziyev', 'Gʻaniyev'];

/** A station for each of the 75 constituencies of Uzbekistan, and one abroad: enough to hold an election. */
export async function loadSmallElectorate(first: TestPerson, second: TestPerson): Promise<number> {
  const imported = await first.call(contract.importGeography, {
    params: { pack: PACK },
    body: {
      reason: REASON,
      generated: true,
      files: {
        territories: territoriesCsv(),
        stations: smallElectorateStations(),
        districts: districtsCsv(),
      },
    },
  });
  assert.ok(imported.ok, JSON.stringify(imported));
  const { version, report } = imported.value;
  assert.ok(version !== null, JSON.stringify(report.findings));
  const proposed = await first.call(contract.proposeGeographyVersion, {
    params: { pack: PACK, version: String(version) },
    body: { reason: REASON },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(second, proposed.value.proposalId);
  return version;
}

export function smallElectorateStations(): string {
  const atHome = numbers(DISTRICTS).map((number) =>
    stationLine(number, '1703202,domestic', '', number),
  );
  const abroad = stationLine(DISTRICTS + 1, '1726,abroad', 'DE', 1);
  return csv(STATION_COLUMNS.join(','), [...atHome, abroad]);
}

function stationLine(number: number, place: string, host: string, district: number): string {
  const hours = '08:00,20:00,Asia/Tashkent';
  return `${number},${place},School ${number},Street ${number},,,yes,${hours},uz-Latn;ru,${host},constituencies=${district},true`;
}

function districtsCsv(): string {
  return csv(
    'set,code,name_en,name_local,name_ru,seats,generated',
    numbers(DISTRICTS).map(
      (code) => `constituencies,${code},District ${code},${code}-okrug,Округ ${code},1,true`,
    ),
  );
}

/** Parties and candidates whom the law of Uzbekistan allows; `more` adds somebody to the first district. */
export function smallCandidateFiles(more: readonly string[] = []): {
  parties: string;
  candidates: string;
} {
  const parties = PARTIES.map(
    (code) =>
      `${code},party,Party ${code},${code} partiyasi,Партия ${code},${code},${code},${code}`,
  );
  const onLists = PARTIES.flatMap((party, index) =>
    numbers(LIST_SIZE).map(
      (number) => `party-list,,${party},${index + 1},${number},${personOf(party, number)},`,
    ),
  );
  const inDistricts = numbers(DISTRICTS).flatMap((district) =>
    ['one', 'two', ...(district === 1 ? more : [])].map(
      (mark, index) =>
        `constituency,${district},,,${index + 1},${personOf(mark, district)},${PARTIES[index] ?? ''}`,
    ),
  );
  return {
    parties: csv('code,kind,name_en,name_local,name_ru,short_en,short_local,short_ru', parties),
    candidates: csv(
      'contest,district,list_party,list_number,number,name,sex,birth_year,occupation,party',
      [...onLists, ...inDistricts],
    ),
  };
}

function personOf(mark: string, number: number): string {
  return `${NAMES[number % NAMES.length]} ${mark} ${number},female,1980,Teacher`;
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function csv(header: string, lines: readonly string[]): string {
  return [header, ...lines].join('\n');
}

export const ELECTION = 'uzbekistan-2026-12-27-training';
export const VOTING_DAY = '2026-12-27';

/** Drafts the training election of the tests. */
export async function createSmallElection(person: TestPerson): Promise<void> {
  const created = await person.call(contract.createElection, {
    body: {
      code: ELECTION,
      pack: PACK,
      system: 'legislative-chamber',
      title: { en: 'Training', 'uz-Latn': 'Oʻquv saylovi' },
      mode: 'training',
      calledOn: '2026-09-18',
      votingDay: VOTING_DAY,
    },
  });
  assert.ok(created.ok, JSON.stringify(created));
}

/** Imports the candidates into a version and returns its revision. */
export async function importSmallCandidates(
  person: TestPerson,
  version = '1',
  revision = 1,
): Promise<number> {
  const imported = await person.call(contract.importCandidates, {
    params: { code: ELECTION, version },
    body: { revision, generated: true, files: smallCandidateFiles() },
  });
  assert.ok(imported.ok, JSON.stringify(imported));
  assert.ok(imported.value.applied, JSON.stringify(imported.value.report.findings.slice(0, 3)));
  return imported.value.revision;
}

/** Has the second person seal what the first proposes. */
export async function sealVersion(
  first: TestPerson,
  second: TestPerson,
  version: string,
  revision: number,
): Promise<void> {
  const proposed = await first.call(contract.proposeDefinition, {
    params: { code: ELECTION, version },
    body: { revision },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(second, proposed.value.proposalId);
}

/** Geography, election, candidates and seal, one after the other. */
export async function sealSmallElection(first: TestPerson, second: TestPerson): Promise<void> {
  await loadSmallElectorate(first, second);
  await createSmallElection(first);
  await sealVersion(first, second, '1', await importSmallCandidates(first));
}
