import { Button } from '@digdir/designsystemet-react';
import type { AnswerOf, getDefinitionVersion } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { useState } from 'react';
import { useMessages } from '../../language.ts';

type Change = AnswerOf<typeof getDefinitionVersion>['changes'][number];

/** Rows that are shown at once; a first version changes everything. */
const ROWS_AT_ONCE = 100;

/** Place by place: what was, what is. */
export function ChangeTable({ changes }: { readonly changes: readonly Change[] }) {
  const t = useMessages();
  const [limit, setLimit] = useState(ROWS_AT_ONCE);
  return (
    <>
      <DataTable
        caption={t('changes.count', {
          shown: Math.min(limit, changes.length),
          all: changes.length,
        })}
        rows={changes.slice(0, limit)}
        rowKey={(change) => change.place}
        columns={[
          {
            key: 'place',
            header: t('changes.place'),
            rowHeader: true,
            cell: ({ place }) => <code>{place}</code>,
          },
          {
            key: 'before',
            header: t('changes.before'),
            cell: ({ before }) =>
              before === null ? (
                <span className="quiet">{t('changes.nothing')}</span>
              ) : (
                <del>{before}</del>
              ),
          },
          {
            key: 'after',
            header: t('changes.after'),
            cell: ({ after }) =>
              after === null ? (
                <span className="quiet">{t('changes.nothing')}</span>
              ) : (
                <ins>{after}</ins>
              ),
          },
        ]}
      />
      {changes.length > limit && (
        <Button variant="secondary" onClick={() => setLimit(limit + ROWS_AT_ONCE)}>
          {t('table.more')}
        </Button>
      )}
    </>
  );
}
