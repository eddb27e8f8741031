import { addresses } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import type { LookupData } from '../site/lookup-data.ts';
import { usePage } from '../site/page-context.tsx';
import { DataBlock } from './DataBlock.tsx';
import { PageFrame } from './PageFrame.tsx';

/** "Am I on the list": two numbers in, the number of a station out. */
export function VoterLookupPage({ view }: { readonly view: ElectionView }) {
  const { t, to } = usePage();
  const data: LookupData = {
    election: view.code,
    stations: to(addresses.stations(view.code)),
    words: {
      'lookup.working': t('lookup.working'),
      'lookup.found': t('lookup.found', { station: '{station}' }),
      'lookup.roll': t('lookup.roll'),
      'lookup.register': t('lookup.register'),
      'lookup.missed': t('lookup.missed'),
      'lookup.missed.do': t('lookup.missed.do'),
      'lookup.puzzle': t('lookup.puzzle'),
      'lookup.refused': t('lookup.refused'),
      'lookup.failed': t('lookup.failed'),
      'lookup.notBuilt': t('lookup.notBuilt'),
      'lookup.empty': t('lookup.empty'),
      'lookup.station': t('lookup.station'),
    },
  };
  return (
    <PageFrame title={t('lookup.title')} view={view}>
      <p className="site-lead">{t('lookup.lead')}</p>
      <noscript>
        <p>{t('lookup.noScripts')}</p>
      </noscript>
      <form id="lookup-form" className="ov-needs-scripts site-lookup" autoComplete="off">
        <NumberField id="lookup-national" label={t('lookup.national')} />
        <NumberField id="lookup-document" label={t('lookup.document')} />
        <p className="site-lookup__hint" id="lookup-hint">
          {t('lookup.hint')}
        </p>
        <button type="submit" className="site-button">
          {t('lookup.ask')}
        </button>
      </form>
      <div id="lookup-answer" className="site-lookup__answer" role="status" />
      <DataBlock id="lookup-data" content={data} />
    </PageFrame>
  );
}

function NumberField({ id, label }: { readonly id: string; readonly label: string }) {
  return (
    <p className="site-lookup__field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        aria-describedby="lookup-hint"
        required
      />
    </p>
  );
}
