import { useTranslator } from './TranslatorProvider.tsx';

const CHOICES = ['auto', 'light', 'dark'] as const;

/** Appearance of the page. The buttons are served by `preferences.js`; without scripts they are hidden. */
export function ColorSchemeSwitch() {
  const { t } = useTranslator();
  return (
    <details className="ov-menu ov-needs-scripts">
      <summary aria-label={t('colorScheme.label')}>
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
          <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" strokeWidth="2" />
          <path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor" />
        </svg>
      </summary>
      <ul className="ov-menu__list">
        {CHOICES.map((choice) => (
          <li key={choice}>
            <button type="button" data-color-scheme-choice={choice}>
              {t(`colorScheme.${choice}`)}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
