import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef } from 'react';
import { useTranslator } from '../parts/TranslatorProvider.tsx';
import type { StationPoints } from './station-points.ts';

type Props = {
  readonly points: StationPoints;
  /** Indexes of the stations in the list, in its order. */
  readonly found: readonly number[];
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** The field takes the focus when it appears: it stands in for one that was typed in. */
  readonly takesFocus?: boolean;
  readonly chosen: number | null;
  readonly onChoose: (index: number) => void;
};

/** Two lines of text and their padding; each row is measured once it stands there. */
const ROW_HEIGHT = 66;
const ROWS_BEYOND = 8;

/** All stations in one list, of which only the visible rows exist; narrowed by typing. */
export function StationList(props: Props) {
  const { points, found, query, onQuery, takesFocus, chosen, onChoose } = props;
  const { t } = useTranslator();
  const id = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus === true) field.current?.focus();
  }, [takesFocus]);
  // We compile without the React compiler, which this library does not suit.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (position) => found[position] ?? position,
    overscan: ROWS_BEYOND,
  });
  const position = chosen === null ? -1 : found.indexOf(chosen);
  useEffect(() => {
    if (position >= 0) rows.scrollToIndex(position, { align: 'auto' });
  }, [position, rows]);

  const moveTo = (next: number) => {
    const index = found[Math.max(0, Math.min(found.length - 1, next))];
    if (index !== undefined) onChoose(index);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const next = keyTarget(event.key, position, found.length);
    if (next === null) return;
    event.preventDefault();
    moveTo(next);
  };
  return (
    <div className="ov-station-list">
      <div className="ov-search">
        <label htmlFor={`${id}-query`}>{t('stations.search')}</label>
        <input
          id={`${id}-query`}
          ref={field}
          type="search"
          autoComplete="off"
          maxLength={100}
          value={query}
          aria-controls={`${id}-list`}
          onChange={(event) => onQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') onKeyDown(event);
          }}
        />
        <output htmlFor={`${id}-query`} className="ov-as-of">
          {found.length === 0
            ? t('stations.none')
            : t('stations.found', { found: found.length, total: points.numbers.length })}
        </output>
      </div>
      <div
        id={`${id}-list`}
        ref={scroll}
        className="ov-station-list__scroll"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no element scrolls 11,028 rows
        role="listbox"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a list box takes the focus
        tabIndex={0}
        aria-label={t('stations.list')}
        aria-activedescendant={position < 0 ? undefined : `${id}-${chosen}`}
        onKeyDown={onKeyDown}
      >
        <div className="ov-station-list__rows" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => (
            <StationRow
              key={row.key}
              id={`${id}-${found[row.index]}`}
              measure={rows.measureElement}
              position={row.index}
              start={row.start}
              total={found.length}
              points={points}
              index={found[row.index] ?? 0}
              isChosen={row.index === position}
              onChoose={onChoose}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

type RowProps = {
  readonly id: string;
  readonly measure: (element: HTMLElement | null) => void;
  readonly position: number;
  readonly start: number;
  readonly total: number;
  readonly points: StationPoints;
  readonly index: number;
  readonly isChosen: boolean;
  readonly onChoose: (index: number) => void;
};

function StationRow(props: RowProps) {
  const { id, measure, position, start, total, points, index, isChosen, onChoose } = props;
  return (
    // Keys are handled by the list box, which keeps the focus: its rows come and go.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      ref={measure}
      data-index={position}
      className="ov-station-list__row"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      aria-setsize={total}
      aria-posinset={position + 1}
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => onChoose(index)}
    >
      <span>
        <b>{points.numbers[index]}</b> {points.names[index]}
      </span>
      <span className="ov-station-list__address">{points.addresses[index]}</span>
    </div>
  );
}

const PAGE = 8;

function keyTarget(key: string, position: number, total: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return position + 1;
    case 'ArrowUp':
      return position - 1;
    case 'PageDown':
      return position + PAGE;
    case 'PageUp':
      return position - PAGE;
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return null;
  }
}
