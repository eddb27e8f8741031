import type { SeatRule, Threshold } from '@ovoz/election-model';
import type { Translator } from '@ovoz/ui/messages';
import type { PageKey } from '../site/messages.ts';

type Words = Pick<Translator<PageKey>, 't' | 'share'>;

/** How a seat rule works, in sentences that a voter understands. */
export function seatRuleSentences(rule: SeatRule, words: Words): readonly string[] {
  const { t, share } = words;
  const { minimumTurnout, seatCap } = rule;
  return [
    t(`method.${rule.method}`),
    ...rule.thresholds.map((threshold) => thresholdSentence(threshold, words)),
    ...(minimumTurnout === undefined
      ? []
      : [t('rule.minimumTurnout', { share: shareOf(minimumTurnout, share) })]),
    ...(seatCap === undefined ? [] : [t('rule.seatCap', { seats: seatCap })]),
    t(`rule.vacancy.${rule.vacancy}`),
  ];
}

function thresholdSentence(threshold: Threshold, { t, share }: Words): string {
  const { base, scope, appliesTo } = threshold;
  return [
    t(`threshold.${base}`, { share: shareOf(threshold.share, share) }),
    ...(scope === 'every-region' ? [t('threshold.every-region')] : []),
    ...(appliesTo === 'all' ? [] : [t(`threshold.${appliesTo}`)]),
  ].join(' ');
}

function shareOf({ numerator, denominator }: Threshold['share'], write: Words['share']): string {
  return write(numerator, denominator);
}
