import { Outlet, useParams, useRouterState } from '@tanstack/react-router';
import { useMessages, useText } from '../../language.ts';
import { MenuLink } from '../../page/links.tsx';
import { Page } from '../../page/Page.tsx';
import { SectionMenu } from '../../page/SectionMenu.tsx';
import { usePack } from '../../places/use-pack.ts';
import { useMay } from '../../session/use-session.ts';
import { VOTER_LIST_PARTS } from './voter-list-parts.ts';

/** The voter list of one country: the parts that the role opens, and the part that was chosen. */
export function VoterListPage() {
  const t = useMessages();
  const text = useText();
  const may = useMay();
  const { pack: code } = useParams({ from: '/shell/voters/$pack' });
  const pack = usePack(code);
  const segment = useRouterState({ select: (state) => state.location.pathname.split('/')[3] });
  const part = VOTER_LIST_PARTS.find(({ to }) => to.split('/')[3] === segment);
  return (
    <Page
      title={t('voter-list.of', { country: text(pack.name) })}
      {...(part === undefined ? {} : { part: t(part.label) })}
    >
      <SectionMenu label={t('voter-list.parts')}>
        {VOTER_LIST_PARTS.filter(({ needs }) => may(needs)).map(({ to, label }) => (
          <MenuLink
            key={to}
            to={to}
            params={{ pack: code }}
            search={{}}
            activeOptions={{ exact: false, includeSearch: false }}
          >
            {t(label)}
          </MenuLink>
        ))}
      </SectionMenu>
      <Outlet />
    </Page>
  );
}
