import { type ReactNode, useId } from 'react';

export type Column<Row> = {
  readonly key: string;
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the right edge. */
  readonly numeric?: boolean;
  /** The cell that names the row; read out with each of its cells. */
  readonly rowHeader?: boolean;
  /** Stays in one line: hours, codes. */
  readonly whole?: boolean;
  /** On phones, where rows of a stacked table are read one below the other: begins a new line there. */
  readonly line?: boolean;
  /** On phones, said before the value, where the value alone would not be understood. */
  readonly label?: string;
};

type Props<Row> = {
  readonly caption: ReactNode;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Id of the row's element, for addresses with an anchor. */
  readonly rowId?: (row: Row) => string;
  /** Rows that sum up, at the foot. */
  readonly foot?: ReactNode;
  /** True: narrow screens show each row as a few lines and do not scroll sideways. */
  readonly stacked?: boolean;
  readonly className?: string;
};

/** A real table; where it is wider than the screen it scrolls by itself, also by keyboard. */
export function DataTable<Row>(props: Props<Row>) {
  const { caption, columns, rows, rowKey, rowId, foot, stacked, className } = props;
  const captionId = useId();
  return (
    <div className={joined('ov-table', stacked === true && 'ov-table--stacked', className)}>
      {/* A scrolling region must be reachable by keyboard: WCAG 2.1.1. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="ov-table__scroll" aria-labelledby={captionId} tabIndex={0}>
        <table>
          <caption id={captionId}>{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.key} scope="col" className={numberClass(column)}>
                  {column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={rowKey(row)} id={rowId?.(row)}>
                {columns.map((column) => cellOf(column, row))}
              </tr>
            ))}
          </tbody>
          {foot === undefined ? null : <tfoot>{foot}</tfoot>}
        </table>
      </section>
    </div>
  );
}

function cellOf<Row>(column: Column<Row>, row: Row) {
  return column.rowHeader === true ? (
    <th key={column.key} scope="row" className={classOf(column)}>
      {column.cell(row)}
    </th>
  ) : (
    <td key={column.key} className={classOf(column)} data-label={column.label}>
      {column.cell(row)}
    </td>
  );
}

function classOf<Row>(column: Column<Row>): string | undefined {
  return joined(
    column.numeric === true && 'ov-number',
    column.line === true && 'ov-line',
    column.whole === true && 'ov-whole',
  );
}

function numberClass<Row>(column: Column<Row>): string | undefined {
  return column.numeric === true ? 'ov-number' : undefined;
}

function joined(...names: readonly (string | false | undefined)[]): string | undefined {
  return names.filter(Boolean).join(' ') || undefined;
}
