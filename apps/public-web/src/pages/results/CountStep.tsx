import { impossible } from '@ovoz/basics';
import type { SeatStep, WrittenFraction } from '@ovoz/election-model';
import { DataTable } from '@ovoz/ui';
import { writeDecimal, writeMixed } from '../../site/exact-numbers.ts';
import { usePage } from '../../site/page-context.tsx';
import { CALCULATOR_DIGITS } from './step-words.ts';

type Props = { readonly step: SeatStep; readonly nameOf: (option: string) => string };

/** More rows than this are closed until they are wanted. */
const MANY = 12;

/** The figures of a step as a table, where it has figures for each option. */
export function CountStep({ step, nameOf }: Props) {
  const { t, number } = usePage();
  const name = {
    key: 'name',
    header: t('parties.name'),
    rowHeader: true,
    cell: ({ option }: { readonly option: string }) => nameOf(option),
  };
  const votes = {
    key: 'votes',
    header: t('results.votes'),
    numeric: true,
    cell: (row: { readonly votes: number }) => number(row.votes),
  };
  const seats = {
    key: 'seats',
    header: t('districts.seats'),
    numeric: true,
    cell: (row: { readonly seats: number }) => number(row.seats),
  };
  const rowKey = ({ option }: { readonly option: string }) => option;
  switch (step.kind) {
    case 'threshold':
      return (
        <DataTable
          caption={t('working.admission')}
          rows={step.options}
          rowKey={rowKey}
          columns={[
            name,
            votes,
            {
              key: 'passed',
              header: t('working.admission'),
              cell: ({ passed }) => t(passed ? 'working.passed' : 'working.notPassed'),
            },
          ]}
        />
      );
    case 'quotients':
      return (
        <DataTable
          caption={t('working.wholeSeats')}
          rows={step.options}
          rowKey={rowKey}
          columns={[
            name,
            votes,
            {
              key: 'quotient',
              header: t('working.quotient'),
              numeric: true,
              cell: ({ quotient }) => <Exact fraction={quotient} />,
            },
            { ...seats, header: t('working.wholeSeats') },
          ]}
        />
      );
    case 'remainders':
      return (
        <DataTable
          caption={t('working.remainder')}
          rows={step.options}
          rowKey={rowKey}
          columns={[
            name,
            {
              key: 'remainder',
              header: t('working.remainder'),
              numeric: true,
              cell: ({ remainder }) => <Exact fraction={remainder} />,
            },
            seats,
          ]}
        />
      );
    case 'averages': {
      const table = (
        <DataTable
          caption={t('working.average')}
          rows={step.seats}
          rowKey={({ seat }) => String(seat)}
          columns={[
            {
              key: 'seat',
              header: t('station.number'),
              numeric: true,
              cell: ({ seat }) => number(seat),
            },
            name,
            votes,
            {
              key: 'divisor',
              header: t('working.divisor'),
              numeric: true,
              cell: ({ divisor }) => writeMixed(divisor, number),
            },
            {
              key: 'average',
              header: t('working.average'),
              numeric: true,
              cell: ({ average }) => <Exact fraction={average} />,
            },
          ]}
        />
      );
      return step.seats.length <= MANY ? (
        table
      ) : (
        <details className="res-details">
          <summary>{t('contests.seats', { seats: step.seats.length })}</summary>
          {table}
        </details>
      );
    }
    case 'ranking':
      return (
        <DataTable
          caption={t('working.ranking')}
          rows={step.options}
          rowKey={rowKey}
          columns={[
            name,
            votes,
            {
              key: 'outcome',
              header: t('calendar.state'),
              cell: ({ outcome }) => t(`outcome.${outcome}`),
            },
          ]}
        />
      );
    // Their sentences say everything.
    case 'turnout':
    case 'runner-up':
    case 'quota':
    case 'limit':
    case 'majority':
    case 'against-all-leads':
    case 'lot':
    case 'unfilled':
    case 'second-round':
      return null;
    default:
      return impossible(step);
  }
}

/** A number as the calculator shows it, and exactly. */
function Exact({ fraction }: { readonly fraction: WrittenFraction }) {
  const { number } = usePage();
  const exact = writeMixed(fraction, number);
  const decimal = writeDecimal(fraction, CALCULATOR_DIGITS, number);
  return exact === decimal ? (
    exact
  ) : (
    <>
      {decimal} <span className="res-exact">{exact}</span>
    </>
  );
}
