import { availableParallelism } from 'node:os';
import { openDatabase } from '../../../platform/database.ts';
import { inOwnProcess } from '../../../platform/own-process.ts';
import { printRolls } from './print-rolls.ts';
import { startRollSetters } from './roll-setters.ts';

export type PrintInput = {
  readonly databaseUrl: string;
  readonly dataDirectory: string;
  readonly election: string;
  readonly print: string;
};

/** Each takes 220 MB; two print a nation within the hour. */
const MAX_SETTERS = 2;
const CONNECTIONS = 4;

inOwnProcess<PrintInput>(async ({ databaseUrl, ...request }, stop) => {
  const database = openDatabase(databaseUrl, 'ovoz_server', CONNECTIONS);
  const atOnce = Math.min(MAX_SETTERS, availableParallelism());
  const setters = startRollSetters(atOnce);
  try {
    await printRolls(database, request, { setters, atOnce, stop, now: () => new Date() });
  } finally {
    setters.end();
    await database.end({ timeout: 1 });
  }
});
