import type { PublishedRolls, PublishedSupplements } from '@ovoz/contract';
import type { RollData } from '../site/roll-data.ts';
import { html, type Markup } from './markup.ts';
import { type RollFiles, rollMarkup, stationsMarkup } from './roll-markup.ts';

type Parts = {
  readonly whole: HTMLElement;
  readonly form: HTMLFormElement;
  readonly stations: HTMLElement;
};

/** Reads both files as they stand now, and shows the stations whose number is typed. */
async function prepare({ whole, form, stations }: Parts, data: RollData): Promise<void> {
  const show = (place: HTMLElement, markup: Markup) => {
    place.innerHTML = markup.text;
  };
  const files = await load(data.folder).catch(() => 'failed' as const);
  if (files === 'failed' || files === null) {
    const words = data.words[files === null ? 'roll.notYet' : 'roll.failed'];
    return show(whole, html`<p>${words}</p>`);
  }
  show(whole, rollMarkup(files, data));
  const field = form.querySelector('input');
  const list = () => show(stations, stationsMarkup(files, data, field?.value ?? ''));
  form.addEventListener('submit', (event) => event.preventDefault());
  field?.addEventListener('input', list);
  form.hidden = false;
  list();
}

/** Null while nothing is frozen. */
async function load(folder: string): Promise<RollFiles | null> {
  const rolls = await read<PublishedRolls>(`${folder}rolls.json`);
  if (rolls === null) return null;
  return {
    rolls,
    supplements: await read<PublishedSupplements>(`${folder}roll-supplements.json`),
  };
}

/** Published by the same server in the form of the contract. */
async function read<File>(url: string): Promise<File | null> {
  const response = await fetch(url);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

const whole = document.querySelector<HTMLElement>('#roll-whole');
const form = document.querySelector<HTMLFormElement>('#roll-form');
const stations = document.querySelector<HTMLElement>('#roll-stations');
const block = document.querySelector('#roll-data');
if (whole !== null && form !== null && stations !== null && block !== null) {
  void prepare({ whole, form, stations }, JSON.parse(block.textContent ?? '{}'));
}
