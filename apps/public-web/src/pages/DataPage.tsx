import { DataTable, GeneratedMark } from '@ovoz/ui';
import { ABROAD, addresses } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import { Localized } from '../site/Localized.tsx';
import { usePage } from '../site/page-context.tsx';
import { PageFrame } from './PageFrame.tsx';

type Download = { readonly href: string; readonly format: string; readonly content: string };

/** What can be downloaded, how to check it, whose map data it is, and where it differs. */
export function DataPage({ view }: { readonly view: ElectionView }) {
  const { t } = usePage();
  const { pack } = view.election;
  return (
    <PageFrame title={t('data.title')} view={view}>
      <p className="site-lead">{t('data.lead')}</p>
      <Downloads view={view} />
      <Hashes view={view} />
      {pack.credits.length === 0 ? null : (
        <section>
          <h2>{t('data.credits')}</h2>
          <p>{t('data.credits.text')}</p>
          <ul>
            {pack.credits.map(({ text, licence }) => (
              <li key={text}>
                {text} – {licence}
              </li>
            ))}
          </ul>
        </section>
      )}
      {pack.notes.length === 0 ? null : (
        <section>
          <h2>{t('data.notes')}</h2>
          <ul>
            {pack.notes.map((note) => (
              <li key={note.en}>
                <Localized text={note} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{t('data.generated')}</h2>
        <p>
          {t('data.generated.text')} <GeneratedMark />
        </p>
      </section>
    </PageFrame>
  );
}

function Downloads({ view }: { readonly view: ElectionView }) {
  const { t } = usePage();
  return (
    <DataTable
      caption={t('data.title')}
      rows={useDownloads(view)}
      rowKey={({ href }) => href}
      columns={[
        { key: 'content', header: t('data.content'), rowHeader: true, cell: (one) => one.content },
        {
          key: 'file',
          header: t('data.file'),
          cell: ({ href }) => (
            <a href={href} download>
              {href.slice(href.lastIndexOf('/') + 1)}
            </a>
          ),
        },
        { key: 'format', header: t('data.format'), cell: (one) => one.format },
      ]}
    />
  );
}

function useDownloads(view: ElectionView): readonly Download[] {
  const { t, to, say } = usePage();
  const { code, regions, stations, boundaries } = view;
  const { pack } = view.election;
  const json = `/published/elections/${code}`;
  const territories = [
    ...regions.map((region) => ({ code: region.code, name: say.text(region.name) })),
    { code: ABROAD, name: t('territory.abroad') },
  ].filter((one) => stations.has(one.code));
  return [
    { href: `${json}/election.json`, format: 'JSON', content: t('data.election') },
    { href: dataFile(code, 'stations.csv'), format: 'CSV', content: t('data.stations') },
    { href: dataFile(code, 'candidates.csv'), format: 'CSV', content: t('data.candidates') },
    {
      href: to(addresses.calendarFile(code, 'ics')),
      format: 'iCalendar',
      content: t('data.calendar'),
    },
    { href: to(addresses.calendarFile(code, 'csv')), format: 'CSV', content: t('data.calendar') },
    ...(view.points === null
      ? []
      : [{ href: `${json}/station-points.json`, format: 'JSON', content: t('data.points') }]),
    ...[...boundaries.keys()].map((level) => ({
      href: `/published/packs/${pack.code}/boundaries-${level}.geojson`,
      format: 'GeoJSON',
      content: t('data.boundaries', { level: say.text(pack.territoryLevels[level] ?? pack.name) }),
    })),
    ...territories.map((one) => ({
      href: `${json}/stations/${one.code}.json`,
      format: 'JSON',
      content: t('data.stationsOf', { name: one.name }),
    })),
  ];
}

/** Address of a table that is the same in all languages. */
export function dataFile(code: string, name: string): string {
  return `/data/${code}/${name}`;
}

function Hashes({ view }: { readonly view: ElectionView }) {
  const { t } = usePage();
  const { definition, definitionHash } = view.election;
  return (
    <section>
      <h2>{t('data.hash')}</h2>
      <p>{t('definition.text')}</p>
      <dl className="ov-definitions">
        <dt>{t('nav.election')}</dt>
        <dd>
          <code className="site-hash">{definitionHash}</code>
        </dd>
        <dt>{t('data.pack', { version: definition.pack.version })}</dt>
        <dd>
          <code className="site-hash">{definition.pack.hash}</code>
        </dd>
        <dt>{t('figures.stations')}</dt>
        <dd>
          <code className="site-hash">{definition.geography.hash}</code>
        </dd>
      </dl>
    </section>
  );
}
