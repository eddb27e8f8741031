/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { callerAs, haveCountOpen, keyTwice } from '../stage/counting.ts';
import { enter, heading } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { ELECTION, journey } from '../stage/stage.ts';

const STATION = '9';

export const wallBoard = journey(
  'a wall-board shows the count by itself, to an observer who can change nothing',
  async (travel) => {
    await haveCountOpen(travel);
    const visit = await travel.open({ width: 1920 });
    const page = await enter(visit, 'timur', `count/${ELECTION}`);
    await page.getByRole('link', { name: 'Wall-board' }).click();
    await heading(page, /Legislative Chamber/).waitFor();
    await page.getByText('TRAINING ELECTION').waitFor();
    assert.equal(await page.getByRole('navigation').count(), 0, 'nothing leads away');
    assert.equal(await page.getByRole('button').count(), 0, 'nothing can be pressed');
    const share = page.getByText(/of 22,056 protocols accepted/);
    const before = Number((await share.innerText()).replace(/ of .*$/, '').replaceAll(',', ''));
    assert.equal(await page.locator('.wall-areas li').count(), 14);
    await inspect(page, 'the wall-board');

    await keyTwice(travel, 'party-list', STATION);
    await acceptAll(travel);
    await page.getByText(`${before + 1} of 22,056 protocols accepted`).waitFor();
    await page.getByText(/^As of \d+ \w+ \d{4}, \d\d:\d\d$/).waitFor();
  },
);

/** The district member accepts what was keyed; the wall is told by nobody and finds out by itself. */
async function acceptAll(travel: Parameters<typeof wallBoard.go>[0]): Promise<void> {
  const call = await callerAs(travel, 'demo.district');
  const place = `/api/elections/${ELECTION}`;
  const { body } = await call('GET', `${place}/protocols?filter=to-decide&station=${STATION}`);
  const rows = body['protocols'] as readonly Record<string, unknown>[];
  const protocols = rows.map(({ contest, station, count, hash }) => ({
    contest,
    station,
    count,
    hash,
    reason: null,
  }));
  const accepted = await call('POST', `${place}/acceptances`, { protocols });
  assert.equal(accepted.body['accepted'], 1);
}
