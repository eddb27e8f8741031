import { createPerson, listPeople } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useState } from 'react';
import { FilterSearch } from '../../forms/inputs.tsx';
import { useMessages } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Loading } from '../../page/Loading.tsx';
import { MoreButton } from '../../page/MoreButton.tsx';
import { NoAccess } from '../../page/NoAccess.tsx';
import { Page } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { usePages } from '../../page/use-pages.ts';
import { useMay } from '../../session/use-session.ts';
import { useDelayed } from '../../values/use-delayed.ts';
import { PersonTag } from './PersonTag.tsx';

/** People whose home is inside the own territory, with their roles. */
export function PeoplePage() {
  const may = useMay();
  return may(listPeople) ? <People /> : <NoAccess />;
}

function People() {
  const t = useMessages();
  const may = useMay();
  const [words, setWords] = useState('');
  const [search, setSearch] = useState('');
  const searchSoon = useDelayed(setSearch);
  const type = (typed: string) => {
    setWords(typed);
    searchSoon(typed.trim());
  };
  const { pages, error, more, isFetching } = usePages(listPeople, search, (after) => ({
    query: {
      ...(search === '' ? {} : { search }),
      ...(after === undefined ? {} : { after }),
    },
  }));
  const people = pages?.flatMap((page) => page.people) ?? null;
  return (
    <Page
      title={t('menu.people')}
      lead={t('people.lead')}
      actions={may(createPerson) && <ButtonLink to="/people/new">{t('people.new')}</ButtonLink>}
    >
      <div className="filters">
        <FilterSearch label={t('people.search')} value={words} onChange={type} />
      </div>
      <QueryRefusal error={error} />
      {people === null ? (
        error === null && <Loading />
      ) : people.length === 0 ? (
        <EmptyState title={t('people.empty')}>
          <p>{t('people.empty-text')}</p>
        </EmptyState>
      ) : (
        <>
          <DataTable
            caption={t('people.count', { count: people.length })}
            rows={people}
            rowKey={(person) => person.id}
            columns={[
              {
                key: 'name',
                header: t('people.name'),
                rowHeader: true,
                cell: (person) => (
                  <PageLink to="/people/$id" params={{ id: person.id }}>
                    {person.name}
                  </PageLink>
                ),
              },
              {
                key: 'username',
                header: t('sign-in.username'),
                cell: (person) => <code>{person.username}</code>,
              },
              {
                key: 'roles',
                header: t('people.roles'),
                cell: (person) =>
                  person.roles.length === 0 ? (
                    <span className="quiet">{t('people.no-role')}</span>
                  ) : (
                    person.roles.map((role) => t(`role.${role}`)).join(', ')
                  ),
              },
              {
                key: 'status',
                header: t('versions.status'),
                cell: (person) => <PersonTag status={person.status} />,
              },
            ]}
          />
          <MoreButton more={more} isFetching={isFetching} />
        </>
      )}
    </Page>
  );
}
