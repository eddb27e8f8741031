import { Button, Paragraph } from '@digdir/designsystemet-react';
import { type AnswerOf, listSupplements } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useState } from 'react';
import { useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { useOwnTime } from '../../values/moments.ts';
import { SaveLines } from './SaveLines.tsx';

type Listed = AnswerOf<typeof listSupplements>;
type Props = { readonly code: string; readonly station: string };

/** Who was added to a station, and its lines that are struck out. Names are read on demand: it stands in the audit log. */
export function StationSupplements({ code, station }: Props) {
  const { t } = useTranslator();
  const act = useAct(listSupplements);
  const [listed, setListed] = useState<Listed | null>(null);
  const show = async () => {
    const answer = await act.run({ params: { code, station } });
    if (answer?.ok === true) setListed(answer.value);
  };
  return (
    <Section
      title={t('rolls.added-and-struck')}
      actions={
        <Button variant="secondary" loading={act.pending} onClick={() => void show()}>
          {t('rolls.show-supplements')}
        </Button>
      }
    >
      <Paragraph>{t('rolls.supplements-text')}</Paragraph>
      <RefusalNotice refusal={act.refusal} />
      {listed !== null && <Added added={listed.added} />}
      {listed !== null && listed.struck.length > 0 && <Struck struck={listed.struck} />}
      <SaveLines code={code} station={station} part="supplements" />
    </Section>
  );
}

function Added({ added }: Pick<Listed, 'added'>) {
  const { t, day } = useTranslator();
  if (added.length === 0) return <EmptyState title={t('rolls.nobody-added')} />;
  return (
    <DataTable
      caption={t('rolls.supplements')}
      rows={added}
      rowKey={(one) => String(one.number)}
      columns={[
        {
          key: 'number',
          header: t('rolls.line'),
          numeric: true,
          cell: (one) => `S-${one.number}`,
        },
        {
          key: 'name',
          header: t('rolls.voter'),
          rowHeader: true,
          cell: ({ surname, given, patronymic }) => [surname, given, patronymic].join(' ').trim(),
        },
        { key: 'born', header: t('rolls.born'), cell: ({ birthDate }) => day(birthDate) },
        { key: 'address', header: t('rolls.address'), cell: ({ address }) => address },
        { key: 'kind', header: t('rolls.kind'), cell: ({ kind }) => t(`rolls.kind.${kind}`) },
        {
          key: 'home',
          header: t('rolls.struck-at'),
          cell: ({ home }) =>
            home === null ? '–' : t('rolls.line-of', { station: home.station, line: home.line }),
        },
      ]}
    />
  );
}

function Struck({ struck }: Pick<Listed, 'struck'>) {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  return (
    <DataTable
      caption={t('rolls.struck')}
      rows={struck}
      rowKey={({ line }) => String(line)}
      columns={[
        {
          key: 'line',
          header: t('rolls.line'),
          numeric: true,
          rowHeader: true,
          cell: ({ line }) => number(line),
        },
        {
          key: 'station',
          header: t('rolls.votes-at'),
          cell: ({ station }) => t('rolls.print-station', { station }),
        },
        { key: 'at', header: t('rolls.since'), cell: ({ addedAt }) => ownTime(addedAt) },
      ]}
    />
  );
}
