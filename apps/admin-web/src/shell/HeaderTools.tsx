import { ColorSchemeSwitch, LANGUAGES, LanguageChoice } from '@ovoz/ui';
import { useEffect } from 'react';
import { ADMIN_LANGUAGES, type AdminLanguage, useChooseLanguage } from '../language.ts';

const OFFERED = LANGUAGES.filter((one) => ADMIN_LANGUAGES.includes(one.tag as AdminLanguage));

/** Language and appearance. */
export function HeaderTools() {
  const choose = useChooseLanguage();
  // The script that keeps the choice marks the buttons when the document is ready; these come later.
  useEffect(() => {
    const { colorScheme } = document.documentElement.dataset;
    for (const button of document.querySelectorAll<HTMLElement>('[data-color-scheme-choice]')) {
      const isChosen = button.dataset.colorSchemeChoice === colorScheme;
      button.setAttribute('aria-pressed', String(isChosen));
    }
  }, []);
  return (
    <>
      <LanguageChoice languages={OFFERED} onChoose={(tag) => choose(tag as AdminLanguage)} />
      <ColorSchemeSwitch />
    </>
  );
}
