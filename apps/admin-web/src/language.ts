import { type LocalizedText, textInLetters } from '@ovoz/election-model';
import { type Translator, type UiKey, useTranslator as useUiTranslator } from '@ovoz/ui';
import { createContext, useCallback, useContext } from 'react';
import type english from './messages/en.json';

/** Keys of the administration's own messages. */
export type AdminKey = keyof typeof english;
export type MessageKey = AdminKey | UiKey;

/** The languages of the administration, in the order in which they are offered. */
export const ADMIN_LANGUAGES = ['uz-Latn', 'uz-Cyrl', 'ru', 'en'] as const;
export type AdminLanguage = (typeof ADMIN_LANGUAGES)[number];

/** Changes the language of all screens. */
export const ChooseLanguage = createContext<(tag: AdminLanguage) => void>(() => undefined);

export function useChooseLanguage(): (tag: AdminLanguage) => void {
  return useContext(ChooseLanguage);
}

/** Messages, numbers, days and times as the chosen language writes them. */
export function useTranslator(): Translator<MessageKey> {
  return useUiTranslator<AdminKey>();
}

export function useMessages(): Translator<MessageKey>['t'] {
  return useTranslator().t;
}

/** Reads texts that come in several languages: in the chosen one, else in English. */
export function useText(): (text: LocalizedText) => string {
  const { tag } = useTranslator().language;
  return useCallback((text) => textInLetters(text, tag), [tag]);
}
