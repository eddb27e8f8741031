import type { Language } from '@ovoz/ui/messages';

/** What the script of the requests to vote abroad needs. */
export type AbroadData = {
  readonly election: string;
  readonly language: Language;
  readonly timeZone: string;
  /** Places in braces are filled by the script. */
  readonly words: Readonly<Record<AbroadWord, string>>;
};

export const ABROAD_WORDS = [
  'abroad.until',
  'abroad.closed',
  'abroad.counts',
  'abroad.none',
  'abroad.done',
  'abroad.invalid',
  'abroad.empty',
  'lookup.working',
  'lookup.refused',
  'lookup.failed',
] as const;
export type AbroadWord = (typeof ABROAD_WORDS)[number];
