import { Paragraph } from '@digdir/designsystemet-react';
import { type AnswerOf, type getRegisterBatch, listQuarantine } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import type { QuarantineReason } from '@ovoz/voter-register';
import { useState } from 'react';
import { FilterSelect } from '../../forms/inputs.tsx';
import { useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { useMay } from '../../session/use-session.ts';
import { ShareBar } from './OutcomeSection.tsx';
import { QuarantineTable } from './QuarantineTable.tsx';

type Props = {
  readonly id: string;
  readonly lines: AnswerOf<typeof getRegisterBatch>['lines'];
};

/** Lines that were set aside: how many for each reason, and one by one. */
export function QuarantineSection({ id, lines }: Props) {
  const { t, number } = useTranslator();
  const may = useMay();
  const [reason, setReason] = useState<QuarantineReason | null>(null);
  const total = lines.reduce((sum, { count }) => sum + count, 0);
  return (
    <Section title={t('quarantine.title')}>
      <Paragraph>{t('quarantine.text')}</Paragraph>
      <DataTable
        caption={t('quarantine.by-reason', { count: total })}
        stacked
        rows={lines}
        rowKey={(line) => line.reason}
        columns={[
          {
            key: 'reason',
            header: t('quarantine.reason'),
            rowHeader: true,
            cell: (line) => t(`quarantine-reason.${line.reason}`),
          },
          {
            key: 'count',
            header: t('quarantine.lines'),
            label: t('quarantine.lines'),
            line: true,
            numeric: true,
            cell: ({ count }) => number(count),
          },
          {
            key: 'open',
            header: t('quarantine.open'),
            label: t('quarantine.open'),
            line: true,
            numeric: true,
            cell: ({ open }) => number(open),
          },
          {
            key: 'share',
            header: t('feed.share'),
            line: true,
            cell: ({ count }) => <ShareBar count={count} of={total} />,
          },
        ]}
      />
      {may(listQuarantine) && (
        <>
          <FilterSelect
            label={t('quarantine.reason')}
            value={reason ?? ''}
            empty={t('quarantine.all-reasons')}
            choices={lines.map((line) => ({
              value: line.reason,
              label: t(`quarantine-reason.${line.reason}`),
              line: true,
            }))}
            onChange={(value) =>
              setReason(lines.find((line) => line.reason === value)?.reason ?? null)
            }
          />
          <QuarantineTable id={id} reason={reason} />
        </>
      )}
    </Section>
  );
}
