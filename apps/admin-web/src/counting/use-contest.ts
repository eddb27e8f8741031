import type { ResultForm } from '@ovoz/election-model';
import { useMemo } from 'react';
import { useMessages, useText } from '../language.ts';
import { type Figure, figuresOf } from './figures.ts';
import type { useCounted } from './use-counted.ts';

type Counted = Pick<ReturnType<typeof useCounted>, 'definition' | 'pack'>;

export type Paper = { readonly form: ResultForm; readonly figures: readonly Figure[] };

/** The paper of a contest in a district: its form and all its numbers. Null when the election has none. */
export function usePaper(
  { definition, pack }: Counted,
  contest: string,
  district: string | null,
): Paper | null {
  const t = useMessages();
  const text = useText();
  const againstAll = t('count.against-all');
  return useMemo(() => {
    const code = definition.contests.find((one) => one.code === contest)?.form;
    const form = pack.forms.find((one) => one.code === code);
    const ballot = definition.ballots.find(
      (one) => one.contest === contest && one.district === district,
    );
    if (form === undefined || ballot === undefined) return null;
    const figures = figuresOf(form, ballot, definition.parties, { text, againstAll });
    return { form, figures };
  }, [definition, pack, contest, district, text, againstAll]);
}

/** Names a contest in the language of the page. */
export function useContestName({ definition }: Pick<Counted, 'definition'>) {
  const text = useText();
  return (code: string): string => {
    const contest = definition.contests.find((one) => one.code === code);
    return contest === undefined ? code : text(contest.title);
  };
}
