import { PARTY_COLUMNS } from '@ovoz/election-model';
import { writeCsv } from '../../imports/csv.ts';

/** Columns of the candidates file, as the import reads them. */
const CANDIDATE_COLUMNS = [
  'contest',
  'district',
  'list_party',
  'list_number',
  'number',
  'name',
  'sex',
  'birth_year',
  'occupation',
  'party',
];

/** Empty files with the right header, to be filled in. */
export const TEMPLATES = {
  parties: { fileName: 'parties.csv', text: () => writeCsv([...PARTY_COLUMNS], []) },
  candidates: { fileName: 'candidates.csv', text: () => writeCsv(CANDIDATE_COLUMNS, []) },
} as const;
