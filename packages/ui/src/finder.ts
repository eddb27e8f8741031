/** What a page needs that only finds stations: without the catalogues of all languages. */
export type { Boundaries } from './map/boundaries.ts';
export { translatorOf } from './messages/translator.ts';
export { TranslatorProvider, useTranslator } from './parts/TranslatorProvider.tsx';
export { StationFinder } from './stations/StationFinder.tsx';
