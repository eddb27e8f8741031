import type { Logger } from 'pino';
import type { Configuration } from './configuration.ts';
import type { Database } from './database.ts';
import type { ServerKeys } from './server-keys.ts';

/** What every module is given: the few things that are not its own. */
export type Platform = {
  readonly database: Database;
  readonly log: Logger;
  readonly configuration: Configuration;
  readonly installation: { readonly id: string; readonly kind: 'demo' | 'real' };
  readonly keys: ServerKeys;
  /** Real time. Legal time of training elections comes from their clock. */
  readonly now: () => Date;
};
