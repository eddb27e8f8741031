import { addressData } from '../site/address-data.ts';
import type { ElectionView } from '../site/election-view.ts';
import { usePage } from '../site/page-context.tsx';
import { DataBlock } from './DataBlock.tsx';

/** The search by address: the region here, each further step when the one before is chosen. */
export function AddressForm({ view }: { readonly view: ElectionView }) {
  const { t, say, to, language, languageName, compare } = usePage();
  const regions = view.regions
    .map(({ code, name }) => ({ code, name: say.text(name) }))
    .toSorted((a, b) => compare(a.name, b.name));
  const data = addressData(view, language, say, to, languageName);
  return (
    <section className="ov-needs-scripts site-address" aria-labelledby="address-title">
      <h2 id="address-title">{t('address.title')}</h2>
      <p>{t('address.lead')}</p>
      <div id="address-steps" className="site-address__steps">
        <p>
          <label htmlFor="address-region">{t('address.region')}</label>
          <select id="address-region" autoComplete="off" defaultValue="">
            <option value="">{t('address.choose')}</option>
            {regions.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </p>
      </div>
      <div id="address-found" role="status" />
      <DataBlock id="address-data" content={data} />
    </section>
  );
}
