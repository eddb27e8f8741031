import { listPacks } from '@ovoz/contract';
import { EmptyState } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FilterSelect } from '../../forms/inputs.tsx';
import { useMessages, useText } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Page } from '../../page/Page.tsx';
import { reading } from '../../server/reading.ts';
import { NewElectionForm } from './NewElectionForm.tsx';

/** An election is drafted from the law of a country; this asks for what the law leaves open. */
export function NewElectionPage() {
  const t = useMessages();
  const text = useText();
  const { packs } = useSuspenseQuery(reading(listPacks, {})).data;
  const usable = packs.filter((pack) => pack.geographyVersion !== null);
  const [pack, setPack] = useState(usable[0]?.code ?? '');
  return (
    <Page
      title={t('new-election.title')}
      lead={t('new-election.lead')}
      back={<PageLink to="/elections">{t('elections.back')}</PageLink>}
    >
      {usable.length === 0 ? (
        <EmptyState title={t('new-election.no-country')}>
          <p>{t('new-election.no-country-text')}</p>
          <PageLink to="/geography">{t('new-election.to-geography')}</PageLink>
        </EmptyState>
      ) : (
        <>
          {usable.length > 1 && (
            <FilterSelect
              label={t('new-election.country')}
              value={pack}
              onChange={setPack}
              choices={usable.map((one) => ({ value: one.code, label: text(one.name) }))}
            />
          )}
          <NewElectionForm key={pack} packCode={pack} />
        </>
      )}
    </Page>
  );
}
