import { compareTotals } from '../areas/compare-totals.ts';
import type {
  CertifiedFact,
  CertifiedFile,
  ElectionLog,
  Protocol,
  SealedElection,
} from '../election-types.ts';
import type { Finding } from '../finding.ts';
import { decidedProtocols } from '../areas/result-status.ts';
import { compareSeats } from '../seats/compare-seats.ts';
import { seatsOfElection } from '../seats/election-seats.ts';
import { sumUp } from '../sums/sum-up.ts';

/** A certified result, and what the log says about the moment at which it was certified. */
export type CertifiedQuestion = {
  readonly path: string;
  readonly file: CertifiedFile;
  readonly fact: CertifiedFact;
  readonly sealed: SealedElection;
  readonly log: Pick<ElectionLog, 'lots'>;
  /** Where every protocol stood at the entry of the certification, with the figures of what stood. */
  readonly protocols: readonly Protocol[];
  /** Slots (`contest/station`) that changed within a minute of it: see `MAX_RACE_MS`. */
  readonly changedNear: ReadonlySet<string>;
};

/**
 * Acts begin before they are written down, so a decision of the same minute may stand before a certification
 * that did not know of it. Callers tell which protocols this can be true of.
 */
export const MAX_RACE_MS = 60_000;

/** Recomputes a certified result from the protocols that counted at its place in the log. */
export function checkCertified(question: CertifiedQuestion): readonly Finding[] {
  const { path, file, fact, sealed, log, protocols } = question;
  const sums = sumUp(sealed, protocols);
  const behind = compareProtocols(question, decidedProtocols(sums));
  const frame = compareFrame(question);
  // Where other protocols stand behind it, totals and seats follow from those and not from these.
  if (behind.length > 0) return [...frame, ...behind];
  const lots = log.lots.filter(({ leaf }) => leaf < fact.leaf);
  const contests = sealed.definition.contests.map(({ code }) => code);
  return [
    ...frame,
    ...compareTotals(path, file.totals, sums, 'nation', contests),
    ...compareSeats(path, file.seats, seatsOfElection(sums, lots)),
  ];
}

function compareFrame({ path, file, fact, sealed }: CertifiedQuestion): readonly Finding[] {
  const { definition, definitionHash } = sealed;
  const expected = {
    election: definition.code,
    mode: definition.mode,
    definition: definitionHash,
    version: fact.version,
    reason: fact.reason,
    overridden: JSON.stringify(fact.overridden.map(({ code, count }) => [code, count])),
  };
  const said = {
    ...file,
    overridden: JSON.stringify(file.overridden.map(({ code, count }) => [code, count])),
  };
  return (Object.keys(expected) as (keyof typeof expected)[])
    .filter((name) => said[name] !== expected[name])
    .map((name) => {
      const sentence = `${name}: the certified file says ${said[name]}; by the log it is ${expected[name]}.`;
      return { severity: 'false', code: 'certified-frame-differs', place: path, sentence };
    });
}

function compareProtocols(
  { path, file, fact, changedNear }: CertifiedQuestion,
  own: ReadonlyMap<string, string | null>,
): readonly Finding[] {
  const theirs = new Map(
    file.protocols.map(({ contest, station, hash }) => [`${contest}/${station}`, hash]),
  );
  const since = { leaf: fact.leaf, time: fact.time };
  const twice: readonly Finding[] =
    theirs.size === file.protocols.length
      ? []
      : [
          {
            severity: 'false',
            code: 'certified-protocol-twice',
            place: path,
            sentence: 'A protocol stands behind the result more than once.',
            since,
          },
        ];
  const slots = [...new Set([...own.keys(), ...theirs.keys()])];
  const differing = slots.filter((slot) => !own.has(slot) || theirs.get(slot) !== own.get(slot));
  return [
    ...twice,
    ...differing.map((slot): Finding => {
      const near = changedNear.has(slot);
      const said = wordsFor(theirs.has(slot), theirs.get(slot) ?? null);
      const logged = wordsFor(own.has(slot), own.get(slot) ?? null);
      const why = near
        ? ' It was decided about within the same minute, so totals and seats were not worked out again.'
        : '';
      return {
        severity: near ? 'gap' : 'false',
        code: near ? 'certified-meanwhile' : 'certified-protocol-differs',
        place: `${path} ${slot}`,
        sentence: `The certified file rests on ${said}; at its place in the log it was ${logged}.${why}`,
        since,
      };
    }),
  ];
}

function wordsFor(isThere: boolean, hash: string | null): string {
  if (!isThere) return 'no protocol';
  return hash === null ? 'an annulled protocol' : `the package ${hash}`;
}
