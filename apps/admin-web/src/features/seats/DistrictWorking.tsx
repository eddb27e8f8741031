import { Alert, Paragraph } from '@digdir/designsystemet-react';
import type { DistrictSeats } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { useCounted } from '../../counting/use-counted.ts';
import { useTranslator } from '../../language.ts';
import { useOptionName } from './option-names.ts';
import { StepView } from './StepView.tsx';

/** How the seats of one district come about, step by step, to be followed with a pocket calculator. */
export function DistrictWorking({ district }: { readonly district: DistrictSeats }) {
  const { t, number, list } = useTranslator();
  const nameOf = useOptionName(useCounted(), district.contest, district.district);
  const { allocation, pending, stationsCounted, stationsDue } = district;
  if (allocation === null) {
    return (
      <Alert data-color="info">
        <Paragraph>{t(`seats-pending.${pending ?? 'nothing-counted'}`)}</Paragraph>
      </Alert>
    );
  }
  const { tie, status, voidReason } = allocation;
  return (
    <>
      <Paragraph className="quiet">
        {t('results.stations', { counted: stationsCounted, due: stationsDue })}
      </Paragraph>
      {status !== 'complete' && (
        <Alert data-color="warning">
          <Paragraph>
            <strong>{t(`allocation.${status}`)}</strong>{' '}
            {voidReason !== null && t(`void-reason.${voidReason}`)}
            {tie !== null &&
              t('seats.tie', { options: list(tie.options.map(nameOf)), seats: tie.seats })}
          </Paragraph>
        </Alert>
      )}
      <ol className="seat-steps">
        {allocation.steps.map((step, index) => (
          // Steps have no name of their own; their order is what they are.
          <li key={index}>
            <StepView step={step} nameOf={nameOf} />
          </li>
        ))}
      </ol>
      <DataTable
        caption={t('seats.result', { seats: allocation.seats })}
        rows={allocation.options}
        rowKey={({ option }) => option}
        columns={[
          {
            key: 'option',
            header: t('results.option'),
            rowHeader: true,
            cell: ({ option }) => nameOf(option),
          },
          {
            key: 'votes',
            header: t('results.votes-of'),
            numeric: true,
            cell: ({ votes }) => number(votes),
          },
          {
            key: 'admission',
            header: t('seats.admission'),
            cell: ({ admission }) => t(`admission.${admission}`),
          },
          {
            key: 'seats',
            header: t('contest.seats'),
            numeric: true,
            cell: ({ seats }) => <strong>{seats}</strong>,
          },
        ]}
      />
    </>
  );
}
