export * from './catalogues.ts';
export * from './check-catalogues.ts';
export type * from './formats.ts';
export * from './languages.ts';
export * from './translator.ts';
export * from './ui-catalogues.ts';
