import { Checkbox } from '@digdir/designsystemet-react';
import { getProtocol, type ProtocolRow } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { ProtocolMarks, ProtocolTag } from '../../counting/Tags.tsx';
import { useContestName } from '../../counting/use-contest.ts';
import { useCounted } from '../../counting/use-counted.ts';
import { useMessages } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { useMay } from '../../session/use-session.ts';
import { ShortHash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { mayBeTicked, rowKeyOf } from './clean-rows.ts';

type Props = {
  readonly code: string;
  readonly rows: readonly ProtocolRow[];
  readonly hasMore: boolean;
  readonly ticked?: ReadonlySet<string>;
  readonly onTick?: (ticked: ReadonlySet<string>) => void;
};

export function ProtocolTable({ code, rows, hasMore, ticked, onTick }: Props) {
  const t = useMessages();
  const may = useMay();
  const ownTime = useOwnTime();
  const contestName = useContestName(useCounted());
  const tick = (row: ProtocolRow) => {
    if (ticked === undefined || onTick === undefined || !mayBeTicked(row)) return null;
    const key = rowKeyOf(row);
    return (
      <Checkbox
        aria-label={t('protocols.tick', { number: row.station, contest: contestName(row.contest) })}
        checked={ticked.has(key)}
        onChange={(event) => {
          const next = new Set(ticked);
          if (event.currentTarget.checked) next.add(key);
          else next.delete(key);
          onTick(next);
        }}
      />
    );
  };
  return (
    <DataTable
      caption={t(hasMore ? 'protocols.count-more' : 'protocols.count', { count: rows.length })}
      className="protocol-table"
      stacked
      rows={rows}
      rowKey={rowKeyOf}
      columns={[
        ...(ticked === undefined
          ? []
          : [
              {
                key: 'tick',
                header: <span className="ds-sr-only">{t('protocols.chosen')}</span>,
                cell: tick,
              },
            ]),
        {
          key: 'station',
          header: t('protocols.station'),
          rowHeader: true,
          cell: (row) => (
            <>
              {may(getProtocol) ? (
                <PageLink
                  to="/count/$code/protocols/$contest/$station/$count"
                  params={{ code, contest: row.contest, station: row.station, count: row.count }}
                  className="station-link"
                >
                  {row.station}
                </PageLink>
              ) : (
                <strong>{row.station}</strong>
              )}
              <br />
              <span className="quiet">{row.stationName}</span>
            </>
          ),
        },
        {
          key: 'contest',
          header: t('candidates.contest'),
          line: true,
          cell: (row) => (
            <>
              {contestName(row.contest)}
              <br />
              <span className="quiet">{t(`count-kind.${row.count}`)}</span>
            </>
          ),
        },
        {
          key: 'status',
          header: t('protocols.status'),
          line: true,
          cell: (row) => (
            <span className="marks">
              <ProtocolTag status={row.status} />
              <ProtocolMarks row={row} />
            </span>
          ),
        },
        {
          key: 'version',
          header: t('protocols.version'),
          line: true,
          cell: (row) =>
            row.hash === null ? (
              ''
            ) : (
              <>
                {row.version} · {row.origin !== null && t(`origin.${row.origin as 'keyed'}`)}
                <br />
                <ShortHash value={row.hash} />
              </>
            ),
        },
        {
          key: 'changed',
          header: t('protocols.changed'),
          line: true,
          cell: (row) => (row.status === 'awaited' ? '' : ownTime(row.changedAt)),
        },
      ]}
    />
  );
}
