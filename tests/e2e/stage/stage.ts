import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../browser/launch-browser.ts';
import { startServerProcess } from './server-process.ts';
import { type OpenVisit, openVisit, type Visit } from './visit.ts';

/** The election of the demonstration; its guides and addresses are made of this code. */
export const ELECTION = 'uzbekistan-2026-12-27-training';
const START_LIMIT_MS = 180_000;
/** Every screen in every language takes half a minute alone, and minutes on a machine that others use. */
const JOURNEY_LIMIT_MS = 300_000;

type Stage = {
  readonly origin: string;
  /** Folder of the published site. */
  readonly site: string;
  readonly browser: Browser;
  /** Server log, and pictures of what failed; kept only when something did. */
  readonly folder: string;
};

let stage: Stage | undefined;
let stop: (() => Promise<void>) | undefined;
let begun = 0;
/** Less than were begun when one failed, or took so long that it was given up. */
let arrived = 0;

/** What a journey gets: opens windows that are watched, each with cookies of its own. */
export type Travel = {
  readonly open: (wishes?: OpenVisit) => Promise<Visit>;
  readonly origin: string;
};

/** What is on the disk of the server. */
type Site = {
  /** Folder of the published site: what a mirror copies. */
  readonly site: string;
};

export type Journey = {
  readonly name: string;
  readonly go: (travel: Travel & Site) => Promise<void>;
};

export function journey(name: string, go: Journey['go']): Journey {
  return { name, go };
}

/** Tests for the journeys, one after the other, with one server and one browser for all of them. */
export function stageJourneys(journeys: readonly Journey[]): void {
  suite('journeys', () => {
    before(raise, { timeout: START_LIMIT_MS });
    after(lower, { timeout: START_LIMIT_MS });
    for (const { name, go } of journeys) {
      test(name, { timeout: JOURNEY_LIMIT_MS }, () => travel(name, go));
    }
  });
}

/**
 * When a journey fails, pictures of all its windows are kept. At its end each window must have been free
 * of errors, whatever the journey looked at.
 */
async function travel(name: string, go: Journey['go']): Promise<void> {
  if (stage === undefined) throw new Error('The server did not start.');
  const { browser, origin, site, folder } = stage;
  begun += 1;
  const visits: Visit[] = [];
  const open = async (wishes: OpenVisit = {}) => {
    const visit = await openVisit(browser, origin, wishes);
    visits.push(visit);
    return visit;
  };
  try {
    await go({ open, origin, site });
    for (const visit of visits) visit.assertUndisturbed();
    arrived += 1;
  } catch (error) {
    const pictures = join(folder, `journey-${begun}`);
    mkdirSync(pictures, { recursive: true });
    for (const [index, visit] of visits.entries()) {
      await visit.keepPicture(join(pictures, `window-${index + 1}`));
    }
    console.error(`Pictures of “${name}”: ${pictures}\nLog of the server: ${folder}/server.log`);
    throw error;
  } finally {
    for (const visit of visits) await visit.close();
  }
}

async function raise(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-journeys-'));
  const data = join(folder, 'data');
  const began = performance.now();
  const server = await startServerProcess(data, join(folder, 'server.log'));
  console.log(`The server took ${((performance.now() - began) / 1000).toFixed(1)} s to start.`);
  const browser = await launchBrowser();
  stage = { origin: server.origin, site: join(data, 'site'), browser, folder };
  stop = async () => {
    await browser.close();
    await server.stop();
    rmSync(arrived === begun ? folder : data, { recursive: true, force: true });
  };
}

async function lower(): Promise<void> {
  await stop?.();
}
