import { gatherBallots, readCandidates } from './candidate-rows.ts';
import type { ContestTemplate, CountryPack } from './country-pack.ts';
import type { BallotContent, Party } from './election-definition.ts';
import type { ElectoralDistrict } from './geography.ts';
import { collectFindings, type FindingCollector } from './import-findings.ts';
import type { ImportReport } from './import-report.ts';
import { checkTable, type ImportTable } from './import-table.ts';
import { RowReader } from './row-reader.ts';
import { patternOf, Slug } from './text.ts';

export const PARTY_COLUMNS = [
  'code',
  'kind',
  'name_en',
  'name_local',
  'name_ru',
  'short_en',
  'short_local',
  'short_ru',
] as const;

/** As many as a definition holds. */
export const MAX_PARTIES = 100;

/** The files of one import. What is not there stays as it is in the base. */
export type CandidateFiles = {
  readonly parties?: ImportTable | undefined;
  readonly candidates?: ImportTable | undefined;
};

/** The part of a definition that says who stands for election. */
export type Candidacies = {
  readonly parties: readonly Party[];
  readonly ballots: readonly BallotContent[];
};

/** What candidates stand in: contests of the definition, districts of its geography. */
export type CandidateContext = {
  readonly pack: Pick<CountryPack, 'languages'>;
  readonly contests: readonly ContestTemplate[];
  readonly districts: readonly ElectoralDistrict[];
};

/**
 * Checks an import of parties and candidates and joins it with what the draft has.
 * All or nothing: with any error there are no candidacies, and the report says what to mend.
 * Whether lists are long enough, numbers complete and districts all served is for `checkDefinition`.
 */
export function checkCandidateImport(
  context: CandidateContext,
  files: CandidateFiles,
  base: Candidacies | null,
): { readonly candidacies: Candidacies | null; readonly report: ImportReport } {
  const findings = collectFindings();
  const parties =
    files.parties === undefined
      ? (base?.parties ?? [])
      : readParties(context.pack, files.parties, findings);
  const rows = files.parties?.rows ?? [];
  // A party whose row was left out is known all the same: its own fault is told at its row.
  const codes = new Set([
    ...parties.map((party) => party.code),
    ...rows.map((row) => row.cells['code'] ?? ''),
  ]);
  const ballots =
    files.candidates === undefined
      ? (base?.ballots ?? [])
      : gatherBallots(context, readCandidates(context, codes, files.candidates, findings));
  if (files.candidates === undefined) checkKeptBallots(ballots, codes, findings);
  const rowsRead = rows.length + (files.candidates?.rows.length ?? 0);
  return {
    candidacies: findings.errors() > 0 ? null : { parties, ballots },
    report: findings.report(rowsRead),
  };
}

function readParties(
  pack: Pick<CountryPack, 'languages'>,
  table: ImportTable,
  findings: FindingCollector,
): readonly Party[] {
  if (!checkTable(table, PARTY_COLUMNS, MAX_PARTIES, findings)) return [];
  const main = pack.languages[0]?.tag ?? 'en';
  const lines = new Map<string, number>();
  const parties: Party[] = [];
  for (const row of table.rows) {
    const reader = new RowReader(table.file, row, findings);
    const party: Party = {
      code: reader.matching('code', CODE, 'a code of small letters, digits and hyphens'),
      kind: reader.oneOf('kind', ['party', 'coalition']),
      name: reader.localized('name', main),
      shortName: reader.localized('short', main),
    };
    const earlier = lines.get(party.code);
    if (earlier !== undefined && party.code !== '') {
      reader.fail('duplicate-code', 'code', `${party.code} stands in line ${earlier} already`);
    }
    lines.set(party.code, earlier ?? row.line);
    if (!reader.failed) parties.push(party);
  }
  return parties;
}

const CODE = patternOf(Slug(40));

/** Ballots that stay must still find their parties. */
function checkKeptBallots(
  ballots: readonly BallotContent[],
  codes: ReadonlySet<string>,
  findings: FindingCollector,
): void {
  const named = ballots.flatMap((ballot) => [
    ...ballot.lists.flatMap((list) => [list.party, ...list.candidates.map((one) => one.party)]),
    ...ballot.candidates.map((candidate) => candidate.party),
  ]);
  for (const code of new Set(named)) {
    if (code === null || codes.has(code)) continue;
    const place = { file: 'candidates', line: null, field: 'party' };
    findings.add('unknown-party', place, `candidates kept from before name ${code}, which is gone`);
  }
}
