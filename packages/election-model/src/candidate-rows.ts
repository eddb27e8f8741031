import type { CandidateContext } from './candidate-import.ts';
import type { ContestTemplate } from './country-pack.ts';
import type { BallotContent, Candidate } from './election-definition.ts';
import type { FindingCollector } from './import-findings.ts';
import { checkTable, type ImportTable } from './import-table.ts';
import { RowReader } from './row-reader.ts';

export const CANDIDATE_COLUMNS = [
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
] as const;

/** Many times the candidates of any national election in the region. */
export const MAX_CANDIDATES = 50_000;

/** As many as a ballot of a definition holds, outside of lists. */
const MAX_PER_DISTRICT = 200;

/** A candidate with the place on a ballot that the row gives. */
export type CandidateRow = {
  readonly contest: ContestTemplate;
  readonly district: string | null;
  readonly list: { readonly party: string; readonly number: number } | null;
  readonly candidate: Candidate;
};

/** Reads the candidates file. Wrong rows are findings and are left out. */
export function readCandidates(
  context: CandidateContext,
  partyCodes: ReadonlySet<string>,
  table: ImportTable,
  findings: FindingCollector,
): readonly CandidateRow[] {
  if (!checkTable(table, CANDIDATE_COLUMNS, MAX_CANDIDATES, findings)) return [];
  const rows: CandidateRow[] = [];
  const seen: SeenOnBallots = { numbers: new Map(), lists: new Map() };
  for (const row of table.rows) {
    const reader = new RowReader(table.file, row, findings);
    const read = readCandidateRow(context, partyCodes, reader);
    if (read === null || reader.failed) continue;
    checkPlaceOnBallot(reader, read, seen);
    if (!reader.failed) rows.push(read);
  }
  return rows;
}

function readCandidateRow(
  context: CandidateContext,
  partyCodes: ReadonlySet<string>,
  reader: RowReader,
): CandidateRow | null {
  const code = reader.line('contest', 40);
  const contest = context.contests.find((one) => one.code === code);
  const candidate = readCandidate(partyCodes, reader);
  if (contest === undefined) {
    reader.fail('unknown-contest', 'contest', `the election has no contest "${code}"`);
    return null;
  }
  const district = readDistrict(context, contest, reader);
  if (contest.kind === 'candidate') {
    if (candidate.number > MAX_PER_DISTRICT) {
      reader.fail(
        'out-of-range',
        'number',
        `no ballot has more than ${MAX_PER_DISTRICT} candidates`,
      );
    }
    for (const field of ['list_party', 'list_number']) {
      if (reader.optionalLine(field) === null) continue;
      reader.fail('unexpected-field', field, `there are no lists in the contest ${code}`);
    }
    return { contest, district, list: null, candidate };
  }
  const party = reader.line('list_party', 40);
  checkParty(partyCodes, party, 'list_party', reader);
  return {
    contest,
    district,
    list: { party, number: reader.wholeNumber('list_number', 1, 100) },
    candidate,
  };
}

function readCandidate(partyCodes: ReadonlySet<string>, reader: RowReader): Candidate {
  const party = reader.optionalLine('party', 40);
  if (party !== null) checkParty(partyCodes, party, 'party', reader);
  const sex = reader.optionalMatching('sex', /^(fe)?male$/, 'female, male or empty');
  return {
    number: reader.wholeNumber('number', 1, 500),
    name: reader.line('name'),
    sex: sex === 'female' || sex === 'male' ? sex : null,
    birthYear: reader.optionalWholeNumber('birth_year', 1900, 2100),
    occupation: reader.optionalLine('occupation'),
    party,
  };
}

function checkParty(
  partyCodes: ReadonlySet<string>,
  party: string,
  field: string,
  reader: RowReader,
): void {
  if (party === '' || partyCodes.has(party)) return;
  reader.fail('unknown-party', field, `there is no party "${party}"`);
}

function readDistrict(
  context: CandidateContext,
  contest: ContestTemplate,
  reader: RowReader,
): string | null {
  if (contest.districtSet === null) {
    if (reader.optionalLine('district') !== null) {
      reader.fail('unexpected-field', 'district', `the contest ${contest.code} has no districts`);
    }
    return null;
  }
  const code = reader.line('district', 8);
  const isKnown = context.districts.some(
    (district) => district.set === contest.districtSet && district.code === code,
  );
  if (code !== '' && !isKnown) {
    const reason = `there is no district ${contest.districtSet}/${code}`;
    reader.fail('unknown-district', 'district', reason);
  }
  return code;
}

type SeenOnBallots = {
  /** Line by ballot, list and number. */
  readonly numbers: Map<string, number>;
  /** `party/number` by ballot and party, and by ballot and number. */
  readonly lists: Map<string, string>;
};

function checkPlaceOnBallot(reader: RowReader, row: CandidateRow, seen: SeenOnBallots): void {
  const ballot = ballotKey(row);
  if (row.list !== null) {
    const { party, number } = row.list;
    const list = `${party}/${number}`;
    for (const key of [`${ballot} ${party}`, `${ballot} ${number}`]) {
      const earlier = seen.lists.get(key) ?? list;
      seen.lists.set(key, earlier);
      if (earlier === list) continue;
      reader.fail('list-mismatch', 'list_number', `${list}, and ${earlier} in an earlier row`);
    }
  }
  const { number } = row.candidate;
  const place = `${ballot} ${row.list?.party ?? ''} ${number}`;
  const earlier = seen.numbers.get(place);
  if (earlier !== undefined) {
    reader.fail('duplicate-number', 'number', `number ${number} stands in line ${earlier} already`);
  }
  seen.numbers.set(place, earlier ?? reader.lineNumber);
}

function ballotKey(row: CandidateRow): string {
  return `${row.contest.code}/${row.district ?? ''}`;
}

/** Candidates as ballots: contests and districts in their own order, lists and candidates by number. */
export function gatherBallots(
  context: CandidateContext,
  rows: readonly CandidateRow[],
): readonly BallotContent[] {
  const byBallot = Map.groupBy(rows, ballotKey);
  return context.contests.flatMap((contest) => {
    const districts =
      contest.districtSet === null
        ? [null]
        : context.districts
            .filter((district) => district.set === contest.districtSet)
            .map((district) => district.code);
    return districts.flatMap((district) => {
      const own = byBallot.get(`${contest.code}/${district ?? ''}`) ?? [];
      if (own.length === 0) return [];
      const candidates = own.flatMap((row) => (row.list === null ? [row.candidate] : []));
      return [
        {
          contest: contest.code,
          district,
          lists: gatherLists(own),
          candidates: candidates.toSorted((a, b) => a.number - b.number),
        },
      ];
    });
  });
}

function gatherLists(rows: readonly CandidateRow[]): BallotContent['lists'] {
  const lists = new Map<string, BallotContent['lists'][number]>();
  for (const { list, candidate } of rows) {
    if (list === null) continue;
    const known = lists.get(list.party) ?? { ...list, candidates: [] };
    known.candidates.push(candidate);
    lists.set(list.party, known);
  }
  for (const list of lists.values()) list.candidates.sort((a, b) => a.number - b.number);
  return [...lists.values()].toSorted((a, b) => a.number - b.number);
}
