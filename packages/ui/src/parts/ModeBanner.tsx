import { useTranslator } from './TranslatorProvider.tsx';

/** Says on every page of a training election or drill that it is no real vote; nothing when live. */
export function ModeBanner({ mode }: { readonly mode: 'live' | 'training' | 'drill' }) {
  const { t } = useTranslator();
  if (mode === 'live') return null;
  return (
    <section className="ov-mode" aria-label={t(`mode.${mode}`)}>
      <div className="ov-width">
        <p>
          <strong>{t(`mode.${mode}.banner`)}</strong> {t('mode.notLive.explanation')}
        </p>
      </div>
    </section>
  );
}
