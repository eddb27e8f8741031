import type { PublishedStationResult } from '@ovoz/contract';
import type { BallotNames, StationPageData, StationWord } from '../site/station-page-data.ts';
import { html, type Markup } from './markup.ts';
import { sayWith } from './say-with.ts';
import { stationMarkup } from './station-markup.ts';

/** Numbers as they stand in addresses; anything else is no station. */
const NUMBER = /^[A-Z0-9]{1,8}(-[A-Z0-9]{1,6}){0,3}$/;

/** Puts the page of the station together that the address names. */
async function showStation(place: HTMLElement, data: StationPageData): Promise<void> {
  const say = sayWith(data.words);
  const number = (new URLSearchParams(location.search).get('n') ?? '').trim().toUpperCase();
  if (number === '') return;
  title(say('stationResult.title', { number }));
  keepStation(number);
  if (!NUMBER.test(number)) return show(place, html`<p>${say('stationResult.failed')}</p>`);
  place.setAttribute('aria-busy', 'true');
  show(place, html`<p>${say('stationResult.loading')}</p>`);
  try {
    const file = `/published/elections/${data.election}/results/stations/${number}.json`;
    const result = await load<PublishedStationResult>(file);
    const facts = {
      data,
      result,
      ballots: await loadBallots(data, result),
      hashes: await check(result),
      paper: await findPaper(data, result),
    };
    show(place, stationMarkup(facts));
    proveWhenOpened(place, say);
  } catch {
    show(place, html`<p>${say('stationResult.failed')}</p>`);
  }
  place.setAttribute('aria-busy', 'false');
}

/** The log is asked only when somebody wants to know. */
function proveWhenOpened(place: HTMLElement, say: ReturnType<typeof sayWith<StationWord>>): void {
  for (const part of place.querySelectorAll<HTMLDetailsElement>('[data-evidence]')) {
    const prove = async () => {
      const { showEvidence } = await import('./show-evidence.ts');
      await showEvidence(part, say);
    };
    part.addEventListener('toggle', () => void prove(), { once: true });
  }
}

/** Names of the candidates of the station's districts. Without them the codes are shown. */
async function loadBallots(
  { ballots }: StationPageData,
  { protocols }: PublishedStationResult,
): Promise<ReadonlyMap<string, BallotNames>> {
  const keys = new Set(
    protocols
      .filter(({ district }) => district !== null)
      .map((one) => `${one.contest}-${one.district}`),
  );
  const loaded = await Promise.all(
    [...keys].map(async (key) => [key, await load<BallotNames>(`${ballots}${key}.json`)] as const),
  );
  return new Map(loaded);
}

/** The printed protocol comes from a queue, after the figures: it is offered when it is there. */
async function findPaper(
  { election }: StationPageData,
  { station }: PublishedStationResult,
): Promise<string | null> {
  const file = `stations/${station}.pdf`;
  const address = `/published/elections/${election}/results/${file}`;
  const response = await fetch(address, { method: 'HEAD' });
  return response.ok ? file : null;
}

/** Computes the hash of every version again. Old browsers and insecure origins cannot; nothing is claimed then. */
async function check({ protocols }: PublishedStationResult): Promise<ReadonlyMap<string, boolean>> {
  const right = new Map<string, boolean>();
  // The type says that it is always there; browsers leave it out on insecure origins.
  const subtle = (globalThis.crypto as Partial<Crypto> | undefined)?.subtle;
  if (subtle === undefined) return right;
  for (const { hash, package: text } of protocols.flatMap(({ versions }) => versions)) {
    const digest = new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(text)));
    const own = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    right.set(hash, own === hash);
  }
  return right;
}

function title(text: string): void {
  const heading = document.querySelector('h1');
  if (heading === null) return;
  document.title = document.title.replace(heading.textContent ?? '', text);
  heading.textContent = text;
}

/** A change of language leads to the same station. */
function keepStation(number: string): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-language]')) {
    link.search = `?n=${encodeURIComponent(number)}`;
  }
}

function show(place: HTMLElement, markup: Markup): void {
  place.innerHTML = markup.text;
}

async function load<Data>(url: string): Promise<Data> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

const place = document.querySelector<HTMLElement>('#station-result');
const block = document.querySelector('#station-data');
if (place !== null && block !== null)
  void showStation(place, JSON.parse(block.textContent ?? '{}'));
