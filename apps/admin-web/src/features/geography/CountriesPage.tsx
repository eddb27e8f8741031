import { importGeography, listPacks } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useMessages, useText } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Page } from '../../page/Page.tsx';
import { useOwnCountries } from '../../places/use-pack.ts';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';

/** Straight to the own country, where there is only one; else the countries of this installation. */
export function CountriesPage() {
  const t = useMessages();
  const text = useText();
  const may = useMay();
  const own = useOwnCountries();
  const { packs } = useSuspenseQuery(reading(listPacks, {})).data;
  const only = own[0];
  if (own.length === 1 && only !== undefined) {
    return <Navigate to="/geography/$pack" params={{ pack: only.code }} replace />;
  }
  const codes = own.map((pack) => pack.code);
  const shown = packs.filter((pack) => codes.includes(pack.code) || may(importGeography));
  return (
    <Page title={t('menu.geography')} lead={t('geography.choose-country')}>
      <DataTable
        caption={t('geography.countries')}
        rows={shown}
        rowKey={(pack) => pack.code}
        columns={[
          {
            key: 'name',
            header: t('new-election.country'),
            rowHeader: true,
            cell: (pack) => (
              <PageLink to="/geography/$pack" params={{ pack: pack.code }}>
                {text(pack.name)}
              </PageLink>
            ),
          },
          {
            key: 'geography',
            header: t('election.geography'),
            cell: ({ geographyVersion }) =>
              geographyVersion === null
                ? t('geography.none-yet')
                : t('election.geography-version', { version: geographyVersion }),
          },
          { key: 'pack', header: t('election.pack'), cell: (pack) => pack.version },
        ]}
      />
    </Page>
  );
}
