import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as contract from '@ovoz/contract';
import { STATION_COLUMNS, STATION_OPTIONAL_COLUMNS } from '@ovoz/election-model';
import type { TestPerson } from './start-test-server.ts';

const TERRITORIES = new URL('../../../country-packs/uzbekistan/territory.csv', import.meta.url);

/** Station 1 and 2 lie in the region 1703 (Andijan), 3 in the region 1706 (Bukhara). */
const STATIONS = [
  ['1', '1703202', 'First school', 'Street 1', '40.8026', '72.1836'],
  ['2', '1703202', 'Second school', 'Street 2', '40.8009', '72.1650'],
  ['3', '1706204', 'Third school', 'Street 3', '39.7700', '64.4200'],
];

/** The stations file of the small nation, ready to be changed by a test. */
export function smallStationsCsv(rows: readonly (readonly string[])[] = STATIONS): string {
  const lines = rows.map(([number, territory, name, address, latitude, longitude]) =>
    [number, territory, 'domestic', name, address, latitude, longitude].concat([
      'yes',
      '08:00',
      '20:00',
      'Asia/Tashkent',
      'uz-Latn;ru',
      '',
      '',
      'true',
    ]),
  );
  return [STATION_COLUMNS, ...lines].map((cells) => cells.join(',')).join('\n');
}

/** A stations file with directions: for each station in turn `<English>,<Uzbek>,<Russian>`, or nothing. */
export function withDirections(stations: string, directions: readonly string[]): string {
  const [header, ...rows] = stations.split('\n');
  return [
    [header, ...STATION_OPTIONAL_COLUMNS].join(','),
    ...rows.map((row, index) => `${row},${directions[index] ?? ',,'}`),
  ].join('\n');
}

export function territoriesCsv(): string {
  return readFileSync(TERRITORIES, 'utf8');
}

const REASON = 'Prepared for a test';

/** Gives Uzbekistan a small geography through the server's own doors. */
export async function loadSmallNation(first: TestPerson, second: TestPerson): Promise<void> {
  const imported = await first.call(contract.importGeography, {
    params: { pack: 'uzbekistan' },
    body: {
      reason: REASON,
      generated: true,
      files: { territories: territoriesCsv(), stations: smallStationsCsv() },
    },
  });
  assert.ok(imported.ok, JSON.stringify(imported));
  const { version, report } = imported.value;
  assert.ok(version !== null, JSON.stringify(report.findings));
  const proposed = await first.call(contract.proposeGeographyVersion, {
    params: { pack: 'uzbekistan', version: String(version) },
    body: { reason: REASON },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(second, proposed.value.proposalId);
}

/** Approves what is shown, as a second person. */
export async function approve(person: TestPerson, id: string): Promise<void> {
  const shown = await person.call(contract.getProposal, { params: { id } });
  assert.ok(shown.ok, JSON.stringify(shown));
  const { contentHash } = shown.value.proposal;
  const answer = await person.call(contract.approveProposal, {
    params: { id },
    body: { contentHash },
  });
  assert.ok(answer.ok, JSON.stringify(answer));
}
