import { useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../language.ts';
import { MenuLink } from '../page/links.tsx';
import { useMay, useSession } from '../session/use-session.ts';
import { MENU } from './menu.ts';

/** The main menu, with what the person's roles may use. On a phone it opens by a button. */
export function MainMenu() {
  const t = useMessages();
  const may = useMay();
  const { waiting } = useSession();
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  const place = useRouterState({ select: (state) => state.location.pathname });
  // Opened for the page where it was opened: a chosen link closes it.
  const isOpen = openedAt === place;
  return (
    <nav className="main-menu no-print" aria-label={t('navigation.main')}>
      <div className="ov-width">
        <button
          type="button"
          className="main-menu-button"
          aria-expanded={isOpen}
          aria-controls="main-menu-list"
          onClick={() => setOpenedAt(isOpen ? null : place)}
        >
          {t('menu.open')}
        </button>
        <ul id="main-menu-list" className="main-menu-list" data-open={isOpen}>
          {MENU.filter((entry) => entry.needs.some((one) => may(one))).map((entry) => (
            <li key={entry.to}>
              <MenuLink to={entry.to} activeOptions={{ exact: entry.to === '/' }}>
                {t(entry.label)}
                {entry.to === '/waiting' && waiting > 0 && (
                  <span className="count">
                    <span aria-hidden="true">{waiting}</span>
                    <span className="ds-sr-only">{t('menu.waiting-count', { waiting })}</span>
                  </span>
                )}
              </MenuLink>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}
