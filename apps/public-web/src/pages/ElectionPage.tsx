import { ABROAD, addresses } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import { Localized } from '../site/Localized.tsx';
import { usePage } from '../site/page-context.tsx';
import { Contests } from './Contests.tsx';
import { KeyFigures } from './KeyFigures.tsx';
import { NextSteps } from './NextSteps.tsx';
import { PageFrame } from './PageFrame.tsx';
import { VotingDay } from './VotingDay.tsx';

/** What is this election: when, for what, how seats are won, what comes next, how large it is. */
export function ElectionPage({ view }: { readonly view: ElectionView }) {
  return (
    <PageFrame title={view.title} view={view}>
      <p className="site-lead">
        <Localized text={view.election.pack.name} />
      </p>
      <VotingDay view={view} />
      <QuickLinks view={view} />
      <Contests view={view} />
      <NextSteps view={view} />
      <KeyFigures view={view} />
      <Definition view={view} />
    </PageFrame>
  );
}

function QuickLinks({ view }: { readonly view: ElectionView }) {
  const { t, to } = usePage();
  const { code } = view;
  const links = [
    { key: 'results', path: addresses.results(code) },
    { key: 'stations', path: addresses.stations(code) },
    { key: 'lookup', path: addresses.voterLookup(code) },
    ...(view.stations.has(ABROAD)
      ? [{ key: 'abroad', path: addresses.votingAbroad(code) } as const]
      : []),
    { key: 'roll', path: addresses.frozenRoll(code) },
    { key: 'parties', path: addresses.parties(code) },
    { key: 'calendar', path: addresses.calendar(code) },
    { key: 'map', path: addresses.map(code) },
  ] as const;
  return (
    <section className="ov-no-print" aria-label={t('links.title')}>
      <ul className="site-cards site-cards--links">
        {links.map(({ key, path }) => (
          <li key={key} className="site-card">
            <a className="site-card__link" href={to(path)}>
              {t(`links.${key}`)}
            </a>
            <p>{t(`links.${key}.text`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Definition({ view }: { readonly view: ElectionView }) {
  const { t, dateTime, number } = usePage();
  const { definition, definitionVersion, definitionHash, sealedAt } = view.election;
  return (
    <section>
      <h2>{t('definition.title')}</h2>
      <p>{t('definition.text')}</p>
      <dl className="ov-definitions">
        <dt>{t('definition.version')}</dt>
        <dd>{number(definitionVersion)}</dd>
        <dt>{t('definition.sealedAt')}</dt>
        <dd>
          <time dateTime={sealedAt}>{dateTime(sealedAt, definition.timeZone)}</time>
        </dd>
        <dt>{t('definition.hash')}</dt>
        <dd>
          <code className="site-hash">{definitionHash}</code>
        </dd>
      </dl>
    </section>
  );
}
