import { impossible } from '@ovoz/basics';
import type { DistrictSeats } from '@ovoz/contract';
import type { SeatStep, WrittenFraction } from '@ovoz/election-model';
import { type DocumentPart, heading, paragraph, table } from './document.ts';
import type { ElectionNames } from './election-names.ts';

/** Decimals as a pocket calculator shows them. */
const DECIMALS = 6;

/** The seats of one contest in one district: the outcome, then every step of the working. */
export function seatParts(names: ElectionNames, seats: DistrictSeats): readonly DocumentPart[] {
  const { words, election } = names;
  const { allocation } = seats;
  const rule = election.pack.seatRules.find(
    ({ code }) => code === names.contest(seats.contest)?.seatRule,
  );
  if (allocation === null) return [paragraph(words.t('working.void.no-votes'), true)];
  const nameOf = (option: string) => names.option(seats.contest, seats.district, option).name;
  const outcome = allocation.options.map(({ option, votes, seats: won }) => [
    nameOf(option),
    words.number(votes),
    words.number(won),
  ]);
  const steps = allocation.steps.flatMap((step, index) =>
    stepParts(names, step, nameOf, index + 1),
  );
  return [
    table(
      [`*${words.t('pdf.list')}`, `#${words.t('results.votes')}`, `#${words.t('districts.seats')}`],
      outcome,
    ),
    heading(words.t('working.title'), 2),
    paragraph(
      [words.t('working.text'), rule === undefined ? '' : names.say(rule.article)].join(' ').trim(),
      true,
    ),
    ...steps,
    ...endParts(names, allocation, nameOf),
  ];
}

function endParts(
  { words }: ElectionNames,
  { voidReason, tie }: NonNullable<DistrictSeats['allocation']>,
  nameOf: (option: string) => string,
): readonly DocumentPart[] {
  const parts: DocumentPart[] = [];
  if (voidReason !== null) {
    parts.push({ kind: 'notice', text: words.t(`working.void.${voidReason}`) });
  }
  if (tie !== null) {
    const text = words.t('working.tie', {
      names: words.list(tie.options.map(nameOf)),
      seats: tie.seats,
    });
    parts.push({ kind: 'notice', text });
  }
  return parts;
}

function stepParts(
  names: ElectionNames,
  step: SeatStep,
  nameOf: (option: string) => string,
  place: number,
): readonly DocumentPart[] {
  const { words } = names;
  const { t, number } = words;
  const mixed = (fraction: WrittenFraction) => writeMixed(fraction, number);
  const say = (...sentences: readonly string[]): DocumentPart => ({
    kind: 'step',
    number: `${place}.`,
    text: sentences.join(' '),
  });
  switch (step.kind) {
    case 'turnout':
      return [
        say(
          t('working.turnout', {
            tookPart: step.tookPart,
            registered: step.registered,
            share: step.registered === 0 ? '–' : words.percent(step.tookPart, step.registered),
            required: words.share(step.required.numerator, step.required.denominator),
          }),
          t(step.reached ? 'working.reached' : 'working.notReached'),
        ),
      ];
    case 'threshold': {
      const { numerator, denominator } = step.threshold.share;
      const sentence = t('working.threshold', {
        share: words.share(numerator, denominator),
        base: t(`base.${step.threshold.base}`),
        baseVotes: step.baseVotes,
        needed: mixed(step.needed),
      });
      return [
        say(step.region === null ? sentence : `${territoryName(names, step.region)}. ${sentence}`),
        table(
          [`*${t('pdf.list')}`, `#${t('results.votes')}`, `#${t('working.admission')}`],
          step.options.map(({ option, votes, passed }) => [
            nameOf(option),
            number(votes),
            t(passed ? 'working.passed' : 'working.notPassed'),
          ]),
        ),
      ];
    }
    case 'runner-up':
      return [
        say(
          t('working.runnerUp', {
            name: nameOf(step.option),
            factor: `${step.factor.numerator}/${step.factor.denominator}`,
          }),
        ),
      ];
    case 'quota':
      return [
        say(
          t('working.quota', {
            votes: step.votes,
            divisor: step.divisor,
            quota: mixed(step.quota),
            decimal: writeDecimal(step.quota, number),
          }),
          ...(step.tooSmall ? [t('working.quota.tooSmall')] : []),
        ),
      ];
    case 'quotients':
      return [
        say(t('working.quotients'), t('working.left', { seats: step.seatsLeft })),
        table(
          [
            `*${t('pdf.list')}`,
            `#${t('results.votes')}`,
            `#${t('working.quotient')}`,
            `#${t('working.wholeSeats')}`,
            `#${t('working.remainder')}`,
          ],
          step.options.map(({ option, votes, quotient, seats, remainder }) => [
            nameOf(option),
            number(votes),
            writeDecimal(quotient, number),
            number(seats),
            mixed(remainder),
          ]),
        ),
      ];
    case 'remainders':
      return [
        say(t('working.remainders')),
        table(
          [`*${t('pdf.list')}`, `#${t('working.remainder')}`, `#${t('districts.seats')}`],
          step.options.map(({ option, remainder, seats }) => [
            nameOf(option),
            mixed(remainder),
            number(seats),
          ]),
        ),
      ];
    case 'averages':
      return [
        say(t('working.averages')),
        table(
          ['#', `*${t('pdf.list')}`, `#${t('working.divisor')}`, `#${t('working.average')}`],
          step.seats.map(({ seat, option, divisor, average }) => [
            number(seat),
            nameOf(option),
            mixed(divisor),
            writeDecimal(average, number),
          ]),
        ),
      ];
    case 'limit':
      return [
        say(
          t(`working.limit.${step.reason}`, { name: nameOf(step.option), limit: step.limit }),
          ...(step.seatsFreed === null ? [] : [t('working.freed', { seats: step.seatsFreed })]),
        ),
      ];
    case 'ranking':
      return [
        say(t('working.ranking')),
        table(
          [`*${t('pdf.candidate')}`, `#${t('results.votes')}`, t('pdf.elected')],
          step.options.map(({ option, votes, outcome }) => [
            nameOf(option),
            number(votes),
            outcome === 'elected' ? '✓' : '',
          ]),
        ),
      ];
    case 'majority':
      return [
        say(
          t('working.majority', {
            name: nameOf(step.option),
            votes: step.votes,
            base: t(`base.${step.base}`),
            baseVotes: step.baseVotes,
            half: mixed(step.half),
          }),
          t(step.reached ? 'working.reached' : 'working.notReached'),
        ),
      ];
    case 'against-all-leads':
      return [
        say(
          t('working.againstAll', { votes: step.votes, firstVotes: step.firstVotes }),
          t(`consequence.${step.consequence}`),
        ),
      ];
    case 'lot':
      return [say(t('working.lot', { names: words.list(step.order.map(nameOf)) }))];
    case 'unfilled':
      return [say(t('working.unfilled', { seats: step.seats }))];
    case 'second-round':
      return [say(t('working.secondRound', { names: words.list(step.options.map(nameOf)) }))];
    default:
      return impossible(step);
  }
}

function territoryName({ election, say }: ElectionNames, path: string): string {
  const code = path.split('/').at(-1);
  const found = election.territories.find(({ territory }) => territory.code === code);
  return found === undefined ? path : say(found.territory.name);
}

/** Whole part and rest as one writes them by hand: `86,546 45/69`. */
export function writeMixed(fraction: WrittenFraction, number: (value: number) => string): string {
  const [whole, rest, bottom] = divide(fraction);
  if (rest === 0n) return number(Number(whole));
  const part = `${rest}/${bottom}`;
  return whole === 0n ? part : `${number(Number(whole))} ${part}`;
}

/** Cut off after the sixth decimal, with `…` where something was cut. */
function writeDecimal(fraction: WrittenFraction, number: (value: number) => string): string {
  const [whole, rest, bottom] = divide(fraction);
  if (rest === 0n) return number(Number(whole));
  const power = 10n ** BigInt(DECIMALS);
  const decimals = String((rest * power) / bottom).padStart(DECIMALS, '0');
  const isExact = (rest * power) % bottom === 0n;
  // The separator of the language stands between the digits of a half.
  const separator = number(0.5).charAt(1);
  return `${number(Number(whole))}${separator}${isExact ? decimals.replace(/0+$/, '') : `${decimals}…`}`;
}

function divide({ numerator, denominator }: WrittenFraction): readonly [bigint, bigint, bigint] {
  const [top, bottom] = [BigInt(numerator), BigInt(denominator)];
  return [top / bottom, top % bottom, bottom];
}
