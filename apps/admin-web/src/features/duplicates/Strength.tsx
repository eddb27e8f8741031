import { Tag } from '@digdir/designsystemet-react';
import { useTranslator } from '../../language.ts';
import { bits, strengthOf } from './comparisons.ts';

const COLORS = { weak: 'neutral', fair: 'info', strong: 'warning' } as const;

/** How much speaks for one person, in a word and in bits. */
export function Strength({ weight }: { readonly weight: number }) {
  const { t, oneDecimal } = useTranslator();
  const word = strengthOf(weight);
  return (
    <Tag data-color={COLORS[word]}>
      {t(`duplicates.${word}`)} · {oneDecimal(bits(weight))}
    </Tag>
  );
}
