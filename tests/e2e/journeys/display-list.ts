import assert from 'node:assert/strict';
import { beEvening, callerAs } from '../stage/counting.ts';
import { enter } from '../stage/desk.ts';
import { inspect } from '../stage/inspect.ts';
import { journey } from '../stage/stage.ts';

const DISPLAY = 'voters/uzbekistan/display';
/** A day, a month and a year, in any of the usual ways to write them. */
const BIRTH_DATE = /\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2}/;

export const displaying = journey(
  'the list of a station hangs on the wall with names and years of birth, and nothing more',
  async (stage) => {
    await beEvening(await callerAs(stage, 'demo.central'));
    const malika = await enter(await stage.open(), 'malika', DISPLAY);
    await malika.getByRole('button', { name: 'Show the list' }).click();
    await malika.getByText('Fill in this field.').first().waitFor();
    await inspect(malika, 'a list that was asked for without a station');
    await malika.getByLabel('Election', { exact: true }).selectOption({ index: 1 });
    await malika.getByLabel('Number of the station').fill('1');
    await malika.getByRole('button', { name: 'Show the list' }).click();
    await malika.getByRole('heading', { name: /^Voters of station 1, / }).waitFor();
    const list = malika.getByRole('table', { name: /voters? on the list$/ });
    const text = await list.innerText();
    assert.match(text, /^1\s+\S+ .*\s(19|20)\d\d$/m);
    assert.doesNotMatch(text, BIRTH_DATE);
    const headers = await list.getByRole('columnheader').allInnerTexts();
    assert.deepEqual(headers, ['No.', 'Name', 'Born']);
    await inspect(malika, 'a list on display');
  },
);
