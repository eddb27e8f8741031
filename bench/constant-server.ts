import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Fastify from 'fastify';
import type { Configuration } from '../apps/server/src/platform/configuration.ts';
import { createHttp } from '../apps/server/src/platform/http.ts';
import { createLog } from '../apps/server/src/platform/log.ts';
import { createMetrics } from '../apps/server/src/platform/metrics.ts';
import type { Platform } from '../apps/server/src/platform/platform.ts';

// The peer of the authorised read: PORT FILE. Answers the JSON of FILE under /same with the set-up of
// our server (headers, ids, log, metrics; no session, no database) and under /bare, on PORT + 1, with
// a Fastify as it comes.
const [port = '', file = ''] = process.argv.slice(2);
const answer: unknown = JSON.parse(readFileSync(file, 'utf8'));
const configuration = {
  adminOrigin: `http://127.0.0.1:${port}`,
  dataDirectory: dirname(file),
  logLevel: 'info',
  logJson: true,
} as Configuration;
// Of the platform it needs the log and the addresses only.
const platform = { configuration, log: createLog(configuration) } as Platform;
const same = await createHttp(platform, createMetrics());
same.get('/same', async () => answer);
await same.listen({ host: '127.0.0.1', port: Number(port) });
const bare = Fastify();
bare.get('/bare', async () => answer);
await bare.listen({ host: '127.0.0.1', port: Number(port) + 1 });
process.on('SIGTERM', () => process.exit(0));
