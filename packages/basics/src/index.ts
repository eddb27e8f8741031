export * from './assert.ts';
export * from './branded.ts';
export * from './canonical-json.ts';
export * from './fraction.ts';
export * from './result.ts';
