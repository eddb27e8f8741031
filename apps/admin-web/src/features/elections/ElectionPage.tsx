import { ModeBanner } from '@ovoz/ui';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useText, useTranslator } from '../../language.ts';
import { MenuLink, PageLink } from '../../page/links.tsx';
import { Page } from '../../page/Page.tsx';
import { SectionMenu } from '../../page/SectionMenu.tsx';
import { useSession } from '../../session/use-session.ts';
import { ModeTag } from '../../values/StatusTag.tsx';
import { useElection } from './use-election.ts';

const PARTS = [
  { to: '/elections/$code', label: 'election.overview' },
  { to: '/elections/$code/contests', label: 'election.contests' },
  { to: '/elections/$code/candidates', label: 'election.candidates' },
  { to: '/elections/$code/districts', label: 'election.districts' },
  { to: '/elections/$code/calendar', label: 'election.calendar' },
  { to: '/elections/$code/versions', label: 'election.versions' },
] as const;

/** One election: its name, its parts, and the part that was chosen. */
export function ElectionPage() {
  const { t, day } = useTranslator();
  const text = useText();
  const { demo } = useSession();
  const { election } = useElection();
  const place = useRouterState({ select: (state) => state.location.pathname });
  const segment = place.split('/')[3] ?? '';
  const part = PARTS.find((one) => one.to.split('/')[3] === (segment === '' ? undefined : segment));
  return (
    <Page
      title={text(election.title)}
      {...(part === undefined ? {} : { part: t(part.label) })}
      back={<PageLink to="/elections">{t('elections.back')}</PageLink>}
      lead={
        <>
          {t('election.voting-on', { day: day(election.votingDay) })}{' '}
          <ModeTag mode={election.mode} />
        </>
      }
    >
      {/* In the demonstration the banner of a training stands above everything already. */}
      {(!demo || election.mode !== 'training') && <ModeBanner mode={election.mode} />}
      <SectionMenu label={t('election.parts')}>
        {PARTS.map(({ to, label }) => (
          <MenuLink
            key={to}
            to={to}
            params={{ code: election.code }}
            activeOptions={{ exact: to === '/elections/$code' }}
          >
            {t(label)}
          </MenuLink>
        ))}
      </SectionMenu>
      <Outlet />
    </Page>
  );
}
