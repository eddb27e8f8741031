import type { Finding } from './finding.ts';

/** Findings of one code beyond these are only counted. */
export const MAX_KEPT_PER_CODE = 1000;
/** Sentences quote what they found; more of it than this helps nobody. */
const MAX_TEXT = 400;

/** What was found, bounded: the first thousand of each code, and how many there were of each. */
export type FoundSoFar = {
  readonly kept: readonly Finding[];
  readonly counts: Readonly<Record<string, number>>;
};

/** A list that stays small however wrong a record is. */
export type Findings = {
  readonly add: (finding: Finding) => void;
  readonly addAll: (findings: readonly Finding[]) => void;
  /** Takes over what a part of the work found. */
  readonly merge: (found: FoundSoFar) => void;
  readonly all: () => FoundSoFar;
};

export function newFindings(): Findings {
  const kept: Finding[] = [];
  const counts = new Map<string, number>();
  const keptOf = new Map<string, number>();
  const keep = (finding: Finding) => {
    const before = keptOf.get(finding.code) ?? 0;
    if (before >= MAX_KEPT_PER_CODE) return;
    keptOf.set(finding.code, before + 1);
    kept.push({
      ...finding,
      place: shortened(finding.place),
      sentence: shortened(finding.sentence),
    });
  };
  const count = (code: string, by: number) => counts.set(code, (counts.get(code) ?? 0) + by);
  const add = (finding: Finding) => {
    count(finding.code, 1);
    keep(finding);
  };
  return {
    add,
    addAll: (findings) => findings.forEach(add),
    merge: (found) => {
      found.kept.forEach(keep);
      for (const [code, number] of Object.entries(found.counts)) count(code, number);
    },
    all: () => ({ kept, counts: Object.fromEntries(counts) }),
  };
}

function shortened(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`;
}
