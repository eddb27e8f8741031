import { FilterSelect } from '../forms/inputs.tsx';
import { useMessages, useText } from '../language.ts';
import { useCounted } from './use-counted.ts';

type Props = {
  /** Code of the chosen contest; undefined: all. */
  readonly value: string | undefined;
  /** Told the code, or the empty text for all. */
  readonly onChange: (contest: string) => void;
};

/** Narrows a list to one contest of the election that is counted. */
export function ContestFilter({ value, onChange }: Props) {
  const t = useMessages();
  const text = useText();
  const { definition } = useCounted();
  return (
    <FilterSelect
      label={t('candidates.contest')}
      value={value ?? ''}
      empty={t('count.all-contests')}
      onChange={onChange}
      choices={definition.contests.map((one) => ({ value: one.code, label: text(one.title) }))}
    />
  );
}
