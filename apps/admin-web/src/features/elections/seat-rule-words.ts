import type { SeatRule, Share, Threshold } from '@ovoz/election-model';
import type { Translator } from '@ovoz/ui';
import type { MessageKey } from '../../language.ts';

/** A seat rule as sentences, in the order in which it is applied. */
export function seatRuleSentences(
  rule: SeatRule,
  translator: Translator<MessageKey>,
): readonly string[] {
  const { t, number } = translator;
  const share = (value: Share) => shareText(value, translator);
  const sentences = [t(`seat-method.${rule.method}`)];
  for (const threshold of rule.thresholds) sentences.push(thresholdSentence(threshold, translator));
  if (rule.firstDivisor !== undefined) {
    const { numerator, denominator } = rule.firstDivisor;
    sentences.push(t('seat-rule.first-divisor', { divisor: number(numerator / denominator) }));
  }
  if (rule.minimumTurnout !== undefined) {
    sentences.push(t('seat-rule.minimum-turnout', { share: share(rule.minimumTurnout) }));
  }
  if (rule.seatCap !== undefined) sentences.push(t('seat-rule.cap', { seats: rule.seatCap }));
  sentences.push(t(`seat-vacancy.${rule.vacancy}`));
  return sentences;
}

function thresholdSentence(threshold: Threshold, translator: Translator<MessageKey>): string {
  const { t } = translator;
  return t('seat-rule.threshold', {
    who: t(`threshold-applies.${threshold.appliesTo}`),
    share: shareText(threshold.share, translator),
    base: t(`threshold-base.${threshold.base}`),
    where: t(`threshold-scope.${threshold.scope}`),
  });
}

/** A share as law says it: percent where it is a whole number of them, else the fraction. */
export function shareText(
  { numerator, denominator }: Share,
  { number }: Pick<Translator, 'number'>,
): string {
  const hundredths = numerator * 100;
  if (hundredths % denominator === 0) return `${number(hundredths / denominator)} %`;
  return `${number(numerator)}/${number(denominator)}`;
}
