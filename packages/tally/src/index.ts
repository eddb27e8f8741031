export * from './check-protocol.ts';
export * from './form-roles.ts';
export * from './sanity.ts';
export * from './tabulate.ts';
