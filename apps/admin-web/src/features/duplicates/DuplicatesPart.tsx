import { getDuplicateQuality, listDuplicatePairs, type PairStatus } from '@ovoz/contract';
import { EmptyState } from '@ovoz/ui';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { FilterSelect } from '../../forms/inputs.tsx';
import { useTranslator } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { PageLink } from '../../page/links.tsx';
import { MoreButton } from '../../page/MoreButton.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { usePages } from '../../page/use-pages.ts';
import { useMay } from '../../session/use-session.ts';
import { PairTable } from './PairTable.tsx';
import { SearchesSection } from './SearchesSection.tsx';

const STATUSES = ['open', 'proposed', 'unsure', 'decided', 'dropped'] as const;

/** Pairs of entries that may be one person, and the searches that found them. */
export function DuplicatesPart() {
  const { t } = useTranslator();
  const navigate = useNavigate();
  const may = useMay();
  const { pack } = useParams({ from: '/shell/voters/$pack' });
  const search = useSearch({ from: '/shell/voters/$pack/duplicates' });
  const status: PairStatus = STATUSES.find((one) => one === search.status) ?? 'open';
  const params = { pack };
  const { pages, error, more, isFetching } = usePages(
    listDuplicatePairs,
    { pack, status },
    (cursor) => ({ params, query: cursor === undefined ? { status } : { status, cursor } }),
  );
  const pairs = pages?.flatMap((page) => page.pairs) ?? [];
  const first = pages?.[0];
  const choose = (value: string) =>
    void navigate({ to: '/voters/$pack/duplicates', params, search: { status: value } });
  return (
    <>
      <Section title={t('duplicates.queue')}>
        <p>{t('duplicates.lead')}</p>
        {first !== undefined && (
          <p>
            {t('duplicates.counts', {
              open: first.open,
              proposed: first.proposed,
              unsure: first.unsure,
            })}
          </p>
        )}
        <div className="filters">
          <FilterSelect
            label={t('duplicates.show')}
            value={status}
            onChange={choose}
            choices={STATUSES.map((value) => ({ value, label: t(`pair-status.${value}`) }))}
          />
        </div>
        {error !== null && <QueryRefusal error={error} />}
        {pages === null && error === null && <Loading />}
        {first !== undefined && pairs.length === 0 && (
          <EmptyState title={t('duplicates.none')}>
            <p>{t('duplicates.none-text')}</p>
          </EmptyState>
        )}
        {pairs.length > 0 && <PairTable pack={pack} pairs={pairs} />}
        <MoreButton more={more} isFetching={isFetching} />
      </Section>
      <SearchesSection pack={pack} />
      {may(getDuplicateQuality) && (
        <p>
          <PageLink to="/voters/$pack/duplicates/quality" params={params}>
            {t('duplicates.quality')}
          </PageLink>
        </p>
      )}
    </>
  );
}
