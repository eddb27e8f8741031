import { Button, Tag } from '@digdir/designsystemet-react';
import type { FoundVoter } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { useTranslator } from '../../language.ts';
import { personName } from './person-name.ts';

type Props = {
  readonly voters: readonly FoundVoter[];
  readonly onOpen: (voter: FoundVoter) => void;
};

/** Who was found: enough to know the person by. */
export function FoundTable({ voters, onOpen }: Props) {
  const { t, day } = useTranslator();
  return (
    <DataTable
      caption={t('voters.found-caption')}
      stacked
      rows={voters}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          header: t('voters.name'),
          rowHeader: true,
          cell: ({ name, status }) => (
            <>
              {personName(name)} {status !== 'registered' && <StatusOfVoter status={status} />}
            </>
          ),
        },
        {
          key: 'born',
          header: t('voters.birth-date'),
          line: true,
          cell: ({ birthDate }) => day(birthDate),
        },
        {
          key: 'address',
          header: t('voters.address'),
          line: true,
          cell: ({ address }) => address || '–',
        },
        {
          key: 'station',
          header: t('voters.station'),
          line: true,
          label: t('voters.station'),
          cell: ({ station }) => station ?? '–',
        },
        {
          key: 'act',
          header: t('table.actions'),
          line: true,
          cell: (voter) => (
            <Button
              variant="tertiary"
              data-size="sm"
              aria-label={t('voters.open-one', { name: personName(voter.name) })}
              onClick={() => onOpen(voter)}
            >
              {t('voters.open')}
            </Button>
          ),
        },
      ]}
    />
  );
}

/** Whether somebody is on the list. */
export function StatusOfVoter({ status }: Pick<FoundVoter, 'status'>) {
  const { t } = useTranslator();
  return (
    <Tag data-color={status === 'registered' ? 'success' : 'warning'}>
      {t(`voter-status.${status}`)}
    </Tag>
  );
}
