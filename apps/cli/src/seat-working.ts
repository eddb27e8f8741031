import type { SeatAllocation, SeatStep, Share, WrittenFraction } from '@ovoz/election-model';
import { mixedNumber } from '@ovoz/tally';
import { table } from './terminal.ts';

type NameOf = (option: string) => string;

/** An allocation as lines that can be followed with a pocket calculator, step by step. */
export function workingLines(allocation: SeatAllocation, nameOf: NameOf): readonly string[] {
  const steps = allocation.steps.flatMap((step, index) => {
    const [first = '', ...rest] = stepLines(step, nameOf);
    return [`${index + 1}. ${first}`, ...rest.map((line) => `   ${line}`), ''];
  });
  return [...steps, `Outcome: ${allocation.status}`];
}

function stepLines(step: SeatStep, nameOf: NameOf): readonly string[] {
  switch (step.kind) {
    case 'turnout':
      return [
        `Turnout: ${grouped(step.tookPart)} of ${grouped(step.registered)}, at least ${share(step.required)} asked: ${step.reached ? 'reached' : 'not reached'}`,
      ];
    case 'threshold':
      return [
        `Threshold ${share(step.threshold.share)} of ${grouped(step.baseVotes)}${step.region === null ? '' : ` in ${step.region}`}: ${exact(step.needed)} votes are needed`,
        ...step.options
          .filter(({ passed }) => !passed)
          .map(({ option, votes }) => `${nameOf(option)} with ${grouped(votes)} stays below`),
      ];
    case 'runner-up':
      return [
        `One list alone passed: ${nameOf(step.option)} is admitted, its quotient times ${share(step.factor)}`,
      ];
    case 'quota':
      return [
        `Quota: ${grouped(step.votes)} votes ÷ ${step.divisor} = ${exact(step.quota)}${step.tooSmall ? ', too small: it would give too many seats' : ''}`,
      ];
    case 'quotients':
      return [
        'Votes ÷ quota: whole parts are seats',
        ...table(
          ['list', 'votes', 'seats', 'remainder', 'about'],
          step.options.map(({ option, votes, seats, remainder }) => [
            nameOf(option),
            grouped(votes),
            String(seats),
            exact(remainder),
            decimals(remainder),
          ]),
        ),
        `${step.seatsLeft} left`,
      ];
    case 'remainders':
      return [
        `Largest remainders: ${step.seats} to give`,
        ...table(
          ['list', 'remainder', 'about', 'seats'],
          step.options.map(({ option, remainder, seats }) => [
            nameOf(option),
            exact(remainder),
            decimals(remainder),
            String(seats),
          ]),
        ),
      ];
    case 'averages':
      return [
        'Seat by seat to the highest average',
        ...table(
          ['seat', 'list', 'votes', 'divisor', 'average'],
          step.seats.map(({ seat, option, votes, divisor, average }) => [
            String(seat),
            nameOf(option),
            grouped(votes),
            exact(divisor),
            exact(average),
          ]),
        ),
      ];
    case 'limit':
      return [
        `${nameOf(step.option)} holds ${step.limit} at most (${step.reason}); ${step.seatsFreed ?? 'the rest'} go on to others`,
      ];
    case 'ranking':
      return [
        'In the order of votes',
        ...step.options.map(
          ({ option, votes, outcome }) => `${nameOf(option)}: ${grouped(votes)}, ${outcome}`,
        ),
      ];
    case 'majority':
      return [
        `Majority: more than ${exact(step.half)} of ${grouped(step.baseVotes)}; ${nameOf(step.option)} has ${grouped(step.votes)}: ${step.reached ? 'reached' : 'not reached'}`,
      ];
    case 'against-all-leads':
      return [
        `Against all ${grouped(step.votes)}, the first candidate ${grouped(step.firstVotes)}: ${step.consequence}`,
      ];
    case 'lot':
      return [`Lot at ${step.step}: ${step.order.map(nameOf).join(', then ')}`];
    case 'unfilled':
      return [`${step.seats} cannot be filled`];
    case 'second-round':
      return [`Second round between ${step.options.map(nameOf).join(' and ')}`];
    default:
      return step satisfies never;
  }
}

/** Digits in groups of three, as statistics offices write them in English. */
export function grouped(number: number | bigint): string {
  return number.toLocaleString('en');
}

function exact(fraction: WrittenFraction): string {
  return mixedNumber(fraction).replace(/^\d+(?!\d*\/)/, (whole) => grouped(BigInt(whole)));
}

/** Four decimals, cut off: only to see the order, the fraction beside it decides. */
function decimals({ numerator, denominator }: WrittenFraction): string {
  const parts = (BigInt(numerator) * 10_000n) / BigInt(denominator);
  return `${parts / 10_000n}.${String(parts % 10_000n).padStart(4, '0')}`;
}

function share({ numerator, denominator }: Share): string {
  return `${numerator}/${denominator}`;
}
