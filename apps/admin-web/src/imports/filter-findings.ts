import type { ImportFinding } from '@ovoz/election-model';

export type FindingFilter = {
  readonly severity: '' | 'error' | 'warning';
  readonly file: string;
  readonly search: string;
};

/** Findings that match; the search looks into line, field and reason. Errors come first. */
export function filterFindings(
  findings: readonly ImportFinding[],
  { severity, file, search }: FindingFilter,
): readonly ImportFinding[] {
  const wanted = search.trim().toLowerCase();
  return findings
    .filter(
      (finding) =>
        (severity === '' || finding.severity === severity) &&
        (file === '' || finding.file === file) &&
        (wanted === '' ||
          `${finding.line ?? ''} ${finding.field ?? ''} ${finding.reason}`
            .toLowerCase()
            .includes(wanted)),
    )
    .toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}
