import { PAIR_BANDS, type PairBand } from '@ovoz/contract';
import { useTranslator } from '../../language.ts';
import { bits } from './comparisons.ts';

/** A band of strength: its word, and the bits from which it begins. */
export function BandName({ band }: { readonly band: PairBand }) {
  const { t } = useTranslator();
  const from = bits(PAIR_BANDS.find((one) => one.band === band)?.from ?? 0);
  return t('duplicates.band', { word: t(`duplicates.${band}`), bits: from });
}
