import type { TestContext } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createApp } from '../src/app.ts';
import { loadCountryPacks } from '../src/modules/geography/public.ts';
import type { TestServer } from './start-test-server.ts';

/** The same database and keys behind a server that is no demonstration: sessions of the one hold at the other. */
export async function openAsRealInstallation(
  t: TestContext,
  { platform }: TestServer,
): Promise<FastifyInstance> {
  const installation = { ...platform.installation, kind: 'real' } as const;
  const app = await createApp({ ...platform, installation }, loadCountryPacks());
  t.after(() => app.close());
  return app;
}
