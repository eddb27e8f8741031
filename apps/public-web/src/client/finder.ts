import type { AddressData } from '../site/address-data.ts';
import type { FinderData } from '../site/finder-data.ts';
import { prepareAddressFinder } from './address-finder.ts';

/**
 * Opens the finder when it is wanted: at the first key in its field or at its button. Until then the
 * page costs a phone next to nothing; stations, outlines and program are 0.3 MB.
 */
function prepare(form: HTMLFormElement, place: HTMLElement, data: FinderData): void {
  const field = form.querySelector('input');
  const status = form.querySelector('[role=status]');
  if (field === null || status === null) return;
  let isOpening = false;
  const open = async () => {
    if (isOpening) return;
    isOpening = true;
    status.textContent = data.words.loading;
    try {
      const { showFinder } = await import('./show-finder.tsx');
      await showFinder(place, data, () => field.value);
      form.remove();
    } catch (error) {
      status.textContent = data.words.failed;
      isOpening = false;
      throw error;
    }
  };
  field.addEventListener('input', () => void open());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void open();
  });
}

/** The search by address, where addresses are published; the map below shows what it found. */
function prepareAddress(): void {
  const steps = document.querySelector<HTMLElement>('#address-steps');
  const region = document.querySelector<HTMLSelectElement>('#address-region');
  const found = document.querySelector<HTMLElement>('#address-found');
  const block = document.querySelector('#address-data');
  if (steps === null || region === null || found === null || block === null) return;
  const data: AddressData = JSON.parse(block.textContent ?? '{}');
  prepareAddressFinder({ steps, region, found }, data, (station) => {
    const field = document.querySelector<HTMLInputElement>('#finder-query, #finder input');
    if (field === null) return;
    typeInto(field, station);
    field.scrollIntoView();
    field.focus();
  });
}

/** As if somebody had typed it: React listens to the event and looks whether the value is new. */
function typeInto(field: HTMLInputElement, text: string): void {
  Reflect.set(HTMLInputElement.prototype, 'value', text, field);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

const form = document.querySelector<HTMLFormElement>('#finder-form');
const place = document.querySelector<HTMLElement>('#finder');
const block = document.querySelector('#finder-data');
if (form !== null && place !== null && block !== null) {
  prepare(form, place, JSON.parse(block.textContent ?? '{}'));
}
prepareAddress();
