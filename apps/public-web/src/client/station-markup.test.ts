import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES } from '@ovoz/ui/messages';
import { siteCatalogues } from '../site/messages.ts';
import {
  STATION_WORDS,
  type StationPageData,
  type StationWord,
} from '../site/station-page-data.ts';
import { fixtureElection } from '../testing/fixture-election.ts';
import { fixtureResults } from '../testing/fixture-results.ts';
import { stationMarkup } from './station-markup.ts';

const fixture = fixtureElection(1, 1, 1);
const { station } = fixtureResults(fixture, 1, 1);
const english = LANGUAGES.find(({ tag }) => tag === 'en');

function pageData(): StationPageData {
  assert.ok(english);
  const form = fixture.election.pack.forms[0];
  const words = Object.fromEntries(STATION_WORDS.map((key) => [key, siteCatalogues.en[key]]));
  return {
    election: fixture.election.definition.code,
    language: english,
    timeZone: 'Asia/Tashkent',
    results: '/en/results/',
    // Every key is there by construction.
    words: words as Record<StationWord, string>,
    contests: [
      {
        code: 'party-list',
        title: 'Vote for a party',
        districtSet: null,
        fields: (form?.fields ?? []).map(({ code, row, caption }) => [code, row, caption.en]),
        checks: (form?.checks ?? []).map(({ code, meaning, remedy }) => [
          code,
          meaning.en,
          remedy.en,
        ]),
        lists: fixture.election.definition.parties.map(({ code, shortName }) => [
          code,
          shortName.en,
        ]),
      },
    ],
    areas: { nation: 'Uzbekistan' },
    parties: {},
    againstAll: ['against-all', 'Against all'],
    ballots: '/data/',
  };
}

function markupOf(changed: Partial<Parameters<typeof stationMarkup>[0]> = {}): string {
  const facts = {
    data: pageData(),
    result: station,
    ballots: new Map(),
    hashes: new Map(),
    paper: null,
  };
  return stationMarkup({ ...facts, ...changed }).text;
}
const words = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

test('a protocol stands as on the paper, with every version and what changed between them', () => {
  const html = markupOf();
  assert.match(words(html), /10 Valid ballots 7 \d+ /);
  assert.match(html, /<mark class="res-differs" title="differs from version 1">/);
  assert.equal(html.match(/<mark/g)?.length, 1, 'only what differs is marked');
  assert.match(words(html), /Version 2 counts/);
});

test('findings come with cause and remedy, decisions with time and role', () => {
  const text = words(markupOf());
  const check = fixture.election.pack.forms[0]?.checks[0];
  assert.ok(
    check !== undefined && text.includes(check.meaning.en) && text.includes(check.remedy.en),
  );
  assert.match(text, /27 December 2026, 22:20 · corrected · Territorial commission · Version 2/);
  assert.match(text, /Reason: Row 10 was copied wrongly\./);
});

test('the signed bytes are there to the letter, and the hash is judged only where it was computed', () => {
  const [first] = station.protocols[0]?.versions ?? [];
  assert.ok(first);
  assert.ok(markupOf().includes(first.package.replaceAll('"', '&quot;')));
  assert.doesNotMatch(markupOf(), /Computed in this browser/);
  const judged = (isRight: boolean) =>
    words(markupOf({ hashes: new Map([[first.hash, isRight]]) }));
  assert.match(judged(true), /the hash is right/);
  assert.match(judged(false), /the hash is WRONG/);
});

test('every act stands in order with its package and the entry of the log that records it', () => {
  const html = markupOf();
  const [, evidence = ''] = /<details[^>]*data-evidence>(.*?)<\/details>/s.exec(html) ?? [];
  const [first, second] = station.protocols[0]?.versions ?? [];
  assert.match(
    words(evidence),
    /version 1 received , .*? Package: .*? version 2 received , .* corrected · Territorial commission/,
  );
  for (const version of [first, second]) assert.ok(evidence.includes(version?.hash ?? 'none'));
  const [decision] = station.protocols[0]?.decisions ?? [];
  assert.ok(decision?.fact);
  for (const [fact, hash] of [
    [first?.fact, first?.hash],
    [decision.fact, second?.hash],
  ]) {
    assert.ok(evidence.includes(`data-fact="${fact}" data-package="${hash}"`), fact);
  }
  const unnamed = station.protocols.map((protocol) => ({
    ...protocol,
    decisions: [{ ...decision, fact: null }],
  }));
  const older = markupOf({ result: { ...station, protocols: unnamed } });
  assert.match(
    words(older),
    /no log entry is named yet/,
    'a server from before the log named none',
  );
});

test('an option that no ballot names is shown by its code, never left out', () => {
  const data = pageData();
  const [contest] = data.contests;
  assert.ok(contest);
  const text = words(markupOf({ data: { ...data, contests: [{ ...contest, lists: [] }] } }));
  assert.match(text, /uzlidep \d+/);
});

test('the printed protocol is offered once it is there', () => {
  assert.match(
    markupOf({ paper: 'stations/1.pdf', result: { ...station, downloads: [] } }),
    /stations\/1\.pdf" download/,
  );
  assert.doesNotMatch(markupOf({ result: { ...station, downloads: [] } }), /\.pdf/);
});
