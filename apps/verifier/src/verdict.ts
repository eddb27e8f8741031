import type { DistrictSeats, Mode, Origin, PartySeats, ResultStatus } from './election-types.ts';
import type { Finding, Severity } from './finding.ts';
import type { Witnessed } from './log/check-witnesses.ts';

/** `unsettled`: a site that kept changing, so that nothing can be said of it. */
export type Outcome = 'verified' | 'verified-with-gaps' | 'false' | 'unsettled';

/** What came out of a verification. */
export type Verdict = {
  readonly outcome: Outcome;
  /** The folder, archive or address. */
  readonly source: string;
  /** Null when there is no log that could be read. */
  readonly log: LogVerdict | null;
  readonly elections: readonly ElectionVerdict[];
  readonly files: { readonly checked: number; readonly signatures: number };
  /** The first thousand of each code, the gravest first. */
  readonly findings: readonly Finding[];
  /** How many there were of each code. */
  readonly counts: Readonly<Record<string, number>>;
};

export type LogVerdict = {
  readonly origin: string;
  readonly size: number;
  /** In hexadecimal. */
  readonly root: string;
  /** True when nobody gave the key, so that it is only the record's own word. */
  readonly keyFromRecord: boolean;
  readonly witnesses: Witnessed;
  /** Time of the latest entry. */
  readonly until: string | null;
};

export type ElectionVerdict = {
  readonly code: string;
  readonly title: Readonly<Record<string, string>>;
  readonly mode: Mode;
  /** Null while the count is not open. */
  readonly status: ResultStatus | null;
  readonly contests: readonly {
    readonly code: string;
    readonly title: Readonly<Record<string, string>>;
    readonly due: number;
    readonly counted: number;
    readonly annulled: number;
  }[];
  /** Protocols that count, by who signed their figures. */
  readonly origins: Readonly<Record<Origin['kind'], number>>;
  /** Worked out here, from the protocols; null while the count is not open. */
  readonly seats: {
    readonly parties: readonly (PartySeats & {
      readonly name: Readonly<Record<string, string>> | null;
    })[];
    readonly districts: readonly DistrictSeats[];
  } | null;
  readonly certifiedVersion: number | null;
};

const ORDER: readonly Severity[] = ['false', 'gap', 'note'];

/** The outcome that findings add up to. */
export function outcomeOf(findings: readonly Finding[]): Outcome {
  if (findings.some(({ severity }) => severity === 'false')) return 'false';
  return findings.some(({ severity }) => severity === 'gap') ? 'verified-with-gaps' : 'verified';
}

export function gravestFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}
