export * from './districts.ts';
export * from './generation-plan.ts';
export * from './geography-csv.ts';
export * from './known-districts.ts';
export type { BoundaryCollection } from './outline.ts';
export * from './stations.ts';
export * from './given-files.ts';
