import { existsSync, readFileSync } from 'node:fs';
import { generateNation, type NationFiles } from '@ovoz/synthetic-nation';

const FOLDER = new URL('../../../country-packs/uzbekistan/', import.meta.url);

/** Uzbekistan in its official numbers, as the files of its imports. */
export function generatedNation(): NationFiles {
  return generateNation(
    (file) => {
      const path = new URL(file, FOLDER);
      return existsSync(path) ? readFileSync(path, 'utf8') : null;
    },
    {
      seed: '1',
      votingYear: 2026,
      formedOn: '2026-10-01',
      precinctCommissions: (numbers) => numbers.slice(0, 40),
    },
  );
}
