import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
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
