import { Button } from '@digdir/designsystemet-react';
import {
  listProtocols,
  type ProtocolFilter,
  type ProtocolRow,
  uploadPackages,
} from '@ovoz/contract';
import { EmptyState } from '@ovoz/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { CountGate } from '../../counting/CountGate.tsx';
import { EntryTag, ProtocolTag } from '../../counting/Tags.tsx';
import { useContestName } from '../../counting/use-contest.ts';
import { ContestFilter } from '../../counting/ContestFilter.tsx';
import { useCounted } from '../../counting/use-counted.ts';
import { FilterSearch, FilterSelect } from '../../forms/inputs.tsx';
import { useMessages } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Loading } from '../../page/Loading.tsx';
import { MoreButton } from '../../page/MoreButton.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { usePages } from '../../page/use-pages.ts';
import { useMay } from '../../session/use-session.ts';
import { useDelayed } from '../../values/use-delayed.ts';
import { KEYING_FILTERS, type KeyingFilter } from './keying-search.ts';
import { mayKey } from './may-key.ts';

/** What the operator keys next: search by number, or take one from the list. */
export function KeyingPart() {
  const { code } = useCounted();
  return (
    <CountGate code={code}>
      <Keying code={code} />
    </CountGate>
  );
}

function Keying({ code }: { readonly code: string }) {
  const t = useMessages();
  const { show = 'missing', contest, station } = useSearch({ from: '/shell/count/$code/keying' });
  const may = useMay();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(station ?? '');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const change = (next: { show?: KeyingFilter; contest?: string; station?: string }) => {
    const search = {
      show,
      ...(contest === undefined ? {} : { contest }),
      ...(station === undefined ? {} : { station }),
      ...next,
    };
    void navigate({
      to: '/count/$code/keying',
      params: { code },
      search: Object.fromEntries(Object.entries(search).filter(([, value]) => value !== '')),
      replace: true,
    });
  };
  const search = useDelayed((value: string) => change({ station: value.trim() }));
  const filter: ProtocolFilter | undefined = station === undefined ? show : undefined;
  const list = usePages(listProtocols, { code, filter, contest, station }, (cursor) => ({
    params: { code },
    query: {
      ...(filter === undefined ? {} : { filter }),
      ...(contest === undefined ? {} : { contest }),
      ...(station === undefined ? {} : { station }),
      ...(cursor === undefined ? {} : { cursor }),
    },
  }));
  const rows = list.pages?.flatMap(({ protocols }) => protocols) ?? null;
  const open = (event: FormEvent) => {
    event.preventDefault();
    const exact = (rows ?? []).filter((row) => row.station === typed.trim() && mayKey(row));
    const [only] = exact;
    if (only !== undefined && exact.length === 1) {
      const { contest: which, station: number, count } = only;
      return void navigate({
        to: '/count/$code/keying/$contest/$station/$count',
        params: { code, contest: which, station: number, count },
      });
    }
    document.querySelector<HTMLElement>('.keying-list a')?.focus();
  };
  return (
    <>
      <form className="filters" onSubmit={open}>
        <div ref={box} className="field">
          <FilterSearch
            label={t('keying.search')}
            value={typed}
            onChange={(value) => {
              setTyped(value);
              search(value);
            }}
          />
        </div>
        <Button type="submit" variant="secondary">
          {t('keying.open')}
        </Button>
        <ContestFilter value={contest} onChange={(value) => change({ contest: value })} />
        <FilterSelect
          label={t('keying.show')}
          value={show}
          onChange={(value) => change({ show: value as KeyingFilter })}
          choices={KEYING_FILTERS.map((one) => ({ value: one, label: t(`keying.show-${one}`) }))}
        />
      </form>
      {may(uploadPackages) && (
        <PageLink to="/count/$code/upload" params={{ code }}>
          {t('upload.link')}
        </PageLink>
      )}
      <QueryRefusal error={list.error} />
      {rows === null ? list.error === null && <Loading /> : <KeyingList rows={rows} code={code} />}
      <MoreButton more={list.more} isFetching={list.isFetching} />
    </>
  );
}

function KeyingList({
  rows,
  code,
}: {
  readonly rows: readonly ProtocolRow[];
  readonly code: string;
}) {
  const t = useMessages();
  const contestName = useContestName(useCounted());
  if (rows.length === 0) {
    return (
      <EmptyState title={t('keying.none')}>
        <p>{t('keying.none-text')}</p>
      </EmptyState>
    );
  }
  return (
    <ul className="keying-list">
      {rows.map((row) => (
        <li key={`${row.station} ${row.contest} ${row.count}`}>
          <span className="keying-number">{row.station}</span>
          <span className="keying-what">
            <strong>{contestName(row.contest)}</strong>
            <span className="quiet">{row.stationName}</span>
          </span>
          <span className="marks">
            {row.entry === null ? (
              <ProtocolTag status={row.status} />
            ) : (
              <EntryTag entry={row.entry} />
            )}
          </span>
          <span className="keying-act">
            {mayKey(row) ? (
              <ButtonLink
                to="/count/$code/keying/$contest/$station/$count"
                params={{ code, contest: row.contest, station: row.station, count: row.count }}
                variant="secondary"
                data-size="sm"
                aria-label={t('keying.key-one', {
                  number: row.station,
                  contest: contestName(row.contest),
                })}
              >
                {t(
                  row.entry === null || row.entry === 'first-open'
                    ? 'keying.key-first'
                    : row.entry === 'different' || row.entry === 'third-open'
                      ? 'keying.key-third'
                      : 'keying.key-second',
                )}
              </ButtonLink>
            ) : (
              <span className="quiet">
                {t(row.keyedByCaller ? 'keying.by-you' : 'keying.not-now')}
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
