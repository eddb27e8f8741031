import {
  AGAINST_ALL,
  type BallotContent,
  candidateOption,
  type Count,
  type ElectionDefinition,
  type LocalizedText,
  type ProtocolContent,
  type ResultForm,
} from '@ovoz/election-model';

/** One number of a protocol: a count of the form, or the votes of an option of the ballot. */
export type Figure = {
  /** As entries and findings name it: `counts.ballots-valid`, `votes.candidate-3`. */
  readonly name: string;
  readonly part: 'counts' | 'votes';
  readonly code: string;
  /** Row of the paper, or number on the ballot. */
  readonly row: string;
  readonly caption: string;
  /** For options that belong to a party: its code. */
  readonly party: string | null;
  readonly required: boolean;
};

export type FigureWords = {
  readonly text: (text: LocalizedText) => string;
  readonly againstAll: string;
};

/** All numbers of a protocol in the order of the paper: the rows of the form, then the ballot. */
export function figuresOf(
  form: ResultForm,
  ballot: BallotContent,
  parties: ElectionDefinition['parties'],
  words: FigureWords,
): readonly Figure[] {
  const counts = form.fields.map(
    ({ code, row, caption, required }): Figure => ({
      name: `counts.${code}`,
      part: 'counts',
      code,
      row,
      caption: words.text(caption),
      party: null,
      required,
    }),
  );
  return [...counts, ...optionFigures(form, ballot, parties, words)];
}

function optionFigures(
  form: ResultForm,
  ballot: BallotContent,
  parties: ElectionDefinition['parties'],
  { text, againstAll }: FigureWords,
): readonly Figure[] {
  const partyName = (code: string) => {
    const party = parties.find((one) => one.code === code);
    return party === undefined ? code : text(party.name);
  };
  const option = (code: string, row: string, caption: string, party: string | null): Figure => ({
    name: `votes.${code}`,
    part: 'votes',
    code,
    row,
    caption,
    party,
    required: true,
  });
  return [
    ...ballot.lists.map(({ number, party }) =>
      option(party, String(number), partyName(party), party),
    ),
    ...ballot.candidates.map(({ number, name, party }) =>
      option(candidateOption(number), String(number), name, party),
    ),
    ...(form.againstAll ? [option(AGAINST_ALL, '', againstAll, null)] : []),
  ];
}

/** The count that a protocol gives for a figure; undefined where it has no such name. */
export function countIn(content: ProtocolContent, { part, code }: Figure): Count | undefined {
  return content[part][code];
}

/** Sum of the votes of all options; null where one of them is unknown. */
export function sumOfVotes(content: ProtocolContent): number | null {
  let sum = 0;
  for (const votes of Object.values(content.votes)) {
    if (votes === null) return null;
    sum += votes;
  }
  return sum;
}
