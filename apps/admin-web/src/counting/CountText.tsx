import type { Count } from '@ovoz/election-model';
import { useTranslator } from '../language.ts';
import { EMPTY_ON_PAPER } from './keyed-text.ts';

/** A count in groups of three; a dash where the paper is empty. */
export function CountText({ count }: { readonly count: Count | undefined }) {
  const { t, number } = useTranslator();
  if (typeof count === 'number') return number(count);
  return (
    <span className="quiet" title={t(count === null ? 'keying.empty-on-paper' : 'value.unknown')}>
      {EMPTY_ON_PAPER}
    </span>
  );
}
