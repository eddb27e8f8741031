export * from './archive-blob.ts';
export * from './browser-platform.ts';
