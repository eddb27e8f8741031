/// <reference lib="dom" />
import assert from 'node:assert/strict';
import type { ProtocolVersionView } from '@ovoz/contract';
import type { Browser, Page } from 'playwright-core';
import { callerAs, figuresFor, haveCountOpen, keyTwice } from '../stage/counting.ts';
import { ELECTION, type Travel } from '../stage/stage.ts';
import { openVisit, type Visit } from '../stage/visit.ts';
import type { KeyingScenes } from './result-scenes.ts';

const CONTEST = 'party-list';
const STATION = '12';
const ACCEPTED = ['5', '7'] as const;
const SPOILT = 'counts.ballots-spoilt';
const UNUSED = 'counts.ballots-unused';
const CORRECTED = { 'ballots-unused': 446, 'ballots-spoilt': 4 };
/** What people of the demonstration write in their own language. */
const REASON = 'Buzilgan bitta byulleten foydalanilmaganlar orasida ekan';

/** Opens the count of the ordinary demonstration, with papers that were keyed and one to correct. */
export async function prepareKeying(browser: Browser, origin: string): Promise<KeyingScenes> {
  const visits: Visit[] = [];
  const travel: Travel = {
    origin,
    open: async (wishes = {}) => {
      const visit = await openVisit(browser, origin, wishes);
      visits.push(visit);
      return visit;
    },
  };
  try {
    await haveCountOpen(travel);
    for (const station of ACCEPTED) await keyTwice(travel, CONTEST, station);
    return {
      station: STATION,
      accepted: ACCEPTED[1],
      proposal: await acceptAndPropose(travel),
      fill: keyPaper,
      check: keyWrongPaper,
      correct: fillCorrection,
    };
  } finally {
    for (const visit of visits) await visit.close();
  }
}

/** @returns id of the correction of the first protocol. */
async function acceptAndPropose(travel: Travel): Promise<string> {
  const call = await callerAs(travel, 'demo.district');
  const place = `/api/elections/${ELECTION}`;
  for (const station of ACCEPTED) {
    const { body } = await call('GET', `${place}/protocols?filter=to-decide&station=${station}`);
    const rows = body['protocols'] as readonly Record<string, unknown>[];
    const protocols = rows.map(({ contest, station: number, count, hash }) => ({
      contest,
      station: number,
      count,
      hash,
      reason: null,
    }));
    const { status } = await call('POST', `${place}/acceptances`, { protocols });
    assert.equal(status, 200);
  }
  const protocol = `${place}/protocols/${CONTEST}/${ACCEPTED[0]}/hand`;
  const { body: shown } = await call('GET', protocol);
  const [standing] = shown['versions'] as readonly Pick<ProtocolVersionView, 'hash' | 'content'>[];
  assert.ok(standing !== undefined, 'an accepted protocol has a version');
  const { counts, votes } = standing.content;
  const { status, body } = await call('POST', `${protocol}/correction`, {
    hash: standing.hash,
    content: { counts: { ...counts, ...CORRECTED }, votes },
    reason: REASON,
  });
  assert.equal(status, 200, JSON.stringify(body));
  return String(body['proposalId']);
}

/** Types what the paper says. */
async function keyPaper(page: Page): Promise<void> {
  await fillAll(page, {});
  await page.locator('.saved-line').filter({ hasText: '✓' }).waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
}

/** Five spoilt ballots where the paper has three: the page asks to look again. */
async function keyWrongPaper(page: Page): Promise<void> {
  await fillAll(page, { [SPOILT]: 5 });
  await page.keyboard.press('Enter');
  const panel = page.locator('.check-panel').first();
  await panel.waitFor();
  await panel.evaluate((one) => one.scrollIntoView({ block: 'center' }));
}

async function fillAll(page: Page, other: Readonly<Record<string, number>>): Promise<void> {
  const inputs = page.locator('.figure-input');
  await inputs.first().waitFor();
  const names = await inputs.evaluateAll((all) =>
    all.map((input) => (input as HTMLInputElement).name),
  );
  const figures = { ...figuresFor(names), ...other };
  for (const name of names) {
    const input = page.locator(`[name="${name}"]`);
    await input.fill(String(figures[name]));
    await input.press('Enter');
  }
}

async function fillCorrection(page: Page): Promise<void> {
  await page.locator(`[name="${UNUSED}"]`).fill('446');
  await page.locator(`[name="${SPOILT}"]`).fill('4');
  await page.locator('textarea').fill(REASON);
}
