import { type ElectionSummary, getPack, listDuties, moveElectionClock } from '@ovoz/contract';
import { EmptyState } from '@ovoz/ui';
import { useSuspenseQueries, useSuspenseQuery } from '@tanstack/react-query';
import { useMessages } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Page, Section } from '../../page/Page.tsx';
import { NoAccess } from '../../page/NoAccess.tsx';
import { FOREVER, reading } from '../../server/reading.ts';
import { whileSomebodyIsThere } from '../../session/activity.ts';
import { useMay, useSession } from '../../session/use-session.ts';
import { UnconfirmedNote } from '../../values/Article.tsx';
import { ClockPanel } from './ClockPanel.tsx';
import { DUTY_GROUPS, groupDuties } from './duty-groups.ts';
import { DutyList } from './DutyList.tsx';
import { RequestsCallOut } from './RequestsCallOut.tsx';

const RENEW_MS = 15_000;

/** What the law asks for now, and the clock by which it is now. */
export function HomePage() {
  const may = useMay();
  return may(listDuties) ? <DutiesPage /> : <NoAccess />;
}

/** Zones of legal times, by country pack. */
function useZones(packs: readonly string[]): ReadonlyMap<string, string> {
  const answers = useSuspenseQueries({
    queries: packs.map((pack) => ({ ...reading(getPack, { params: { pack } }), ...FOREVER })),
  });
  return new Map(answers.map(({ data }) => [data.pack.code, data.pack.timeZone]));
}

function DutiesPage() {
  const t = useMessages();
  const may = useMay();
  const { waiting } = useSession();
  const { data, dataUpdatedAt } = useSuspenseQuery({
    ...reading(listDuties, {}),
    refetchInterval: whileSomebodyIsThere(RENEW_MS),
  });
  const groups = groupDuties(data.duties);
  const elections = new Map<string, ElectionSummary>(data.clocks.map((one) => [one.code, one]));
  const packs = [...new Set(data.clocks.map((one) => one.pack))];
  const zones = useZones(packs);
  const practised = data.clocks.filter((one) => one.clock !== null);
  return (
    <Page title={t('home.title')}>
      {waiting > 0 && (
        <div className="call-out">
          <p>{t('home.waiting', { waiting })}</p>
          <ButtonLink to="/waiting" data-size="sm">
            {t('home.to-waiting')}
          </ButtonLink>
        </div>
      )}
      {packs.map((pack) => (
        <RequestsCallOut key={pack} pack={pack} />
      ))}
      <div className="home-columns">
        <div>
          {data.duties.length === 0 && (
            <EmptyState title={t('home.no-duties')}>
              <p>{t('home.no-duties-text')}</p>
              <PageLink to="/elections">{t('home.to-elections')}</PageLink>
            </EmptyState>
          )}
          {DUTY_GROUPS.map((group) => {
            const duties = groups.get(group) ?? [];
            if (duties.length === 0) return null;
            return (
              <Section key={group} title={t(`home.group-${group}`, { count: duties.length })}>
                <DutyList
                  duties={duties}
                  elections={elections}
                  receivedAtMs={dataUpdatedAt}
                  zones={zones}
                />
              </Section>
            );
          })}
          {data.duties.some(({ entry }) => !entry.rule.confirmed) && <UnconfirmedNote />}
        </div>
        {practised.length > 0 && (
          <aside aria-label={t('clock.title')}>
            {practised.map((election) => (
              <ClockPanel
                key={election.code}
                election={election}
                receivedAtMs={dataUpdatedAt}
                mayMove={may(moveElectionClock)}
              />
            ))}
          </aside>
        )}
      </div>
    </Page>
  );
}
