/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { ELECTION } from '../stage/stage.ts';
import type { Papers } from './prepare-papers.ts';

/** A picture: who looks at what, in which language and on what. */
export type Scene = {
  readonly name: string;
  readonly place: string;
  readonly language: 'uz' | 'ru' | 'en';
  readonly size: 'desktop' | 'phone';
  /** Account of the demonstration; nobody on the public pages. */
  readonly person?: string;
  readonly dark?: boolean;
  readonly prepare?: (page: Page) => Promise<void>;
};

const LANGUAGES = ['uz', 'ru', 'en'] as const;
const SIZES = ['desktop', 'phone'] as const;
const FIRST = 'demo.central';
const SECOND = 'demo.central2';
const BASE = `elections/${ELECTION}/`;

export function scenesOf(papers: Papers): readonly Scene[] {
  return [...publicScenes(), ...adminScenes(papers)];
}

function publicScenes(): readonly Scene[] {
  const everywhere = (name: string, path: string, more: Partial<Scene> = {}) =>
    LANGUAGES.map((language) => publicScene(name, path, language, 'desktop', more));
  return [
    ...LANGUAGES.flatMap((language) =>
      SIZES.map((size) => publicScene('public-home', '', language, size)),
    ),
    publicScene('public-home-dark', '', 'en', 'phone', { dark: true }),
    ...everywhere('public-calendar', `${BASE}calendar/`),
    publicScene('public-calendar', `${BASE}calendar/`, 'uz', 'phone'),
    ...everywhere('public-map', `${BASE}map/`),
    publicScene('public-map', `${BASE}map/`, 'ru', 'phone'),
    publicScene('public-region', `${BASE}territories/1718/`, 'uz', 'phone'),
    publicScene('public-candidates', `${BASE}parties/`, 'ru', 'phone'),
    publicScene('public-candidates', `${BASE}parties/`, 'uz', 'desktop'),
    publicScene('public-stations', `${BASE}stations/`, 'en', 'desktop', { prepare: findStation }),
    publicScene('public-stations', `${BASE}stations/`, 'uz', 'phone', { prepare: findStation }),
  ];
}

function publicScene(
  name: string,
  path: string,
  language: Scene['language'],
  size: Scene['size'],
  more: Partial<Scene> = {},
): Scene {
  return { name, place: `/${language}/${path}`, language, size, ...more };
}

function adminScenes({ definitionProposal, geographyDraft }: Papers): readonly Scene[] {
  const scene = (
    name: string,
    path: string,
    language: Scene['language'],
    more: Partial<Scene> = {},
  ): Scene => ({
    name: `admin-${name}`,
    place: `/admin/${path}`,
    language,
    size: 'desktop',
    person: FIRST,
    ...more,
  });
  const { person: _, ...signIn } = scene('sign-in', 'sign-in', 'en');
  const approval = { person: SECOND, prepare: openApproval };
  const map = 'geography/uzbekistan';
  const api = { name: 'api', language: 'en', size: 'desktop' } as const;
  return [
    signIn,
    { ...signIn, language: 'uz', size: 'phone' },
    ...LANGUAGES.map((language) => scene('home', '', language)),
    scene('home', '', 'uz', { size: 'phone' }),
    scene('home-dark', '', 'ru', { dark: true }),
    scene('election', `elections/${ELECTION}`, 'ru'),
    scene('calendar', `elections/${ELECTION}/calendar`, 'en'),
    scene('waiting', 'waiting', 'ru', { person: SECOND }),
    scene('proposal', `waiting/${definitionProposal}`, 'en', { person: SECOND }),
    scene('approval', `waiting/${definitionProposal}`, 'en', approval),
    scene('approval', `waiting/${definitionProposal}`, 'uz', { ...approval, size: 'phone' }),
    scene('geography', map, 'en'),
    scene('geography', map, 'uz'),
    scene('stations', `${map}/stations`, 'ru', { prepare: chooseStation }),
    scene('difference', `${map}/versions/${geographyDraft}`, 'en', { prepare: scrollToTable }),
    scene('commission', 'commissions/uzbekistan', 'uz'),
    scene('evidence', 'evidence', 'en'),
    scene('fact', 'evidence', 'en', { prepare: openFact }),
    { ...api, place: '/api/docs/', prepare: openApprovals },
  ];
}

async function findStation(page: Page): Promise<void> {
  await page.locator('#finder-query').fill('maktab');
  await page.locator('.ov-station-list__row').nth(3).click();
  await page.locator('.ov-finder__details > *').first().waitFor();
  await page.locator('.ov-finder').evaluate((finder) => finder.scrollIntoView());
}

async function chooseStation(page: Page): Promise<void> {
  await page.locator('.ov-station-list__row').nth(2).click();
  await page.locator('.station-details').waitFor();
  await page.locator('.ov-finder').evaluate((finder) => finder.scrollIntoView());
}

async function scrollToTable(page: Page): Promise<void> {
  await page.getByRole('table').first().scrollIntoViewIfNeeded();
}

async function openApprovals(page: Page): Promise<void> {
  await page.locator('#operations-tag-approvals').click();
  await page.locator('#operations-approvals-approveProposal').waitFor();
}

async function openApproval(page: Page): Promise<void> {
  await page.locator('main .button-row button').first().click();
  await page.getByRole('dialog').waitFor();
}

async function openFact(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'elections.definition-sealed' }).first().click();
  await page.getByText('This browser counted the hash again').waitFor();
}
