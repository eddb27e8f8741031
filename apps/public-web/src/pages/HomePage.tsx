import { EmptyState } from '@ovoz/ui';
import { addresses } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import { Localized } from '../site/Localized.tsx';
import { usePage } from '../site/page-context.tsx';
import { ElectionPage } from './ElectionPage.tsx';
import { PageFrame } from './PageFrame.tsx';

/** The first page of a language. A single election is shown in full. */
export function HomePage({ elections }: { readonly elections: readonly ElectionView[] }) {
  const { t } = usePage();
  const [only] = elections;
  if (only !== undefined && elections.length === 1) return <ElectionPage view={only} />;
  return (
    <PageFrame title={t('home.title')} view={null}>
      <p className="site-lead">{t('home.lead')}</p>
      {elections.length === 0 ? (
        <EmptyState title={t('home.none')}>
          <p>{t('home.none.next')}</p>
        </EmptyState>
      ) : (
        <ul className="site-cards">
          {elections.map((view) => (
            <ElectionCard key={view.code} view={view} />
          ))}
        </ul>
      )}
    </PageFrame>
  );
}

function ElectionCard({ view }: { readonly view: ElectionView }) {
  const { t, to, day } = usePage();
  const { definition, pack } = view.election;
  return (
    <li className="site-card">
      <a className="site-card__link" href={to(addresses.election(view.code))}>
        <Localized text={view.title} />
      </a>
      <p>
        <Localized text={pack.name} />
      </p>
      <p>{t('home.votingDay', { day: day(definition.votingDay) })}</p>
      {view.mode === 'live' ? null : <p className="site-mode">{t(`mode.${view.mode}`)}</p>}
    </li>
  );
}
