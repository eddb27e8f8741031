import assert from 'node:assert/strict';
import { choose, enter, heading } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { journey } from '../stage/stage.ts';

const FOREIGN_STATION = 'geography/uzbekistan/stations/8000';

export const ownRegion = journey(
  'a territorial member sees the own region and nothing of others',
  async ({ open }) => {
    const visit = await open();
    const page = await enter(visit, 'bahrom', 'geography/uzbekistan');
    await heading(page, /Geography/).waitFor();
    const regions = page.getByRole('main').getByRole('table').getByRole('link');
    assert.deepEqual(await regions.allInnerTexts(), ['Andijan region']);
    await inspect(page, 'the geography of one region');
    await choose(page, 'Parts of the geography', 'Polling stations');
    await page.getByText('908 of 908 polling stations').waitFor();

    visit.expectRefusal(/^GET \/api\/geography\/\S+ 404$/);
    await page.goto(`/admin/${FOREIGN_STATION}`);
    await heading(page, 'There is no such page').waitFor();
    await page.goto('/admin/people');
    await heading(page, 'People and roles').waitFor();
    assert.ok(!(await page.getByRole('main').innerText()).includes('Dilnoza'));
    await page.goto('/admin/geography/uzbekistan');
    assert.equal(await page.getByRole('link', { name: 'Import' }).count(), 0);
  },
);
