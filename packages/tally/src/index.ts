export * from './check-protocol.ts';
