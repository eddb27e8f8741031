import { linkSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tablePath } from '../apps/server/src/modules/voter-lookup/build-table.ts';
import { answerOf, registerVoterLookup } from '../apps/server/src/modules/voter-lookup/routes.ts';
import type { Configuration } from '../apps/server/src/platform/configuration.ts';
import { createHttp } from '../apps/server/src/platform/http.ts';
import { createLog } from '../apps/server/src/platform/log.ts';
import { createMetrics } from '../apps/server/src/platform/metrics.ts';
import type { Platform } from '../apps/server/src/platform/platform.ts';
import { loadServerKeys } from '../apps/server/src/platform/server-keys.ts';

// PORT FOLDER ELECTION: the look-up as the server has it, with limits that admit everybody, and beside it
// a POST of the same set-up that answers the same bytes without looking.
const [port = '', folder = '', election = ''] = process.argv.slice(2);
const configuration = {
  adminOrigin: `http://127.0.0.1:${port}`,
  dataDirectory: folder,
  logLevel: 'warn',
  logJson: true,
} as Configuration;
const path = tablePath(folder, election);
mkdirSync(dirname(path), { recursive: true });
linkSync(join(folder, 'table'), path);
// Of the platform it needs log, folder, keys and clock only.
const platform = {
  configuration,
  log: createLog(configuration),
  keys: loadServerKeys(folder),
  now: () => new Date(),
} as Platform;
const metrics = createMetrics();
const app = await createHttp(platform, metrics);
registerVoterLookup(app, platform, metrics, {
  admit: () => Promise.resolve('free'),
  note: () => false,
  isUnderAttack: () => false,
  takeEnded: () => null,
  counts: () => ({ questions: 0, misses: 0 }),
});
const constant = answerOf('1', 'roll');
app.post('/constant', async () => constant);
await app.listen({ host: '127.0.0.1', port: Number(port) });
process.on('SIGTERM', () => process.exit(0));
// Whoever measures was killed.
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
