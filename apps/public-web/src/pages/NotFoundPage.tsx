import { addresses } from '../site/addresses.ts';
import { usePage } from '../site/page-context.tsx';
import { PageFrame } from './PageFrame.tsx';

/** Shown for an address that does not exist. */
export function NotFoundPage() {
  const { t, to } = usePage();
  return (
    <PageFrame title={t('notFound.title')} view={null}>
      <p className="site-lead">{t('notFound.text')}</p>
      <p>
        <a href={to(addresses.home())}>{t('notFound.home')}</a>
      </p>
    </PageFrame>
  );
}
