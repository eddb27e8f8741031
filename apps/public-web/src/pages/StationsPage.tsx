import { GeneratedMark } from '@ovoz/ui';
import type { ElectionView } from '../site/election-view.ts';
import { usePage } from '../site/page-context.tsx';
import { finderData } from '../site/finder-data.ts';
import { AddressForm } from './AddressForm.tsx';
import { DataBlock } from './DataBlock.tsx';
import { hasGeneratedStations } from './KeyFigures.tsx';
import { RegionTable } from './MapPage.tsx';
import { PageFrame } from './PageFrame.tsx';

/** The finder of polling stations. Without scripts it is the way to the tables of the regions. */
export function StationsPage({ view }: { readonly view: ElectionView }) {
  const page = usePage();
  const { t } = page;
  const data = finderData(view, page.language.tag, page.say, page.to, t);
  return (
    <PageFrame title={t('stations.title')} view={view}>
      <p className="site-lead">{t('stations.lead')}</p>
      {hasGeneratedStations(view) ? (
        <p>
          <GeneratedMark /> {t('generated.stations')}
        </p>
      ) : null}
      {view.hasAddresses ? <AddressForm view={view} /> : null}
      {view.points === null ? null : (
        <>
          {view.hasAddresses ? <h2>{t('address.otherwise')}</h2> : null}
          <form id="finder-form" className="ov-needs-scripts site-finder-form">
            <div className="ov-search">
              <label htmlFor="finder-query">{t('stations.search')}</label>
              <input id="finder-query" type="search" autoComplete="off" maxLength={100} />
            </div>
            <button type="submit" className="site-button">
              {t('stations.open')}
            </button>
            <p role="status" />
          </form>
          <div id="finder" className="ov-needs-scripts" />
          <DataBlock id="finder-data" content={data} />
        </>
      )}
      <h2>{t('stations.byRegion')}</h2>
      <RegionTable view={view} />
    </PageFrame>
  );
}
