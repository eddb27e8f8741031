import { DataTable } from '@ovoz/ui';
import { addresses, stationQuery } from '../../site/addresses.ts';
import type { ElectionView } from '../../site/election-view.ts';
import { Localized } from '../../site/Localized.tsx';
import { usePage } from '../../site/page-context.tsx';
import { contestOf } from '../../site/result-facts.ts';
import { type AreaResult, NATION, resultFile } from '../../site/result-files.ts';

type Props = { readonly view: ElectionView; readonly result: AreaResult };

/** Every correction with its reason. */
export function Corrections({ view, result }: Props) {
  const { t, to, dateTime, number } = usePage();
  const { corrections } = result.area;
  const { timeZone } = view.election.definition;
  return (
    <section id="corrections">
      <h2>{t('corrections.title')}</h2>
      {corrections.length === 0 ? (
        <p>{t('corrections.none')}</p>
      ) : (
        <DataTable
          caption={t('corrections.caption')}
          rows={corrections}
          rowKey={({ station, contest, version }) => `${station} ${contest} ${version}`}
          columns={[
            {
              key: 'station',
              header: t('results.station'),
              rowHeader: true,
              cell: ({ station }) => (
                <a href={`${to(addresses.resultStation(view.code))}${stationQuery(station)}`}>
                  {station}
                </a>
              ),
            },
            {
              key: 'contest',
              header: t('results.contest'),
              cell: ({ contest }) => (
                <Localized text={contestOf(view, contest)?.title ?? { en: contest }} />
              ),
            },
            {
              key: 'version',
              header: t('definition.version'),
              numeric: true,
              cell: ({ version }) => number(version),
            },
            {
              key: 'reason',
              header: t('results.reason'),
              // Written by the commission in its own language.
              cell: ({ reason }) => <q className="res-quote">{reason}</q>,
            },
            {
              key: 'at',
              header: t('calendar.time'),
              cell: ({ at }) => <time dateTime={at}>{dateTime(at, timeZone)}</time>,
            },
          ]}
        />
      )}
    </section>
  );
}

/** What two people certified, version by version. */
export function Certified({ view, result }: Props) {
  const { t, number } = usePage();
  const { certified } = result.record;
  if (result.file !== NATION) return null;
  return (
    <section id="certified">
      <h2>{t('certified.title')}</h2>
      {certified.length === 0 ? (
        <p>{t('certified.none')}</p>
      ) : (
        <DataTable
          caption={t('certified.caption')}
          rows={certified}
          rowKey={({ version }) => String(version)}
          columns={[
            {
              key: 'version',
              header: t('definition.version'),
              rowHeader: true,
              cell: ({ version }) => (
                <a href={resultFile(view.code, `certified/${version}.json`)}>{number(version)}</a>
              ),
            },
            {
              key: 'reason',
              header: t('results.reason'),
              cell: ({ reason, overridden }) => (
                <>
                  <q className="res-quote">{reason}</q>
                  {overridden.length === 0 ? null : (
                    <p>
                      {t('certified.overridden', {
                        count: overridden.reduce((sum, { count }) => sum + count, 0),
                      })}
                    </p>
                  )}
                </>
              ),
            },
            {
              key: 'hash',
              header: t('definition.hash'),
              cell: ({ sha256 }) => <code className="site-hash">{sha256}</code>,
            },
          ]}
        />
      )}
    </section>
  );
}

/** Every file with its hash, signed. */
const MANIFEST = 'manifest.json';

/** The same figures as files, each with its hash, and the key that signed them. */
export function Downloads({ view, result }: Props) {
  const { t } = usePage();
  const { area, file } = result;
  const unnamed = (one: string) => ({ file: one, sha256: null });
  const listed = area.downloads.map((one) => ({ ...one, file: pathOf(file, one.file) }));
  const papers = result.papers.filter((paper) => listed.every((one) => one.file !== paper));
  const files = [
    unnamed(`${file}.json`),
    ...listed,
    ...papers.map(unnamed),
    ...(file === NATION ? [unnamed(MANIFEST)] : []),
  ];
  return (
    <section id="downloads">
      <h2>{t('data.title')}</h2>
      <DataTable
        caption={t('downloads.caption')}
        rows={files}
        rowKey={(one) => one.file}
        columns={[
          {
            key: 'file',
            header: t('data.file'),
            rowHeader: true,
            cell: (one) => (
              <a href={resultFile(view.code, one.file)} download>
                {one.file.slice(one.file.lastIndexOf('/') + 1)}
              </a>
            ),
          },
          {
            key: 'hash',
            header: t('definition.hash'),
            cell: ({ file: one, sha256 }) => {
              if (sha256 !== null) return <code className="site-hash">{sha256}</code>;
              return t(one.endsWith('.json') ? 'downloads.signed' : 'downloads.inManifest');
            },
          },
        ]}
      />
      <p className="ov-as-of">
        {t('downloads.key')} <code className="site-hash">{area.signature.key}</code>
      </p>
    </section>
  );
}

/** Siblings of an area's file are named by their last part or by their whole path. */
function pathOf(area: string, file: string): string {
  const folder = area.slice(0, area.lastIndexOf('/') + 1);
  return file.includes('/') ? file : `${folder}${file}`;
}
