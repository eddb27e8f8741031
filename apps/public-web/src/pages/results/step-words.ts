import type { SeatStep } from '@ovoz/election-model';
import { impossible } from '@ovoz/basics';
import type { ElectionView } from '../../site/election-view.ts';
import { writeDecimal, writeMixed } from '../../site/exact-numbers.ts';
import { usePage } from '../../site/page-context.tsx';
import type { Names } from './use-names.ts';

/** Digits behind the separator: as many as a pocket calculator shows, and enough to tell remainders apart. */
export const CALCULATOR_DIGITS = 6;

/** The sentences of each step of the working. */
export function useStepWords(view: ElectionView, names: Names) {
  const { t, number, share, percent, list, say } = usePage();
  const mixed = (fraction: Parameters<typeof writeMixed>[0]) => writeMixed(fraction, number);
  const nameOfTerritory = (path: string) => {
    const territory = view.territories.get(path.split('/').at(-1) ?? path);
    return territory === undefined ? path : say.text(territory.name);
  };
  const sentences = (step: SeatStep): readonly string[] => {
    switch (step.kind) {
      case 'turnout':
        return [
          t('working.turnout', {
            tookPart: step.tookPart,
            registered: step.registered,
            share: step.registered === 0 ? number(0) : percent(step.tookPart, step.registered),
            required: share(step.required.numerator, step.required.denominator),
          }),
          t(step.reached ? 'working.reached' : 'working.notReached'),
        ];
      case 'threshold': {
        const { numerator, denominator } = step.threshold.share;
        const words = t('working.threshold', {
          share: share(numerator, denominator),
          base: t(`base.${step.threshold.base}`),
          baseVotes: step.baseVotes,
          needed: mixed(step.needed),
        });
        return step.region === null ? [words] : [`${nameOfTerritory(step.region)}. ${words}`];
      }
      case 'runner-up':
        return [
          t('working.runnerUp', {
            name: names.byCode(step.option),
            factor: mixed({
              numerator: String(step.factor.numerator),
              denominator: String(step.factor.denominator),
            }),
          }),
        ];
      case 'quota':
        return [
          t('working.quota', {
            votes: step.votes,
            divisor: step.divisor,
            quota: mixed(step.quota),
            decimal: writeDecimal(step.quota, CALCULATOR_DIGITS, number),
          }),
          ...(step.tooSmall ? [t('working.quota.tooSmall')] : []),
        ];
      case 'quotients':
        return [t('working.quotients'), t('working.left', { seats: step.seatsLeft })];
      case 'remainders':
        return [t('working.remainders')];
      case 'averages':
        return [t('working.averages')];
      case 'limit':
        return [
          t(`working.limit.${step.reason}`, {
            name: names.byCode(step.option),
            limit: step.limit,
          }),
          ...(step.seatsFreed === null ? [] : [t('working.freed', { seats: step.seatsFreed })]),
        ];
      case 'ranking':
        return [t('working.ranking')];
      case 'majority':
        return [
          t('working.majority', {
            name: names.byCode(step.option),
            votes: step.votes,
            base: t(`base.${step.base}`),
            baseVotes: step.baseVotes,
            half: mixed(step.half),
          }),
          t(step.reached ? 'working.reached' : 'working.notReached'),
        ];
      case 'against-all-leads':
        return [
          t('working.againstAll', { votes: step.votes, firstVotes: step.firstVotes }),
          t(`consequence.${step.consequence}`),
        ];
      case 'lot':
        return [t('working.lot', { names: list(step.order.map(names.byCode)) })];
      case 'unfilled':
        return [t('working.unfilled', { seats: step.seats })];
      case 'second-round':
        return [t('working.secondRound', { names: list(step.options.map(names.byCode)) })];
      default:
        return impossible(step);
    }
  };
  return { sentences };
}
