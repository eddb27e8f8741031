import { Details } from '@digdir/designsystemet-react';
import type { AnswerOf, getGeographyVersion } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { useMessages } from '../../language.ts';

type Difference = AnswerOf<typeof getGeographyVersion>['difference'];
type Part = keyof Difference;
type Props = { readonly part: Part; readonly difference: Difference[Part] };

/** What was added, removed and changed of one kind of thing: counts first, rows to be opened. */
export function DifferencePart({ part, difference }: Props) {
  const t = useMessages();
  const { counts } = difference;
  if (counts.added + counts.removed + counts.changed === 0) return null;
  return (
    <section className="difference">
      <h3>{t(`difference.${part}`)}</h3>
      <p>{t('difference.counts', counts)}</p>
      {counts.changed > 0 && <Changed changed={difference.changed} all={counts.changed} />}
      {(['added', 'removed'] as const).map(
        (kind) =>
          counts[kind] > 0 && (
            <Details key={kind}>
              <Details.Summary>{t(`difference.${kind}`, { count: counts[kind] })}</Details.Summary>
              <Details.Content>
                <DataTable
                  caption={t('difference.listed', {
                    shown: difference[kind].length,
                    all: counts[kind],
                  })}
                  rows={difference[kind]}
                  rowKey={(row) => row.key}
                  columns={[
                    {
                      key: 'key',
                      header: t('difference.key'),
                      cell: (row) => <code>{row.key}</code>,
                    },
                    {
                      key: 'name',
                      header: t('difference.name'),
                      rowHeader: true,
                      cell: (row) => row.name,
                    },
                  ]}
                />
              </Details.Content>
            </Details>
          ),
      )}
    </section>
  );
}

type ChangedProps = {
  readonly changed: Difference[Part]['changed'];
  readonly all: number;
};

function Changed({ changed, all }: ChangedProps) {
  const t = useMessages();
  const rows = changed.flatMap((row) => row.fields.map((field) => ({ ...row, ...field })));
  return (
    <Details defaultOpen={all <= 20}>
      <Details.Summary>{t('difference.changed', { count: all })}</Details.Summary>
      <Details.Content>
        <DataTable
          caption={t('difference.listed', { shown: changed.length, all })}
          rows={rows}
          rowKey={(row) => `${row.key} ${row.field}`}
          columns={[
            { key: 'key', header: t('difference.key'), cell: (row) => <code>{row.key}</code> },
            {
              key: 'name',
              header: t('difference.name'),
              rowHeader: true,
              cell: (row) => row.name,
            },
            { key: 'field', header: t('report.field'), cell: (row) => <code>{row.field}</code> },
            { key: 'before', header: t('changes.before'), cell: (row) => <del>{row.before}</del> },
            { key: 'after', header: t('changes.after'), cell: (row) => <ins>{row.after}</ins> },
          ]}
        />
      </Details.Content>
    </Details>
  );
}
