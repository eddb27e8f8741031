import { ModeBanner } from '@ovoz/ui';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useCounted } from '../../counting/use-counted.ts';
import { useText, useTranslator } from '../../language.ts';
import { MenuLink } from '../../page/links.tsx';
import { Page } from '../../page/Page.tsx';
import { SectionMenu } from '../../page/SectionMenu.tsx';
import { useMay, useSession } from '../../session/use-session.ts';
import { COUNT_PARTS, UPLOAD_LABEL } from './count-parts.ts';

/** The count of one election: its name, the parts that the role opens, and the part that was chosen. */
export function CountPage() {
  const { t, day } = useTranslator();
  const text = useText();
  const may = useMay();
  const { demo } = useSession();
  const { code, election } = useCounted();
  const place = useRouterState({ select: (state) => state.location.pathname });
  const segment = place.split('/')[3];
  const part = COUNT_PARTS.find(({ to }) => to.split('/')[3] === segment);
  const parts = COUNT_PARTS.filter(({ needs }) => may(needs));
  return (
    <Page
      title={t(segment === 'upload' ? UPLOAD_LABEL : (part?.label ?? 'count.title'))}
      part={text(election.title)}
      lead={`${text(election.title)} · ${day(election.votingDay)}`}
    >
      {/* In the demonstration the banner of a training stands above everything already. */}
      {(!demo || election.mode !== 'training') && <ModeBanner mode={election.mode} />}
      <SectionMenu label={t('count.parts')}>
        {parts.map(({ to, label }) => (
          <MenuLink
            key={to}
            to={to}
            params={{ code }}
            search={{}}
            activeOptions={{ exact: to === '/count/$code', includeSearch: false }}
          >
            {t(label)}
          </MenuLink>
        ))}
      </SectionMenu>
      <Outlet />
    </Page>
  );
}
