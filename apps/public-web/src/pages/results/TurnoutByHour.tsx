import type { TurnoutFigures } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { usePage } from '../../site/page-context.tsx';
import { ShareLine } from './ShareLine.tsx';

/** Turnout at the hours of the law, with how many stations it rests on. */
export function TurnoutByHour({ turnout }: { readonly turnout: readonly TurnoutFigures[] }) {
  const { t, number, percent } = usePage();
  if (turnout.length === 0) return null;
  const dash = '–';
  return (
    <section id="turnout">
      <h2>{t('results.turnout')}</h2>
      <DataTable
        caption={t('results.turnout.caption')}
        rows={turnout}
        rowKey={({ hour }) => hour}
        columns={[
          {
            key: 'hour',
            header: t('results.turnout.hour'),
            rowHeader: true,
            whole: true,
            cell: ({ hour }) => hour,
          },
          {
            key: 'share',
            header: t('results.share'),
            numeric: true,
            cell: ({ votersOfListed, listed }) =>
              listed === null || listed === 0 ? (
                dash
              ) : (
                <>
                  {percent(votersOfListed, listed)}
                  <ShareLine part={votersOfListed} whole={listed} />
                </>
              ),
          },
          {
            key: 'voters',
            header: t('results.voted'),
            numeric: true,
            cell: ({ voters }) => number(voters),
          },
          {
            key: 'listed',
            header: t('results.listed'),
            numeric: true,
            cell: ({ listed }) => (listed === null ? dash : number(listed)),
          },
          {
            key: 'reported',
            header: t('results.turnout.reported'),
            numeric: true,
            cell: ({ reported, due }) => t('progress.of', { done: reported, total: due }),
          },
        ]}
      />
      <p className="ov-as-of">{t('results.turnout.text')}</p>
    </section>
  );
}
