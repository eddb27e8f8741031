import { createContext, type ReactNode, useContext } from 'react';
import type { Translator } from '../messages/translator.ts';
import type { UiKey } from '../messages/ui-catalogues.ts';

const TranslatorContext = createContext<Translator | null>(null);

type Props = { readonly translator: Translator<never>; readonly children: ReactNode };

/** Gives all parts below the language to speak. The catalogues must hold the keys of the parts. */
export function TranslatorProvider({ translator, children }: Props) {
  return (
    // Keys differ between apps; `useTranslator` gives them back to those who ask.
    <TranslatorContext.Provider value={translator as Translator}>
      {children}
    </TranslatorContext.Provider>
  );
}

/** The translator of the page. An app names its keys: `useTranslator<AppKey>()`. */
export function useTranslator<Key extends string = UiKey>(): Translator<Key | UiKey> {
  const translator = useContext(TranslatorContext);
  if (translator === null) throw new Error('there is no TranslatorProvider above');
  return translator;
}
