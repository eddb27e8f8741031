import type { ProtocolContent } from '@ovoz/election-model';
import { DataTable } from '@ovoz/ui';
import type { ReactNode } from 'react';
import { useMessages, useTranslator } from '../language.ts';
import { compareFigures, type FigureLine } from './compare-figures.ts';
import { CountText } from './CountText.tsx';
import type { Figure } from './figures.ts';

export type FigureColumn = {
  readonly key: string;
  readonly header: ReactNode;
  readonly content: ProtocolContent;
};

type Props = {
  readonly caption: string;
  readonly figures: readonly Figure[];
  readonly columns: readonly FigureColumn[];
  /** True: a column with the size of the difference between the first two. */
  readonly withGap?: boolean;
  /** True: only lines that differ. */
  readonly onlyDifferent?: boolean;
};

/** The numbers of one protocol, or of several side by side; what differs is marked, not only by colour. */
export function FigureTable({ caption, figures, columns, withGap, onlyDifferent }: Props) {
  const t = useMessages();
  const all = compareFigures(
    figures,
    columns.map(({ content }) => content),
  );
  const lines = onlyDifferent === true ? all.filter(({ differs }) => differs) : all;
  const parts = (['counts', 'votes'] as const).map((part) =>
    lines.filter(({ figure }) => figure.part === part),
  );
  return parts.map((part, index) =>
    part.length === 0 ? null : (
      <Lines
        key={part[0]?.figure.part}
        caption={index === 0 ? caption : `${caption}: ${t('keying.votes')}`}
        lines={part}
        columns={columns}
        withGap={withGap === true}
      />
    ),
  );
}

type LinesProps = Pick<Props, 'caption' | 'columns'> & {
  readonly lines: readonly FigureLine[];
  readonly withGap: boolean;
};

function Lines({ caption, lines, columns, withGap }: LinesProps) {
  const { t, number } = useTranslator();
  return (
    <DataTable
      caption={caption}
      className="figure-table"
      rows={lines}
      rowKey={({ figure }) => figure.name}
      columns={[
        { key: 'row', header: t('contest.form-row'), cell: ({ figure }) => figure.row },
        {
          key: 'caption',
          header: t('contest.form-caption'),
          rowHeader: true,
          cell: ({ figure }) => figure.caption,
        },
        ...columns.map(({ key, header }, index) => ({
          key,
          header,
          numeric: true,
          cell: (line: FigureLine) => <Cell line={line} index={index} />,
        })),
        ...(withGap
          ? [
              {
                key: 'gap',
                header: t('protocol.gap'),
                numeric: true,
                cell: ({ gap, differs }: FigureLine) =>
                  differs ? <mark className="gap">{gap === null ? '≠' : number(gap)}</mark> : '',
              },
            ]
          : []),
      ]}
    />
  );
}

function Cell({ line, index }: { readonly line: FigureLine; readonly index: number }) {
  const count = line.counts[index];
  const isOther = index > 0 && count !== line.counts[0];
  return isOther ? (
    <mark className="other-figure">
      <CountText count={count} />
    </mark>
  ) : (
    <CountText count={count} />
  );
}
