import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { startTestServer } from '../../testing/start-test-server.ts';
import { siteFolder } from './sites.ts';

test('an old address answers a person with a page in their language and a program with a problem', async (t) => {
  const { app, platform } = await startTestServer(t);
  for (const language of ['mn', 'ru', 'uz-cyrl']) {
    const folder = join(siteFolder(platform.configuration.dataDirectory), language);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '404.html'), `<!doctype html><html lang="${language}">`);
  }
  const ask = (url: string, headers = {}) => app.inject({ method: 'GET', url, headers });
  const person = { accept: 'text/html,*/*', 'accept-language': 'ru' };

  const mongolian = await ask('/mn/elections/long-ago/', person);
  assert.equal(mongolian.statusCode, 404);
  assert.match(mongolian.body, /lang="mn"/, 'the language of the address');
  assert.match((await ask('/uz-cyrl/x', person)).body, /lang="uz-cyrl"/);
  assert.match((await ask('/nothing', person)).body, /lang="ru"/, 'the language of the browser');

  for (const [url, headers] of [
    ['/mn/elections/long-ago/', {}],
    ['/api/nothing', person],
    ['/kk/nothing', person],
  ] as const) {
    const answer = await ask(url, headers);
    assert.equal(answer.statusCode, 404);
    assert.equal(answer.json<{ code: string }>().code, 'not-found', url);
  }
});

test('a wrong choice in an address is refused once, with all that can be chosen', async (t) => {
  const { app } = await startTestServer(t);
  const answer = await app.inject({ method: 'GET', url: '/api/evidence?log=secret' });
  const { errors } = answer.json<{ errors: unknown }>();
  assert.deepEqual(errors, [
    { field: 'querystring/log', reason: 'It must be one of: public, audit.' },
  ]);
});

test('published files are served from memory as they stand on the disk, with the same guards', async (t) => {
  const { app, platform } = await startTestServer(t);
  const folder = join(siteFolder(platform.configuration.dataDirectory), 'published');
  mkdirSync(folder, { recursive: true });
  const put = (text: string) => {
    writeFileSync(join(folder, 'live.json'), text);
    writeFileSync(join(folder, 'live.json.gz'), gzipSync(text));
  };
  put('{"edition":1}');
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const ask = (path = '/published/live.json', headers = {}) =>
    fetch(`${origin}${path}`, { headers });
  const first = await ask();
  assert.equal(await first.text(), '{"edition":1}');
  assert.equal(first.headers.get('content-encoding'), 'gzip');
  assert.equal(first.headers.get('cache-control'), 'public, max-age=10');
  const slow = await app.inject({ method: 'GET', url: '/published/live.json' });
  for (const name of ['content-security-policy', 'x-content-type-options', 'referrer-policy']) {
    assert.equal(first.headers.get(name), slow.headers[name], name);
  }
  const etag = first.headers.get('etag') ?? '';
  assert.equal((await ask('/published/live.json', { 'if-none-match': etag })).status, 304);

  put('{"edition":2, "longer": true}');
  const limit = performance.now() + 5000;
  let text = '';
  while (text !== '{"edition":2, "longer": true}') {
    assert.ok(performance.now() < limit, 'the new file is served');
    text = await (await ask()).text();
  }
  rmSync(join(folder, 'live.json'));
  rmSync(join(folder, 'live.json.gz'));
  while ((await ask()).status !== 404) assert.ok(performance.now() < limit, 'it is gone');
  for (const path of [
    '/published/../keys/cookie.key',
    '/published/%2e%2e/keys/cookie.key',
    '/published/.x',
  ]) {
    assert.ok([403, 404].includes((await ask(path)).status), path);
  }
});

test('the page that verifies may run its own script, and no other page may', async (t) => {
  const { app, platform } = await startTestServer(t);
  const folder = join(siteFolder(platform.configuration.dataDirectory), 'verify');
  mkdirSync(folder, { recursive: true });
  const page = '<!doctype html><title>verify</title>';
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'index.html.gz'), gzipSync(page));
  writeFileSync(join(folder, 'other.html'), '<!doctype html><title>other</title>');
  const policyOf = async (url: string, headers = {}) => {
    const answer = await app.inject({ method: 'GET', url, headers });
    assert.equal(answer.statusCode, 200);
    return String(answer.headers['content-security-policy']);
  };
  for (const headers of [{}, { 'accept-encoding': 'gzip' }]) {
    const policy = await policyOf('/verify/', headers);
    assert.match(policy, /script-src 'unsafe-inline'.*worker-src blob:/);
    assert.match(policy, /connect-src 'self'.*frame-ancestors 'none'/);
  }
  assert.doesNotMatch(await policyOf('/verify/other.html'), /unsafe-inline|blob:/);
});
