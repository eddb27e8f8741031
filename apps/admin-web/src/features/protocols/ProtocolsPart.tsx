import {
  acceptProtocols,
  listProtocols,
  type ProtocolFilter,
  uploadPackages,
} from '@ovoz/contract';
import { EmptyState } from '@ovoz/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { CountGate } from '../../counting/CountGate.tsx';
import { TerritoryFilter } from '../../counting/TerritoryFilter.tsx';
import { ContestFilter } from '../../counting/ContestFilter.tsx';
import { useCounted } from '../../counting/use-counted.ts';
import { FilterSearch, FilterSelect } from '../../forms/inputs.tsx';
import { useMessages } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Loading } from '../../page/Loading.tsx';
import { MoreButton } from '../../page/MoreButton.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { usePages } from '../../page/use-pages.ts';
import { useMay } from '../../session/use-session.ts';
import { useDelayed } from '../../values/use-delayed.ts';
import { AcceptMany } from './AcceptMany.tsx';
import { ProtocolTable } from './ProtocolTable.tsx';
import { PROTOCOL_FILTERS, type ProtocolsSearch } from './protocols-search.ts';

/** Protocols of the own territory: what is missing, what has to be decided, what needs a closer look. */
export function ProtocolsPart() {
  const { code } = useCounted();
  return (
    <CountGate code={code}>
      <Protocols code={code} />
    </CountGate>
  );
}

function Protocols({ code }: { readonly code: string }) {
  const t = useMessages();
  const may = useMay();
  const mayAccept = may(acceptProtocols);
  const search = useSearch({ from: '/shell/count/$code/protocols' });
  const { contest, territory, station } = search;
  const usual: ProtocolFilter = mayAccept ? 'to-decide' : 'missing';
  // A number that is searched for is shown whatever its state.
  const filter = search.filter ?? (station === undefined ? usual : undefined);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const list = usePages(listProtocols, { code, filter, contest, territory, station }, (cursor) => ({
    params: { code },
    query: {
      ...(filter === undefined ? {} : { filter }),
      ...(contest === undefined ? {} : { contest }),
      ...(territory === undefined ? {} : { territory }),
      ...(station === undefined ? {} : { station }),
      ...(cursor === undefined ? {} : { cursor }),
    },
  }));
  const rows = list.pages?.flatMap(({ protocols }) => protocols) ?? null;
  return (
    <>
      <Filters code={code} search={search} usual={usual} />
      {may(uploadPackages) && (
        <PageLink to="/count/$code/upload" params={{ code }}>
          {t('upload.link')}
        </PageLink>
      )}
      <QueryRefusal error={list.error} />
      {rows === null && list.error === null && <Loading />}
      {rows !== null && mayAccept && (
        <AcceptMany code={code} rows={rows} ticked={ticked} onTick={setTicked} />
      )}
      {rows !== null &&
        (rows.length === 0 ? (
          <EmptyState title={t('protocols.none')}>
            <p>{t('protocols.none-text')}</p>
          </EmptyState>
        ) : (
          <ProtocolTable
            code={code}
            rows={rows}
            hasMore={list.more !== null}
            {...(mayAccept ? { ticked, onTick: setTicked } : {})}
          />
        ))}
      <MoreButton more={list.more} isFetching={list.isFetching} />
    </>
  );
}

type FilterProps = {
  readonly code: string;
  readonly search: ProtocolsSearch;
  readonly usual: ProtocolFilter;
};

function Filters({ code, search, usual }: FilterProps) {
  const t = useMessages();
  const { pack } = useCounted();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(search.station ?? '');
  const change = (next: Partial<Record<keyof ProtocolsSearch, string | undefined>>) => {
    const wanted = Object.entries({ ...search, ...next }).filter(
      ([, value]) => value !== undefined && value !== '',
    );
    void navigate({
      to: '/count/$code/protocols',
      params: { code },
      search: Object.fromEntries(wanted),
      replace: true,
    });
  };
  const find = useDelayed((value: string) => change({ station: value.trim() }));
  return (
    <>
      <div className="filters">
        <FilterSelect
          label={t('protocols.show')}
          value={search.filter ?? (search.station === undefined ? usual : '')}
          {...(search.station === undefined ? {} : { empty: t('protocols.all') })}
          onChange={(filter) => change({ filter })}
          choices={PROTOCOL_FILTERS.map((one) => ({
            value: one,
            label: t(`protocol-filter.${one}`),
          }))}
        />
        <ContestFilter value={search.contest} onChange={(contest) => change({ contest })} />
        <FilterSearch
          label={t('keying.search')}
          value={typed}
          onChange={(value) => {
            setTyped(value);
            find(value);
          }}
        />
      </div>
      <TerritoryFilter
        pack={pack.code}
        value={search.territory}
        onChange={(territory) => change({ territory })}
      />
    </>
  );
}
