import type { SeatStep, WrittenFraction } from '@ovoz/election-model';
import { type Column, DataTable } from '@ovoz/ui';
import { useTranslator } from '../../language.ts';
import { mixedNumber, threeDecimals } from './fraction-words.ts';
import { shareWords } from './share-words.ts';

type Props = {
  readonly step: SeatStep;
  readonly nameOf: (option: string) => string;
};

type Step<Kind extends SeatStep['kind']> = Extract<SeatStep, { readonly kind: Kind }>;

/** One step of the working: a sentence, and where many options take part a table. */
export function StepView({ step, nameOf }: Props) {
  const { t, number, list } = useTranslator();
  const write = useFractionText();
  switch (step.kind) {
    case 'turnout':
      return (
        <p>
          {t(step.reached ? 'step.turnout-reached' : 'step.turnout-missed', {
            tookPart: step.tookPart,
            registered: step.registered,
            required: shareWords(step.required),
          })}
        </p>
      );
    case 'threshold':
      return <ThresholdStep step={step} nameOf={nameOf} />;
    case 'runner-up':
      return (
        <p>
          {t('step.runner-up', {
            option: nameOf(step.option),
            factor: shareWords(step.factor),
          })}
        </p>
      );
    case 'quota':
      return (
        <p>
          {t(`step.quota-${step.name}`, { votes: step.votes, divisor: step.divisor })}{' '}
          <strong className="fraction">{write(step.quota)}</strong>
          {step.tooSmall && ` – ${t('step.quota-too-small')}`}
        </p>
      );
    case 'quotients':
      return <QuotientsStep step={step} nameOf={nameOf} />;
    case 'remainders':
      return <RemaindersStep step={step} nameOf={nameOf} />;
    case 'averages':
      return <AveragesStep step={step} nameOf={nameOf} />;
    case 'limit':
      return (
        <p>
          {t(`step.limit-${step.reason}`, { option: nameOf(step.option), limit: step.limit })}{' '}
          {step.seatsFreed !== null && t('step.limit-freed', { seats: step.seatsFreed })}
        </p>
      );
    case 'ranking':
      return <RankingStep step={step} nameOf={nameOf} />;
    case 'majority':
      return (
        <p>
          {t(step.reached ? 'step.majority-reached' : 'step.majority-missed', {
            option: nameOf(step.option),
            votes: step.votes,
            base: number(step.baseVotes),
            baseName: t(`threshold-base.${step.base}`),
            half: write(step.half),
          })}
        </p>
      );
    case 'against-all-leads':
      return (
        <p>
          {t(`step.against-all-${step.consequence}`, {
            votes: step.votes,
            first: step.firstVotes,
          })}
        </p>
      );
    case 'lot':
      return <p>{t('step.lot', { order: list(step.order.map(nameOf)), seats: step.seats })}</p>;
    case 'unfilled':
      return <p>{t('step.unfilled', { seats: step.seats })}</p>;
    case 'second-round':
      return <p>{t('step.second-round', { options: list(step.options.map(nameOf)) })}</p>;
    default:
      return null;
  }
}

/** A fraction with its decimals: `86,546 45/69 (86,546.652…)`. */
function useFractionText(): (fraction: WrittenFraction) => string {
  const { number } = useTranslator();
  return (fraction) => {
    // Whole parts of votes and seats are far below what a number holds exactly.
    const exact = mixedNumber(fraction, (whole) =>
      whole.length < 16 ? number(Number(whole)) : whole,
    );
    const decimals = threeDecimals(fraction);
    return decimals === null ? exact : `${exact} (${number(Number(decimals))}…)`;
  };
}

type StepProps<Kind extends SeatStep['kind']> = {
  readonly step: Step<Kind>;
  readonly nameOf: Props['nameOf'];
};

function ThresholdStep({ step, nameOf }: StepProps<'threshold'>) {
  const { t, number } = useTranslator();
  const write = useFractionText();
  const { threshold, region, baseVotes, needed, options } = step;
  return (
    <DataTable
      caption={
        <>
          {t('step.threshold', {
            share: shareWords(threshold.share),
            base: t(`threshold-base.${threshold.base}`),
            votes: baseVotes,
            who: t(`threshold-applies.${threshold.appliesTo}`),
          })}{' '}
          {region !== null && `(${region}) `}
          <strong className="fraction">{write(needed)}</strong>
        </>
      }
      rows={options}
      rowKey={({ option }) => option}
      columns={[
        optionColumn(t('results.option'), nameOf),
        votesColumn(t('results.votes-of'), number),
        {
          key: 'passed',
          header: t('step.passed'),
          cell: ({ passed }) => (passed ? `✓ ${t('value.yes')}` : t('value.no')),
        },
      ]}
    />
  );
}

function QuotientsStep({ step, nameOf }: StepProps<'quotients'>) {
  const { t, number } = useTranslator();
  const write = useFractionText();
  return (
    <DataTable
      caption={t('step.quotients', { left: step.seatsLeft })}
      rows={step.options}
      rowKey={({ option }) => option}
      columns={[
        optionColumn(t('results.option'), nameOf),
        votesColumn(t('results.votes-of'), number),
        {
          key: 'quotient',
          header: t('step.quotient'),
          numeric: true,
          cell: ({ quotient }) => write(quotient),
        },
        {
          key: 'seats',
          header: t('step.whole-seats'),
          numeric: true,
          cell: ({ seats }) => <strong>{seats}</strong>,
        },
        {
          key: 'remainder',
          header: t('step.remainder'),
          numeric: true,
          cell: ({ remainder }) => write(remainder),
        },
      ]}
    />
  );
}

function RemaindersStep({ step, nameOf }: StepProps<'remainders'>) {
  const { t } = useTranslator();
  const write = useFractionText();
  return (
    <DataTable
      caption={t('step.remainders', { seats: step.seats })}
      rows={step.options}
      rowKey={({ option }) => option}
      columns={[
        optionColumn(t('results.option'), nameOf),
        {
          key: 'remainder',
          header: t('step.remainder'),
          numeric: true,
          cell: ({ remainder }) => write(remainder),
        },
        {
          key: 'seats',
          header: t('contest.seats'),
          numeric: true,
          cell: ({ seats }) => (seats === 0 ? '' : <strong>+{seats}</strong>),
        },
      ]}
    />
  );
}

function AveragesStep({ step, nameOf }: StepProps<'averages'>) {
  const { t, number } = useTranslator();
  const write = useFractionText();
  return (
    <DataTable
      caption={t('step.averages', { seats: step.seats.length })}
      rows={step.seats}
      rowKey={({ seat }) => String(seat)}
      columns={[
        { key: 'seat', header: t('step.seat'), numeric: true, cell: ({ seat }) => seat },
        optionColumn(t('results.option'), nameOf),
        votesColumn(t('results.votes-of'), number),
        {
          key: 'divisor',
          header: t('step.divisor'),
          numeric: true,
          cell: ({ divisor }) => write(divisor),
        },
        {
          key: 'average',
          header: t('step.average'),
          numeric: true,
          cell: ({ average }) => write(average),
        },
      ]}
    />
  );
}

function RankingStep({ step, nameOf }: StepProps<'ranking'>) {
  const { t, number } = useTranslator();
  return (
    <DataTable
      caption={t('step.ranking')}
      rows={step.options}
      rowKey={({ option }) => option}
      columns={[
        optionColumn(t('results.option'), nameOf),
        votesColumn(t('results.votes-of'), number),
        {
          key: 'outcome',
          header: t('seats.outcome'),
          cell: ({ outcome }) => t(`ranking.${outcome}`),
        },
      ]}
    />
  );
}

function optionColumn<Row extends { readonly option: string }>(
  header: string,
  nameOf: Props['nameOf'],
): Column<Row> {
  return { key: 'option', header, rowHeader: true, cell: ({ option }) => nameOf(option) };
}

function votesColumn<Row extends { readonly votes: number }>(
  header: string,
  write: (value: number) => string,
): Column<Row> {
  return { key: 'votes', header, numeric: true, cell: ({ votes }) => write(votes) };
}
