import type {
  FinderDistrict,
  FinderIndex,
  FinderLocality,
  PublishedStations,
} from '@ovoz/contract';
import type { AddressData } from '../site/address-data.ts';
import { html, type Markup } from './markup.ts';
import { stationCard } from './station-card.ts';

type Choice = { readonly value: string; readonly text: string };

/** One list to choose from, and what follows when something is chosen. */
type Step = {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly follow: (value: string) => Promise<Step | Markup>;
};

/**
 * The search by address: region, territory, locality, street, and the house where a street is split. Every list is
 * a file of its own, so a phone loads some kilobytes, and no server learns more than which file was read.
 */
export function prepareAddressFinder(
  { steps, region, found }: { steps: HTMLElement; region: HTMLSelectElement; found: HTMLElement },
  data: AddressData,
  showOnMap: (station: string) => void,
): void {
  region.addEventListener(
    'change',
    () => void choose(region, () => territoriesIn(data, region.value)),
  );
  found.addEventListener('click', ({ target }) => {
    const station = target instanceof HTMLElement ? target.dataset['station'] : undefined;
    if (station !== undefined) showOnMap(station);
  });
  let asked = 0;

  /** Takes away what followed on an earlier choice and shows what follows on this one. */
  async function choose(
    select: HTMLSelectElement,
    follow: () => Promise<Step | Markup>,
  ): Promise<void> {
    asked += 1;
    const own = asked;
    while (steps.lastElementChild !== null && !steps.lastElementChild.contains(select)) {
      steps.lastElementChild.remove();
    }
    if (select.value === '') return say(html``);
    say(html`<p>${data.words['address.loading']}</p>`);
    try {
      const next = await follow();
      // Something else was chosen meanwhile.
      if (own !== asked) return;
      if ('isMarkup' in next) return say(next);
      say(html``);
      ask(next);
    } catch (error) {
      if (own === asked) say(html`<p>${data.words['address.failed']}</p>`);
      throw error;
    }
  }

  /** Adds a list. The focus stays: in some browsers every press of an arrow key is a choice. */
  function ask({ label, choices, follow }: Step): void {
    const line = document.createElement('p');
    const id = `address-step-${steps.childElementCount}`;
    const [only, ...others] = choices;
    const isOnly = only !== undefined && others.length === 0;
    line.innerHTML = html`<label for="${id}">${label}</label> <select id="${id}" autocomplete="off">
${isOnly ? [] : [html`<option value="">${data.words['address.choose']}</option>`]}
${choices.map(({ value, text }) => html`<option value="${value}">${text}</option>`)}</select>`.text;
    steps.append(line);
    const select = line.querySelector('select');
    if (select === null) return;
    select.addEventListener('change', () => void choose(select, () => follow(select.value)));
    if (isOnly) void choose(select, () => follow(only.value));
  }

  function say(markup: Markup): void {
    found.innerHTML = markup.text;
  }
}

async function territoriesIn(data: AddressData, region: string): Promise<Step | Markup> {
  const { territories } = await load<FinderIndex>(`${data.folder}index.json`);
  const files = new Map(territories.map(({ code, file }) => [code, file]));
  const choices = territories
    .filter(({ code }) => regionOf(data, code) === region)
    .map(({ code }) => ({ value: code, text: data.territories[code]?.[0] ?? code }));
  if (choices.length === 0) return html`<p>${data.words['address.none']}</p>`;
  return {
    label: data.words['address.territory'],
    choices: sorted(choices, data),
    follow: async (code) => localitiesOf(data, region, files.get(code) ?? ''),
  };
}

/** Up to below the country; the depth of a path is limited, a circle is not followed for ever. */
function regionOf({ territories }: AddressData, code: string): string {
  let here = code;
  for (let level = 0; level < 6; level += 1) {
    const above = territories[here]?.[1] ?? null;
    if (above === null) return here;
    here = above;
  }
  return here;
}

async function localitiesOf(data: AddressData, region: string, file: string): Promise<Step> {
  const { localities } = await load<FinderDistrict>(`${data.folder}${file}.json`);
  return {
    label: data.words['address.locality'],
    choices: localities.map(({ name, file: value }) => ({ value, text: name })),
    follow: async (locality) => streetsOf(data, region, locality),
  };
}

async function streetsOf(data: AddressData, region: string, file: string): Promise<Step> {
  const locality = await load<FinderLocality>(`${data.folder}${file}.json`);
  return {
    label: data.words['address.street'],
    choices: locality.streets.map(({ street }, index) => ({
      value: String(index),
      text: street === '' ? data.words['address.noStreet'] : street,
    })),
    follow: async (index) => {
      const street = locality.streets[Number(index)];
      if (street === undefined) return html``;
      if ('station' in street) return stationsShown(data, region, locality, [street.station]);
      return housesOf(data, region, locality, street.houses);
    },
  };
}

function housesOf(
  data: AddressData,
  region: string,
  locality: FinderLocality,
  houses: readonly (readonly [house: string, station: string])[],
): Step {
  const names = [...new Set(houses.map(([house]) => house))];
  return {
    label: data.words['address.house'],
    choices: names.map((house) => ({ value: house, text: house })),
    follow: async (chosen) =>
      stationsShown(
        data,
        region,
        locality,
        houses.filter(([house]) => house === chosen).map(([, station]) => station),
      ),
  };
}

/** Mostly in the own region; a street on its border may vote in another one. */
async function stationsShown(
  data: AddressData,
  region: string,
  locality: FinderLocality,
  numbers: readonly string[],
): Promise<Markup> {
  const cards: Markup[] = [];
  const regions = [region, ...Object.keys(data.pages).filter((code) => code !== region)];
  const left = new Set(numbers);
  for (const code of regions) {
    if (left.size === 0) break;
    if (data.pages[code] === undefined) continue;
    const { stations } = await load<PublishedStations>(`${data.stations}${code}.json`);
    for (const { station } of stations) {
      if (left.delete(station.number)) {
        cards.push(stationCard(data, station, locality, data.pages[code]));
      }
    }
  }
  return cards.length === 0 ? html`<p>${data.words['address.failed']}</p>` : html`${cards}`;
}

function sorted(choices: readonly Choice[], { language }: AddressData): readonly Choice[] {
  const { compare } = new Intl.Collator(language.tag);
  return choices.toSorted((a, b) => compare(a.text, b.text));
}

/** Files were published in the form of the contract. What was read once is not read again while the page is open. */
async function load<File>(url: string): Promise<File> {
  const known = loaded.get(url);
  if (known !== undefined) return known as Promise<File>;
  const reading = fetch(url).then((response) => {
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return response.json() as Promise<unknown>;
  });
  loaded.set(url, reading);
  reading.catch(() => loaded.delete(url));
  return reading as Promise<File>;
}

const loaded = new Map<string, Promise<unknown>>();
