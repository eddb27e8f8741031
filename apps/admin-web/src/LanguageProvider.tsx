import { TranslatorProvider } from '@ovoz/ui';
import { type ReactNode, useCallback, useState } from 'react';
import { type AdminLanguage, ChooseLanguage } from './language.ts';
import { type AdminTranslator, loadTranslator, rememberLanguage } from './load-language.ts';

type Props = { readonly first: AdminTranslator; readonly children: ReactNode };

/** Gives the chosen language to all screens. The messages of another one are fetched when it is chosen. */
export function LanguageProvider({ first, children }: Props) {
  const [translator, setTranslator] = useState(first);
  const choose = useCallback((tag: AdminLanguage) => {
    rememberLanguage(tag);
    void loadTranslator(tag).then(setTranslator);
  }, []);
  return (
    <ChooseLanguage value={choose}>
      <TranslatorProvider translator={translator}>{children}</TranslatorProvider>
    </ChooseLanguage>
  );
}
