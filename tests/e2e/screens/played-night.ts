import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as contract from '@ovoz/contract';
import type { Browser } from 'playwright-core';
import { createCallTimes } from '../../drills/call-times.ts';
import { signIn } from '../../drills/drill-client.ts';
import { type DrillServer, startDrillServer } from '../../drills/drill-server.ts';
import { untilSettled } from '../../drills/leave-record.ts';
import { playNationalDrill } from '../../drills/national-drill.ts';
import { openProgress } from '../../drills/progress-line.ts';
import { type FoundPapers, morningScenes, nightScenes } from './result-scenes.ts';
import { takeFirstPage, takeScene } from './take-scene.ts';

const COUNTRY = 'uzbekistan';
const CODE = `${COUNTRY}-2026-12-27-drill`;
const RESULTS = `published/elections/${CODE}/results/`;
/** So many that every region has some, so few that the night is short. */
const DRILL = { country: COUNTRY, seed: '7', stations: 600, runoffs: 2 } as const;
/** Slow enough for pictures in its middle. */
const NIGHT_SECONDS = 200;
const MIDDLE = 0.4;
const POLL_MS = 500;
const PDF_LIMIT_MS = 240_000;

/** Plays a drill on a server of its own, and takes pictures in its night and on the morning after. */
export async function playNight(browser: Browser, folder: string): Promise<void> {
  const server = await startDrillServer(folder, COUNTRY);
  try {
    const progress = openProgress(process.stdout);
    const drill = { ...DRILL, seconds: NIGHT_SECONDS };
    const played = playNationalDrill(server, drill, progress);
    await Promise.all([played, takeNight(browser, server)]);
    await takeMorning(browser, server);
  } finally {
    await server.stop();
  }
}

/** Takes the pictures of the morning after from the folder of a drill that was played before (`--out`). */
export async function wakeAfterNight(browser: Browser, folder: string): Promise<void> {
  const server = await startDrillServer(folder, COUNTRY);
  try {
    await takeMorning(browser, server);
  } finally {
    await server.stop();
  }
}

async function takeMorning(browser: Browser, server: DrillServer): Promise<void> {
  await untilCertified(server);
  await untilSettled(join(server.site, 'published'), CODE);
  const corrected = correctedIn(server.site);
  const found = { ...(await findPapers(server)), corrected };
  for (const scene of morningScenes(CODE, found)) await takeScene(browser, server.origin, scene);
  await pictureOf(server.site, 'nation-en.pdf', 'public-protocol-pdf-nation-en-page');
  const station = `stations/${corrected ?? ''}.pdf`;
  await pictureOf(server.site, station, 'public-protocol-pdf-station-uz-page');
}

/** Pages of all areas in all languages follow the figures a moment later. */
async function untilCertified({ origin }: DrillServer): Promise<void> {
  const areas = ['', 'territories/1718/', 'districts/constituency-1/'];
  const places = ['uz', 'ru', 'en'].flatMap((language) =>
    areas.map((area) => `${origin}/${language}/elections/${CODE}/results/${area}`),
  );
  for (const place of places) {
    while (!(await (await fetch(place)).text()).includes('res-head--certified')) {
      await wait(POLL_MS);
    }
  }
}

async function takeNight(browser: Browser, server: DrillServer): Promise<void> {
  await untilHalfCounted(server);
  const found = { ...(await findPapers(server)), corrected: null };
  for (const scene of nightScenes(CODE, found)) await takeScene(browser, server.origin, scene);
}

/** Until the drill has made its election and opened the count, the server refuses; that is nothing counted. */
async function untilHalfCounted({ origin }: DrillServer): Promise<void> {
  const central = await signIn(origin, createCallTimes(), 'demo.central');
  for (;;) {
    const shown = await central.tryCall(contract.getCoverage, {
      params: { code: CODE },
      query: {},
    });
    const whole = shown.ok ? shown.value.whole : null;
    if (whole !== null && whole.accepted >= whole.due * MIDDLE) return;
    await wait(POLL_MS);
  }
}

async function findPapers({ origin }: DrillServer): Promise<Omit<FoundPapers, 'corrected'>> {
  const central = await signIn(origin, createCallTimes(), 'demo.central');
  const first = async (filter: contract.ProtocolFilter) => {
    const query = { filter, contest: 'party-list' };
    const { protocols } = await central.call(contract.listProtocols, {
      params: { code: CODE },
      query,
    });
    return protocols[0]?.station ?? null;
  };
  return { withErrors: await first('with-errors'), withAlarm: await first('with-alarms') };
}

/** The first station of which the published nation tells a second version. */
function correctedIn(site: string): string | null {
  const nation: unknown = JSON.parse(readFileSync(join(site, RESULTS, 'nation.json'), 'utf8'));
  assert.ok(typeof nation === 'object' && nation !== null && 'corrections' in nation);
  const corrections = nation.corrections as contract.PublishedArea['corrections'];
  const found = corrections.find(
    ({ version, contest }) => version === 2 && contest === 'party-list',
  );
  return found?.station ?? null;
}

/** First page of a printed protocol, when it has come out of the queue. */
async function pictureOf(site: string, file: string, name: string): Promise<void> {
  const pdf = join(site, RESULTS, file);
  const limit = performance.now() + PDF_LIMIT_MS;
  while (!existsSync(pdf)) {
    assert.ok(performance.now() < limit, `${file} was made`);
    await wait(POLL_MS);
  }
  takeFirstPage(pdf, name);
}
