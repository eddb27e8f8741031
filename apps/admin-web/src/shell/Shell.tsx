import { BrandMark, ModeBanner, PageFooter, SkipLink } from '@ovoz/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useMessages } from '../language.ts';
import { MenuLink } from '../page/links.tsx';
import { IdleNotice } from '../session/IdleNotice.tsx';
import { SessionEnded } from '../session/SessionEnded.tsx';
import { sessionQuery, useSession, useSessionEnded } from '../session/use-session.ts';
import { HeaderTools } from './HeaderTools.tsx';
import { MainMenu } from './MainMenu.tsx';
import { PersonMenu } from './PersonMenu.tsx';

/** What stands around every page of a signed-in person. */
export function Shell() {
  const t = useMessages();
  const session = useSession();
  const hasEnded = useSessionEnded();
  useSessionPerPage();
  return (
    <>
      <SkipLink />
      {session.demo && <ModeBanner mode="training" />}
      <header className="ov-header">
        <div className="ov-width ov-header__row">
          <MenuLink to="/" className="ov-brand">
            <BrandMark />
            <span>{t('app.title')}</span>
          </MenuLink>
          <div className="ov-header__tools">
            <HeaderTools />
            <PersonMenu />
          </div>
        </div>
      </header>
      <MainMenu />
      <main id="content" className="ov-main ov-width" tabIndex={-1}>
        <IdleNotice />
        <Outlet />
      </main>
      <PageFooter>
        <p>{t('app.footer')}</p>
      </PageFooter>
      {hasEnded && <SessionEnded person={session.person} />}
    </>
  );
}

/** Asks anew with each page who is signed in and what waits: roles can be taken away at any time. */
function useSessionPerPage() {
  const queries = useQueryClient();
  const place = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    // On the way out there is no session to ask for.
    if (place !== '/sign-in') void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }, [place, queries]);
}
