import type { FastifyInstance } from 'fastify';
import type { Platform } from '../../platform/platform.ts';
import { demoAccounts } from './demo-accounts.ts';
import type { TerritoryNames } from './grants.ts';
import { registerPeople } from './people-routes.ts';
import type { CountWaiting } from './session-state.ts';
import { registerSignIn } from './sign-in-routes.ts';

/** Signing in, sessions, people and their roles. */
export function registerAccess(
  app: FastifyInstance,
  platform: Platform,
  {
    territoryNames,
    countWaiting,
  }: {
    readonly territoryNames: TerritoryNames;
    readonly countWaiting: CountWaiting;
  },
): void {
  registerSignIn(app, platform, countWaiting, demoAccounts);
  registerPeople(app, platform, territoryNames);
}
