import { readFileSync } from 'node:fs';
import { addressLine, type PersonRow, personLine, syntheticVoters } from '@ovoz/synthetic-nation';
import { loadStaged, stageBatch } from './register-batch.ts';
import type { TestServer } from './start-test-server.ts';

const PACK = new URL('../../../country-packs/uzbekistan/', import.meta.url);
/** Districts of two regions. */
const TERRITORIES = ['1703202', '1703203', '1706204'];

/** Loads an invented register of some thousand people with five in a hundred standing in it twice. @returns its rows */
export async function loadSynthetic(
  server: TestServer,
  count: number,
): Promise<readonly PersonRow[]> {
  const nation = syntheticVoters(readPack, {
    seed: 'duplicates',
    count,
    asOf: '2026-11-20',
    territories: TERRITORIES,
  });
  const blocks = [...nation.blocks()];
  const rows = blocks.flatMap(({ persons }) => persons);
  const addresses = blocks.flatMap((block) => block.addresses);
  const files = [
    {
      register: 'address' as const,
      files: { 'addresses.csv': addresses.map((row) => addressLine(row, 'active').trimEnd()) },
    },
    { files: { 'persons.csv': rows.map((row) => personLine(row).trimEnd()) } },
  ];
  for (const batch of files) {
    const ended = await loadStaged(server, await stageBatch(server, batch));
    if (ended.status !== 'applied') throw new Error(`not loaded: ${JSON.stringify(ended)}`);
  }
  return rows;
}

function readPack(file: string): string | null {
  try {
    return readFileSync(new URL(file, PACK), 'utf8');
  } catch {
    return null;
  }
}
