import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { type BrowserProgram, unpackNpmBrowser } from './npm-browser.ts';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

/** No call home and no first-run pages; pages are tested, not the network of a browser maker. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A headless Chromium for journeys: the one that OVOZ_BROWSER names, or the machine's own, or the
 * one that npm brought (OVOZ_BROWSER=npm asks for that one).
 */
export async function launchBrowser(program: BrowserProgram = findBrowser()): Promise<Browser> {
  return chromium.launch({
    executablePath: program.executablePath,
    args: [...QUIET, ...program.args],
    env: { ...process.env, ...program.env },
  });
}

export function findBrowser(
  wish: string | undefined = process.env['OVOZ_BROWSER'],
): BrowserProgram {
  if (wish === 'npm') return unpackNpmBrowser();
  if (wish !== undefined && !existsSync(wish)) {
    throw new Error(`OVOZ_BROWSER names ${wish}, which is not there.`);
  }
  const executablePath = wish ?? INSTALLED.find((path) => existsSync(path));
  return executablePath === undefined ? unpackNpmBrowser() : { executablePath, args: [], env: {} };
}
