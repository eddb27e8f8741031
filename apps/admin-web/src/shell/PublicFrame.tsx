import { BrandMark, PageFooter, SkipLink } from '@ovoz/ui';
import { Outlet } from '@tanstack/react-router';
import { useMessages } from '../language.ts';
import { HeaderTools } from './HeaderTools.tsx';

/** What stands around the pages before sign-in. */
export function PublicFrame() {
  const t = useMessages();
  return (
    <>
      <SkipLink />
      <header className="ov-header">
        <div className="ov-width ov-header__row">
          <span className="ov-brand">
            <BrandMark />
            <span>{t('app.title')}</span>
          </span>
          <div className="ov-header__tools">
            <HeaderTools />
          </div>
        </div>
      </header>
      <main id="content" className="ov-main ov-width narrow" tabIndex={-1}>
        <Outlet />
      </main>
      <PageFooter />
    </>
  );
}
