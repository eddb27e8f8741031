import { type AnswerOf, getCoverage } from '@ovoz/contract';
import { ModeBanner } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { CoverageBar } from '../../counting/CoverageBar.tsx';
import { ratePerMinute } from '../../counting/per-minute.ts';
import { useCountedElection } from '../../counting/use-counted.ts';
import { useText, useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { usePlaceName } from '../../places/use-place-name.ts';
import { reading } from '../../server/reading.ts';
import { OWN_ZONE } from '../../values/moments.ts';
import { MinuteChart } from './MinuteChart.tsx';

/** A wall renews itself with nobody at the keyboard: that is what it is for. */
const RENEW_MS = 5000;
const RATE_MINUTES = 5;

/** The count on a wall: large, dark, nothing to press. For halls, press rooms and observers. */
export function WallPage() {
  const { t, dateTime } = useTranslator();
  const text = useText();
  const { code } = useParams({ from: '/bare/wall/$code' });
  const { territory } = useSearch({ from: '/bare/wall/$code' });
  const { election, definition } = useCountedElection(code);
  const { data, error, isError } = useQuery({
    ...reading(getCoverage, {
      params: { code },
      query: territory === undefined ? {} : { territory },
    }),
    refetchInterval: RENEW_MS,
    refetchIntervalInBackground: true,
  });
  const title = text(election.title);
  useEffect(() => {
    document.title = `${t('follow.wall')} – ${title}`;
  }, [t, title]);
  return (
    <main id="content" className="wall" data-color-scheme="dark">
      <ModeBanner mode={election.mode} />
      <header className="wall-head">
        <h1>{title}</h1>
        {data !== undefined && (
          <p className="wall-time">
            {t('wall.legal-time', { time: dateTime(data.legalTime, definition.timeZone) })}
            <br />
            <span className="quiet">{t('asOf', { time: dateTime(data.asOf, OWN_ZONE) })}</span>
          </p>
        )}
      </header>
      {/* What was read last stays on the wall while the server is away. */}
      <QueryRefusal error={error} />
      {isError && data !== undefined && <p role="alert">{t('wall.stale')}</p>}
      {data !== undefined && <WallFigures data={data} />}
      <p className="wall-leave no-print">
        <PageLink to="/count/$code" params={{ code }} search={{}}>
          {t('wall.leave')}
        </PageLink>
      </p>
    </main>
  );
}

function WallFigures({ data }: { readonly data: AnswerOf<typeof getCoverage> }) {
  const { t, number, percent } = useTranslator();
  const placeName = usePlaceName();
  const { whole, areas } = data;
  const open = [
    ['awaited', whole.awaited],
    ['overdue', whole.overdue],
    ['to-decide', whole.received],
    ['alarms', whole.alarms],
    ['with-errors', whole.withErrors],
    ['different', whole.different],
  ] as const;
  return (
    <div className="wall-body">
      <section aria-label={t('follow.whole')} className="wall-whole">
        <p className="wall-share">
          {whole.due === 0 ? '–' : percent(whole.accepted, whole.due)}
          <span>{t('coverage.of', { accepted: whole.accepted, due: whole.due })}</span>
        </p>
        <CoverageBar coverage={whole} />
        <dl className="wall-open">
          <div>
            <dt>{t('wall.rate')}</dt>
            <dd>{number(ratePerMinute(data.accepted, RATE_MINUTES))}</dd>
          </div>
          {open.map(([part, count]) => (
            <div key={part}>
              <dt>{t(`coverage.${part}`)}</dt>
              <dd>{number(count)}</dd>
            </div>
          ))}
        </dl>
        <MinuteChart points={data.accepted} />
      </section>
      <section className="wall-areas" aria-label={t('wall.areas')}>
        <h2>{t('wall.areas')}</h2>
        <ol>
          {areas.map(({ path, name, coverage }) => (
            <li key={path}>
              <span>{placeName({ territoryPath: path, territoryName: name })}</span>
              <CoverageBar coverage={coverage} />
              <strong>{number(coverage.awaited)}</strong>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
