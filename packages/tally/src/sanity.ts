import type { FormRoles, ProtocolContent, ResultForm } from '@ovoz/election-model';
import { figuresOfTotals, roleCount } from './form-roles.ts';
import type { ContestTotals, Sum } from './tabulate.ts';

/** Why totals cannot be true. Totals with such a fault are not published. */
export const SANITY_FAULTS = {
  'not-a-count': 'A total is not a whole number from zero up.',
  'stations-above-due': 'More stations are counted or annulled than there are.',
  'votes-not-their-sum': 'The votes of the options do not make up their sum.',
  'votes-above-valid': 'There are more votes than the valid ballots hold marks.',
  'share-above-whole': 'An option has more votes than there are valid ballots.',
  'ballots-above-took-part': 'There are more valid and invalid ballots than voters who took part.',
  'turnout-above-whole': 'More voters took part than are registered.',
  'parts-differ': 'The sums of the parts are not the sum of the whole.',
} as const;

/** `left` stands where it must not be above (or differ from) `right`. */
export type SanityFault = {
  readonly code: keyof typeof SANITY_FAULTS;
  readonly field: string;
  readonly left: number;
  readonly right: number;
};

export type SanityConditions = {
  /** Marks of one ballot in this area; null for an area whose districts differ. */
  readonly marksPerBallot: number | null;
  /**
   * Stations of the area whose protocol a named person accepted although its own figures do not add up.
   * Where there is one, totals may repeat what its paper says, and only faults of summing are asked for.
   */
  readonly acceptedWithErrors: number;
};

/** What is impossible in the totals of one area. */
export function sanityFaults(
  form: Pick<ResultForm, 'roles'>,
  totals: ContestTotals,
  conditions: SanityConditions,
): readonly SanityFault[] {
  const faults = [...countFaults(totals), ...sumFaults(totals)];
  const askPaper = conditions.acceptedWithErrors === 0 && totals.stationsCounted > 0;
  return askPaper ? [...faults, ...paperFaults(form, totals, conditions.marksPerBallot)] : faults;
}

/** Whether the totals of the parts (regions) make up those of the whole (nation), figure by figure. */
export function partsFaults(
  whole: ContestTotals,
  parts: readonly ContestTotals[],
): readonly SanityFault[] {
  const named = parts.map(namedFigures);
  return [...namedFigures(whole)].flatMap(([field, right]) => {
    const left = named.reduce((sum, figures) => sum + (figures.get(field) ?? 0), 0);
    return left === right ? [] : [{ code: 'parts-differ', field, left, right } as const];
  });
}

/** A figure of a higher protocol that is not the sum of the lower ones. */
export type CanvassDifference = {
  readonly field: string;
  readonly sum: number;
  readonly stated: number | null;
  /** Lower protocols that leave the figure unknown. */
  readonly unknown: number;
};

/** The higher protocol against the sums of the lower ones, field by field. */
export function canvassDifferences(
  totals: ContestTotals,
  higher: ProtocolContent,
): readonly CanvassDifference[] {
  const compare = (prefix: string, sums: ContestTotals['counts'], stated: typeof higher.counts) =>
    Object.entries(sums)
      .map(([name, sum]) => ({ ...sum, field: `${prefix}.${name}`, stated: stated[name] ?? null }))
      .filter(({ sum, stated: count, unknown }) =>
        count === null ? unknown < totals.stationsCounted : count !== sum,
      );
  return [
    ...compare('counts', totals.counts, higher.counts),
    ...compare('votes', totals.votes, higher.votes),
  ];
}

function countFaults(totals: ContestTotals): readonly SanityFault[] {
  const wrong = [...namedFigures(totals)]
    .filter(([, count]) => !Number.isSafeInteger(count) || count < 0)
    .map(([field, left]) => ({ code: 'not-a-count', field, left, right: 0 }) as const);
  const { stationsCounted, stationsAnnulled, stationsDue } = totals;
  return [
    ...wrong,
    ...above('stations-above-due', 'stations', stationsCounted + stationsAnnulled, stationsDue),
  ];
}

function sumFaults({ votes, validVotes }: ContestTotals): readonly SanityFault[] {
  const left = Object.values(votes).reduce((total, { sum }) => total + sum, 0);
  if (left === validVotes.sum) return [];
  return [{ code: 'votes-not-their-sum', field: 'votes', left, right: validVotes.sum }];
}

function paperFaults(
  form: Pick<ResultForm, 'roles'>,
  totals: ContestTotals,
  marksPerBallot: number | null,
): readonly SanityFault[] {
  const figures = figuresOfTotals(totals);
  const role = (name: keyof FormRoles) => roleCount(form, name, figures);
  const [valid, invalid] = [role('valid'), role('invalid')];
  const [tookPart, registered] = [role('tookPart'), role('registered')];
  const marks = valid === null || marksPerBallot === null ? null : valid * marksPerBallot;
  const ballots = valid === null || invalid === null ? null : valid + invalid;
  return [
    ...above('votes-above-valid', 'votes', figures.votes, marks),
    ...Object.entries(totals.votes).flatMap(([option, { sum }]) =>
      above('share-above-whole', `votes.${option}`, sum, valid),
    ),
    ...above('ballots-above-took-part', 'ballots', ballots, tookPart),
    ...above('turnout-above-whole', 'turnout', tookPart, registered),
  ];
}

function above(
  code: SanityFault['code'],
  field: string,
  left: number | null,
  right: number | null,
): readonly SanityFault[] {
  return left === null || right === null || left <= right ? [] : [{ code, field, left, right }];
}

/** Every figure of the totals by its path. */
function namedFigures(totals: ContestTotals): ReadonlyMap<string, number> {
  const figures = new Map<string, number>([
    ['stations.due', totals.stationsDue],
    ['stations.counted', totals.stationsCounted],
    ['stations.annulled', totals.stationsAnnulled],
  ]);
  const put = (prefix: string, sums: Readonly<Record<string, Sum>>) => {
    for (const [name, { sum, unknown }] of Object.entries(sums)) {
      figures.set(`${prefix}.${name}`, sum);
      figures.set(`${prefix}.${name}.unknown`, unknown);
    }
  };
  put('counts', totals.counts);
  put('votes', totals.votes);
  return figures;
}
