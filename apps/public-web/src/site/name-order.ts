import { compareByAlphabet, type Territory } from '@ovoz/election-model';
import type { ElectionView } from './election-view.ts';
import { usePage } from './page-context.tsx';

/**
 * Sorts territories by their names in the language of the page, by the alphabet that the pack gives for
 * it. Names with a number in them stay in the order of the file: 2 comes before 10.
 */
export function useNameOrder({
  election,
}: ElectionView): (territories: readonly Territory[]) => readonly Territory[] {
  const { language, say } = usePage();
  const { languages } = election.pack;
  // Where the pack has no texts in the language of the page, English ones stand there.
  const spoken =
    languages.find(({ tag }) => tag === language.tag) ?? languages.find(({ tag }) => tag === 'en');
  const compare = compareByAlphabet(spoken?.alphabet ?? []);
  return (territories) => {
    const nameOf = ({ name }: Territory) => say.text(name);
    if (territories.some((one) => /[0-9]/.test(nameOf(one)))) return territories;
    return territories.toSorted((one, other) => compare(nameOf(one), nameOf(other)));
  };
}
