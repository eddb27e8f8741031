import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findBrowser, launchBrowser } from './launch-browser.ts';
import { type BrowserProgram, unpackNpmBrowser } from './npm-browser.ts';

const LIMIT = { timeout: 60_000 };

/** Opens a real page, lays text out with a font, and takes a picture. */
async function proveUsable(program: BrowserProgram): Promise<void> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><h1 style="font-size:40px;display:inline-block">Ovoz</h1>');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const browser = await launchBrowser(program);
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const width = await page.locator('h1').evaluate((element) => element.clientWidth);
    assert.ok(width > 40, `the text is ${width} pixels wide`);
    assert.ok((await page.screenshot()).length > 1000);
    assert.equal(await page.evaluate('isSecureContext'), true);
  } finally {
    await browser.close();
    server.close();
  }
}

test('the browser that journeys use works', LIMIT, async () => {
  await proveUsable(findBrowser());
});

test('the browser of npm works', LIMIT, async () => {
  await proveUsable(findBrowser('npm'));
});

test(
  'processes that unpack the browser of npm at once do not disturb each other',
  LIMIT,
  async (t) => {
    const cache = mkdtempSync(join(tmpdir(), 'ovoz-browser-'));
    t.after(() => rmSync(cache, { recursive: true, force: true }));
    const module = new URL('./npm-browser.ts', import.meta.url).href;
    const program = `import { unpackNpmBrowser } from ${JSON.stringify(module)};
    unpackNpmBrowser(${JSON.stringify(cache)});`;
    const unpack = async () => {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
        stdio: 'inherit',
      });
      const [exitCode] = await once(child, 'close');
      return exitCode;
    };
    assert.deepEqual(await Promise.all([unpack(), unpack()]), [0, 0]);
    assert.equal(readdirSync(cache).length, 1);
    await proveUsable(unpackNpmBrowser(cache));
  },
);

test('a browser that was asked for and is not there is named', () => {
  assert.throws(() => findBrowser('/nowhere/chromium'), /\/nowhere\/chromium/);
});
