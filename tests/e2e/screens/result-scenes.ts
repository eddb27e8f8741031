/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import type { Scene } from './scenes.ts';

/** Protocols that were found in the count, by their stations; null where there is none. */
export type FoundPapers = {
  readonly withErrors: string | null;
  readonly withAlarm: string | null;
  readonly corrected: string | null;
};

type More = Partial<Scene>;
type Language = Scene['language'];

/** All files of the drill are fetched and verified. */
const VERIFYING_LIMIT_MS = 150_000;

/** Central member and operator of a drill. */
const CENTRAL = 'demo.central';

/** In the middle of the night: protocols come in, and the public pages grow with them. */
export function nightScenes(code: string, { withAlarm }: FoundPapers): readonly Scene[] {
  const admin = adminScene(code);
  return [
    admin('follow', '', 'en'),
    admin('follow', '', 'ru', { size: 'phone' }),
    admin('follow-dark', '', 'ru', { dark: true }),
    { ...admin('wall', '', 'en'), place: `/admin/wall/${code}` },
    { ...admin('wall', '', 'uz'), place: `/admin/wall/${code}` },
    admin('protocols', '/protocols?filter=with-errors', 'uz'),
    ...(withAlarm === null ? [] : [admin('alarm', protocolOf(withAlarm), 'en')]),
    publicScene(code, 'counting', '', 'en', 'desktop'),
    publicScene(code, 'counting', '', 'uz', 'phone'),
  ];
}

/** The morning after: certified and published. */
export function morningScenes(code: string, found: FoundPapers): readonly Scene[] {
  return [...publicScenes(code, found), ...adminScenes(code, found)];
}

function publicScenes(code: string, { corrected }: FoundPapers): readonly Scene[] {
  const scene = (name: string, path: string, language: Language, more: More = {}) =>
    publicScene(code, name, path, language, more.size ?? 'desktop', more);
  const station = `station/?n=${corrected ?? ''}`;
  const ready = { prepare: untilStationShown };
  return [
    scene('nation', '', 'en'),
    scene('nation', '', 'uz', { size: 'phone' }),
    scene('nation-dark', '', 'ru', { dark: true }),
    scene('bars', '', 'en', { prepare: scrollTo('#contest-party-list') }),
    scene('bars', '', 'uz', { size: 'phone', prepare: scrollTo('#contest-party-list') }),
    scene('working', '', 'en', { prepare: scrollTo('.res-working') }),
    scene('working', '', 'uz', { size: 'phone', prepare: scrollTo('.res-working') }),
    scene('map', '', 'en', { prepare: scrollTo('#map') }),
    scene('map', '', 'ru', { size: 'phone', prepare: scrollTo('#map') }),
    scene('turnout', '', 'ru', { prepare: scrollTo('#turnout') }),
    scene('explain', '', 'en', { prepare: openDetails('.res-explain') }),
    scene('explain', '', 'uz', { size: 'phone', prepare: openDetails('.res-explain') }),
    { ...scene('verify', '', 'en', { prepare: verifyTheSite }), place: '/verify/#en' },
    {
      ...scene('verify', '', 'uz', { size: 'phone', prepare: verifyTheSite }),
      place: '/verify/#uz',
    },
    scene('corrections', '', 'en', { prepare: scrollTo('#corrections') }),
    scene('region', 'territories/1718/', 'uz', { size: 'phone' }),
    scene('region', 'territories/1718/', 'en'),
    scene('district', 'districts/constituency-1/', 'ru'),
    ...(corrected === null
      ? []
      : [
          scene('station', station, 'en', ready),
          scene('station', station, 'uz', { ...ready, size: 'phone' }),
          scene('evidence', station, 'en', { prepare: proveEvidence }),
          scene('station-versions', station, 'en', { prepare: openVersions }),
        ]),
  ];
}

function adminScenes(code: string, { withErrors, corrected }: FoundPapers): readonly Scene[] {
  const admin = adminScene(code);
  return [
    ...(withErrors === null ? [] : [admin('errors', protocolOf(withErrors), 'en')]),
    ...(corrected === null ? [] : [admin('corrected', protocolOf(corrected), 'en')]),
    admin('canvass', '/canvass', 'en'),
    admin('objections', '/objections', 'en'),
    admin('certification', '/certification', 'en'),
    admin('seats', '/results', 'uz', { prepare: scrollTo('main h2:nth-of-type(1)') }),
    admin('turnout', '/turnout', 'ru'),
    admin('keys', '/keys', 'en'),
  ];
}

/** Evening in the ordinary demonstration: one person keys, another corrects, a third one approves. */
export function keyingScenes(code: string, entry: KeyingScenes): readonly Scene[] {
  const admin = adminScene(code);
  const keying = `/keying/party-list/${entry.station}/hand`;
  const person = 'demo.operator';
  const { fill, check } = entry;
  return [
    admin('keying-list', '/keying', 'uz', { person }),
    admin('keying', keying, 'en', { person, prepare: fill }),
    admin('keying', keying, 'uz', { person, prepare: fill }),
    admin('keying', keying, 'uz', { person, prepare: fill, size: 'phone' }),
    admin('check', keying, 'uz', { person, prepare: check }),
    admin('check', keying, 'uz', { person, prepare: check, size: 'phone' }),
    admin('correct', `${protocolOf(entry.accepted)}/correct`, 'en', {
      person: 'demo.district',
      prepare: entry.correct,
    }),
    {
      ...admin('correction', '', 'ru', { person: 'demo.central2' }),
      place: `/admin/waiting/${entry.proposal}`,
    },
    // Nothing may be told before the last station closes.
    publicScene(code, 'sealed', '', 'en', 'desktop'),
    publicScene(code, 'sealed', '', 'uz', 'phone'),
  ];
}

export type KeyingScenes = {
  /** Station whose paper nobody keyed yet. */
  readonly station: string;
  /** Station whose protocol was accepted. */
  readonly accepted: string;
  /** Id of a correction that waits for a second person. */
  readonly proposal: string;
  readonly fill: (page: Page) => Promise<void>;
  readonly check: (page: Page) => Promise<void>;
  readonly correct: (page: Page) => Promise<void>;
};

function adminScene(code: string) {
  return (name: string, path: string, language: Language, more: More = {}): Scene => ({
    name: `admin-count-${name}`,
    place: `/admin/count/${code}${path}`,
    language,
    size: 'desktop',
    person: CENTRAL,
    ...more,
  });
}

function publicScene(
  code: string,
  name: string,
  path: string,
  language: Language,
  size: Scene['size'],
  more: More = {},
): Scene {
  const place = `/${language}/elections/${code}/results/${path}`;
  return { name: `public-results-${name}`, place, language, ...more, size };
}

function protocolOf(station: string): string {
  return `/protocols/party-list/${station}/hand`;
}

function scrollTo(place: string): (page: Page) => Promise<void> {
  return (page) =>
    page
      .locator(place)
      .first()
      .evaluate((element) => element.scrollIntoView());
}

async function untilStationShown(page: Page): Promise<void> {
  await page.locator('#station-result table').first().waitFor();
}

async function openVersions(page: Page): Promise<void> {
  await untilStationShown(page);
  const version = page.locator('#station-result details').first();
  await version.locator('summary').click();
  await version.evaluate((element) => element.scrollIntoView());
}

function openDetails(place: string): (page: Page) => Promise<void> {
  return async (page) => {
    const details = page.locator(place).first();
    await details.locator('summary').first().click();
    await details.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  };
}

async function proveEvidence(page: Page): Promise<void> {
  await untilStationShown(page);
  const evidence = page.locator('[data-evidence]').first();
  await evidence.locator('summary').first().click();
  await evidence.locator('.res-proof--right').first().waitFor();
  await evidence.evaluate((element) => element.scrollIntoView());
}

async function verifyTheSite(page: Page): Promise<void> {
  await page.locator('button[type="submit"]').click();
  await page.locator('#outcome').waitFor({ timeout: VERIFYING_LIMIT_MS });
}
