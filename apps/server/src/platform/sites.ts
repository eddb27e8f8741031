import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hotFiles } from './hot-files.ts';
import type { Platform } from './platform.ts';
import { sendProblem } from './problem.ts';
import { isVerifierPage, VERIFIER_POLICY } from './verifier-page.ts';

const ADMIN_WEB = fileURLToPath(new URL('../../../admin-web/dist/', import.meta.url));
const ONE_YEAR_SECONDS = 31_536_000;
const HTML = 'text/html; charset=utf-8';
/** First parts of the addresses of the public pages, beside `uz-cyrl`. */
const SEGMENTS = new Set(['en', 'uz', 'ru', 'mn', 'az', 'ky', 'kk', 'ka']);

/** Folder of the published files and pages; any other web server can serve the same. */
export function siteFolder(dataDirectory: string): string {
  return join(dataDirectory, 'site');
}

/** The public pages: files from the disk, with no database behind them. */
export async function registerPublicSite(app: FastifyInstance, platform: Platform): Promise<void> {
  app.get('/', { schema: { hide: true } }, async (request, reply) => {
    const language = chooseLanguage(request.headers['cookie'], request.headers['accept-language']);
    return reply.header('vary', 'cookie, accept-language').redirect(`/${language}/`, 302);
  });
  await app.register(fastifyStatic, {
    root: siteFolder(platform.configuration.dataDirectory),
    prefix: '/',
    decorateReply: false,
    preCompressed: true,
    index: ['index.html'],
    redirect: true,
    setHeaders: (reply, path) => {
      reply.header('cache-control', cacheControl(path));
      if (isVerifierPage(path)) reply.header('content-security-policy', VERIFIER_POLICY);
      if (isLogText(path)) reply.header('content-type', 'text/plain; charset=utf-8');
    },
  });
  serveHotFiles(app, platform);
}

/** Checkpoints, key and lookup lines of the public log are text for people, too; they have no ending that says so. */
function isLogText(path: string): boolean {
  const isOfLog = path.includes(LOG) && !path.includes(TILES) && !path.endsWith('.json');
  return isOfLog || path.endsWith('.minisig');
}

const LOG = '/published/log/';
const TILES = '/published/log/tile/';

function cacheControl(path: string): string {
  // A tile of one width never changes (C2SP tlog-tiles); a witness must see a checkpoint as it stands now.
  if (path.includes(TILES)) return `public, max-age=${ONE_YEAR_SECONDS}, immutable`;
  if (path.includes(LOG)) return 'no-cache';
  return path.includes('/assets/')
    ? `public, max-age=${ONE_YEAR_SECONDS}, immutable`
    : 'public, max-age=10';
}

/**
 * Lets files that many ask for be answered before the routes. Beside nginx, serving the same file of 100 kB:
 * see bench/README.md. What is answered so is in no metric of requests.
 */
function serveHotFiles(app: FastifyInstance, { configuration }: Platform): void {
  const hot = hotFiles(siteFolder(configuration.dataDirectory), cacheControl);
  const routes = app.server.listeners('request');
  app.server.removeAllListeners('request');
  app.server.on('request', (request, response) => {
    if (hot.serve(request, response)) return;
    for (const route of routes) route.call(app.server, request, response);
  });
  // The headers that guard every answer are those of the app itself.
  app.addHook('onListen', async () => {
    const { headers } = await app.inject({ method: 'GET', url: '/' });
    hot.guardWith(
      Object.fromEntries(
        Object.entries(headers).flatMap(([name, value]) =>
          OF_ONE_ANSWER.has(name) || value === undefined ? [] : [[name, value]],
        ),
      ),
    );
  });
}

/** Headers that belong to the redirection, not to every answer. */
const OF_ONE_ANSWER = new Set([
  'location',
  'vary',
  'date',
  'connection',
  'content-length',
  'content-type',
  'set-cookie',
  'x-request-id',
  'cache-control',
]);

/**
 * What is not there: to a person who follows an old link a page in their language, to programs a problem.
 * Where no pages were written yet, and on the administration's own origin, everybody gets the problem.
 */
export function answerNotFound({ configuration }: Platform) {
  const site = siteFolder(configuration.dataDirectory);
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const wantsPage = request.headers.accept?.includes('text/html') === true;
    if (wantsPage && request.method === 'GET' && !/^\/(api|admin)\//.test(request.url)) {
      const { cookie, 'accept-language': accepted } = request.headers;
      const first = request.url.split('/', 2)[1] ?? '';
      const language = first === 'uz-cyrl' || SEGMENTS.has(first) ? first : null;
      const file = join(site, language ?? chooseLanguage(cookie, accepted), '404.html');
      const page = await readFile(file).catch(() => null);
      if (page !== null) {
        return reply.code(404).header('cache-control', 'no-store').type(HTML).send(page);
      }
    }
    return sendProblem(request, reply, { code: 'not-found' });
  };
}

/** The administration's pages: one document, whatever the address below /admin/. */
export async function registerAdminSite(app: FastifyInstance, platform: Platform): Promise<void> {
  // Outside of a demonstration nothing else lives on this origin.
  if (platform.installation.kind === 'real') {
    app.get('/', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/admin/'));
  }
  const built = existsSync(join(ADMIN_WEB, 'index.html'));
  app.get('/admin', { schema: { hide: true } }, async (_request, reply) =>
    reply.redirect('/admin/'),
  );
  if (!built) {
    app.log.warn('the administration pages are not built; run: npm run build');
    return;
  }
  await app.register(fastifyStatic, {
    root: join(ADMIN_WEB, 'assets'),
    prefix: '/admin/assets/',
    preCompressed: true,
    wildcard: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Also called for the document sent below, which names the assets and must never be kept.
      const lasting = path.startsWith(join(ADMIN_WEB, 'assets'));
      reply.header(
        'cache-control',
        lasting ? `public, max-age=${ONE_YEAR_SECONDS}, immutable` : 'no-cache',
      );
    },
  });
  const page = { schema: { hide: true } };
  app.get('/admin/*', page, async (request, reply) => {
    const file = request.url.split('?', 1)[0]?.slice('/admin/'.length) ?? '';
    if (/^[a-z0-9-]+\.(js|svg|css|webmanifest)$/.test(file)) return reply.sendFile(file, ADMIN_WEB);
    if (file.includes('.')) return sendProblem(request, reply, { code: 'not-found' });
    return reply.sendFile('index.html', ADMIN_WEB);
  });
}

/** The language that the visitor chose before, else the first that the browser asks for. */
export function chooseLanguage(cookies: string | undefined, accepted: string | undefined): string {
  const chosen = /(?:^|;\s*)ovoz-language=([A-Za-z-]+)/.exec(cookies ?? '')?.[1] ?? '';
  const wished = (accepted ?? '').split(',').map((range) => range.split(';', 1)[0]?.trim() ?? '');
  for (const tag of [chosen, ...wished]) {
    const segment = segmentOf(tag.toLowerCase());
    if (segment !== undefined) return segment;
  }
  return 'en';
}

/** `uz-latn-uz` and `uz` are read below /uz/, `uz-cyrl` below /uz-cyrl/. */
function segmentOf(tag: string): string | undefined {
  if (tag.startsWith('uz-cyrl')) return 'uz-cyrl';
  const segment = tag.split('-', 1)[0] ?? '';
  return SEGMENTS.has(segment) ? segment : undefined;
}
