import { setTimeout as wait } from 'node:timers/promises';
import { openCount } from '@ovoz/contract';
import { forEachAtOnce } from './at-once.ts';
import { decidePapers } from './decide-papers.ts';
import type { Founders } from './drill-election.ts';
import { setClock } from './drill-election.ts';
import type { DrillStation } from './drill-geography.ts';
import { keyPapers } from './key-papers.ts';
import type { Night, RegionDesk } from './night.ts';
import { clockParts } from './night-clock.ts';
import type { StationPlan } from './night-plan.ts';
import { sendPapers, uploadCarried } from './send-papers.ts';

/** Stations that send at the same moment, as the busiest minute of a real night has them. */
const CONNECTIONS = 12;
const TYPISTS = 6;
const DESK_EVERY_MS = 1500;
const POLL_MS = 20;
const HOUR_MS = 3_600_000;

/** Protocols are awaited from now on. */
export async function openTheCount(
  { election, figures }: Night,
  [central]: Founders,
): Promise<{ readonly releaseAtMs: number }> {
  const opened = await central.call(openCount, { params: { code: election.code }, body: {} });
  figures.papersDue = opened.protocols;
  return { releaseAtMs: Date.parse(opened.releaseAt) };
}

/** From the close of the first stations until the last paper was decided about. */
export async function playNight(
  night: Night,
  plans: readonly StationPlan[],
  seconds: number,
): Promise<void> {
  const desks = [...new Set(night.desks.values())];
  const papers = { done: false };
  const decided = Promise.all(desks.map((desk) => workDesk(night, desk, papers)));
  const came = (async () => {
    try {
      for (const { fromMs, speed, papers: part } of clockParts(plans, seconds)) {
        // A system that was slower than planned has the clock wait, not run back.
        const shows = Math.max(fromMs, night.legalNowMs());
        await night.setLegalClock(new Date(shows).toISOString(), speed);
        await playPart(night, part);
      }
    } finally {
      papers.done = true;
    }
  })();
  await Promise.all([came, decided]);
}

async function playPart(night: Night, plans: readonly StationPlan[]): Promise<void> {
  const part = { done: false };
  const slowed = slowClock(night, plans.at(-1)?.arrivesAtMs ?? 0, part);
  try {
    await playPapers(night, plans);
  } finally {
    part.done = true;
    await slowed;
  }
}

/** A machine that cannot keep up has the night go on at the speed of real time, not run into the next days. */
async function slowClock(
  night: Night,
  endsAtMs: number,
  part: { readonly done: boolean },
): Promise<void> {
  while (!part.done && night.legalNowMs() < endsAtMs) await wait(POLL_MS);
  if (part.done) return;
  await night.setLegalClock(new Date(night.legalNowMs()).toISOString(), 1);
}

async function playPapers(night: Night, plans: readonly StationPlan[]): Promise<void> {
  const typed = plans.filter(({ transport }) => transport === 'typed');
  const signed = plans.filter(({ transport }) => transport !== 'typed');
  await Promise.all([
    forEachAtOnce(typed, TYPISTS, async (plan) => {
      await untilLegal(night, plan.arrivesAtMs);
      await keyPapers(night, plan);
    }),
    forEachAtOnce(signed, CONNECTIONS, async (plan) => {
      await untilLegal(night, plan.arrivesAtMs);
      await sendPapers(night, plan);
    }),
  ]);
}

async function untilLegal({ legalNowMs }: Night, ms: number): Promise<void> {
  while (legalNowMs() < ms) await wait(POLL_MS);
}

/** Officers decide what lies there, as long as something may come. */
async function workDesk(
  night: Night,
  desk: RegionDesk,
  papers: { readonly done: boolean },
): Promise<void> {
  for (;;) {
    const isLast = papers.done;
    await uploadCarried(night, desk);
    await decidePapers(night, desk);
    if (isLast) return;
    await wait(DESK_EVERY_MS);
  }
}

/** The day before the night: the clock runs from hour to hour of the law. */
export async function playDay(
  night: Night,
  hours: readonly { readonly hour: string; readonly atMs: number }[],
  seconds: number,
  report: (hour: string, index: number) => Promise<void>,
): Promise<void> {
  const [first, last] = [hours[0], hours.at(-1)];
  if (first === undefined || last === undefined) return;
  const legalMs = last.atMs - first.atMs + HOUR_MS / 2;
  const speed = Math.ceil(legalMs / (seconds * 1000));
  await night.setLegalClock(new Date(first.atMs - HOUR_MS / 2).toISOString(), speed);
  for (const [index, { hour, atMs }] of hours.entries()) {
    await untilLegal(night, atMs);
    await report(hour, index);
  }
}

/** A clock that may be set from anywhere in the drill. */
export function legalClock(code: string, [central]: Founders) {
  let now: () => number = () => 0;
  return {
    legalNowMs: () => now(),
    setLegalClock: async (shows: string, speed: number) => {
      now = await setClock(central, code, shows, speed);
    },
  };
}

/** Another station than this one, whose device has a key. */
export function otherStations(plans: readonly StationPlan[]): (number: string) => string {
  const signing = plans
    .filter(({ transport, attempt }) => transport === 'sent' && attempt === null)
    .map(({ station }: { readonly station: DrillStation }) => station.number);
  return (number) => signing.find((other) => other !== number) ?? number;
}
