import { AGAINST_ALL, candidateOption, type ProtocolContent } from '@ovoz/election-model';
import type { CountContext, Paper } from './context.ts';

/** A figure that two protocols of one paper give differently, with the words of the paper. */
export type FigureChange = {
  readonly caption: string;
  readonly before: number | null;
  readonly after: number | null;
};

/** What changes from one content to another, in the order of the paper: counts, then options. */
export function figureChanges(
  count: CountContext,
  paper: Paper,
  before: ProtocolContent,
  after: ProtocolContent,
): readonly FigureChange[] {
  const counts = paper.form.fields.map(({ code, row, caption }) => ({
    caption: `${row} ${caption.en}`,
    before: before.counts[code] ?? null,
    after: after.counts[code] ?? null,
  }));
  const votes = paper.options.map((option) => ({
    caption: optionName(count, paper, option),
    before: before.votes[option] ?? null,
    after: after.votes[option] ?? null,
  }));
  return [...counts, ...votes].filter((one) => one.before !== one.after);
}

/** Name of a list's party or of a candidate, as it stands on the ballot. */
function optionName({ definition }: CountContext, paper: Paper, option: string): string {
  if (option === AGAINST_ALL) return 'Against all';
  const party = definition.parties.find(({ code }) => code === option);
  if (party !== undefined) return party.name.en;
  const ballot = definition.ballots.find(
    ({ contest, district }) => contest === paper.contest && district === paper.district,
  );
  const candidate = ballot?.candidates.find(({ number }) => candidateOption(number) === option);
  return candidate === undefined ? option : `${candidate.number} ${candidate.name}`;
}
