import { importGeography, listGeographyVersions } from '@ovoz/contract';
import { Outlet, useParams, useRouterState } from '@tanstack/react-router';
import { useMessages, useText } from '../../language.ts';
import { MenuLink } from '../../page/links.tsx';
import { Page } from '../../page/Page.tsx';
import { SectionMenu } from '../../page/SectionMenu.tsx';
import { usePack } from '../../places/use-pack.ts';
import { useMay } from '../../session/use-session.ts';

const PARTS = [
  { to: '/geography/$pack', label: 'geography.overview', needs: null },
  { to: '/geography/$pack/territories', label: 'geography.territories', needs: null },
  { to: '/geography/$pack/stations', label: 'geography.stations', needs: null },
  { to: '/geography/$pack/districts', label: 'geography.districts', needs: null },
  { to: '/geography/$pack/versions', label: 'geography.versions', needs: listGeographyVersions },
  { to: '/geography/$pack/import', label: 'geography.import', needs: importGeography },
] as const;

/** The geography of one country: its parts, and the part that was chosen. */
export function GeographyPage() {
  const t = useMessages();
  const text = useText();
  const may = useMay();
  const { pack: code } = useParams({ from: '/shell/geography/$pack' });
  const pack = usePack(code);
  const segment = useRouterState({ select: (state) => state.location.pathname.split('/')[3] });
  const part = PARTS.find(({ to }) => (to.split('/')[3] ?? '') === (segment ?? ''));
  return (
    <Page
      title={t('geography.of', { country: text(pack.name) })}
      {...(part === undefined ? {} : { part: t(part.label) })}
    >
      <SectionMenu label={t('geography.parts')}>
        {PARTS.filter(({ needs }) => needs === null || may(needs)).map(({ to, label }) => (
          <MenuLink
            key={to}
            to={to}
            params={{ pack: code }}
            activeOptions={{ exact: to === '/geography/$pack', includeSearch: false }}
          >
            {t(label)}
          </MenuLink>
        ))}
      </SectionMenu>
      <Outlet />
    </Page>
  );
}
