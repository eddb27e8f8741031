import type { PublishedStationPoints } from '@ovoz/contract';
import type { SearchData } from '../pages/results/SearchPage.tsx';
import { foldName, foundStations } from './station-match.ts';
import { html, type Markup } from './markup.ts';

/** Narrows the list of areas to what is asked for, and finds polling stations by number or name. */
function prepare(form: HTMLFormElement, data: SearchData): void {
  const field = form.querySelector('input');
  const found = document.querySelector<HTMLElement>('#search-found');
  if (field === null || found === null) return;
  let points: Promise<PublishedStationPoints> | undefined;
  const search = async () => {
    const query = field.value.trim();
    const areas = narrow(query);
    if (query === '') {
      found.replaceChildren();
      return;
    }
    points ??= load(data.pointsUrl);
    try {
      const stations = foundStations(await points, query);
      // What was typed meanwhile has a search of its own.
      if (field.value.trim() === query) show(found, listOf(stations, data, areas));
    } catch {
      points = undefined;
      narrow('');
      show(found, html`<p>${data.words.failed}</p>`);
    }
  };
  field.value = new URLSearchParams(location.search).get('q') ?? '';
  field.addEventListener('input', () => void search());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    history.replaceState(null, '', `?q=${encodeURIComponent(field.value)}`);
    void search();
  });
  void search();
}

/** Hides the areas whose name does not hold the query; answers how many are left. */
function narrow(query: string): number {
  const folded = foldName(query);
  let left = 0;
  for (const area of document.querySelectorAll<HTMLElement>('.res-search__area')) {
    area.hidden = !foldName(area.textContent ?? '').includes(folded);
    if (!area.hidden) left += 1;
  }
  for (const section of document.querySelectorAll<HTMLElement>('#search-areas section')) {
    section.hidden = section.querySelector('.res-search__area:not([hidden])') === null;
  }
  return left;
}

function listOf(
  stations: ReturnType<typeof foundStations>,
  { words, stationPage }: SearchData,
  areas: number,
): Markup {
  if (stations.length === 0) return areas === 0 ? html`<p>${words.none}</p>` : html``;
  const rows = stations.map(
    ({ number, name, address }) =>
      html`<li><a href="${stationPage}?n=${encodeURIComponent(number)}">${number} · ${name}</a> <span class="ov-as-of">${address}</span></li>`,
  );
  return html`<h2>${words.stations}</h2><ul>${rows}</ul>`;
}

function show(place: HTMLElement, markup: Markup): void {
  place.innerHTML = markup.text;
}

async function load(url: string): Promise<PublishedStationPoints> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

const form = document.querySelector<HTMLFormElement>('form.res-search');
const block = document.querySelector('#search-data');
if (form !== null && block !== null) prepare(form, JSON.parse(block.textContent ?? '{}'));
