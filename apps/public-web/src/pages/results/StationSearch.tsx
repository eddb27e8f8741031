import { addresses } from '../../site/addresses.ts';
import type { ElectionView } from '../../site/election-view.ts';
import { usePage } from '../../site/page-context.tsx';

/** Goes to the page that finds a station or an area; a plain form, so that it works without scripts. */
export function StationSearch({ view }: { readonly view: ElectionView }) {
  const { t, to } = usePage();
  return (
    <form
      className="site-finder-form res-search ov-no-print"
      action={to(addresses.resultSearch(view.code))}
      method="get"
    >
      <div className="ov-search">
        <label htmlFor="result-query">{t('search.label')}</label>
        <input id="result-query" name="q" type="search" autoComplete="off" maxLength={100} />
      </div>
      <button type="submit" className="site-button">
        {t('search.go')}
      </button>
    </form>
  );
}
