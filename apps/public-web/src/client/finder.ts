import type { AddressData } from '../site/address-data.ts';
import type { FinderData } from '../site/finder-data.ts';
import { prepareAddressFinder } from './address-finder.ts';

/** Opens the finder at a station, or where somebody types. */
type OpenFinder = (station: string | null) => Promise<void>;

/**
 * Opens the finder when it is wanted: at the first key in its field, at its button, or for the station of an address.
 * Until then the page costs a phone next to nothing; stations, outlines and program are 0.3 MB.
 */
function prepareFinder(form: HTMLFormElement, place: HTMLElement, data: FinderData): OpenFinder {
  const field = form.querySelector('input');
  const status = form.querySelector('[role=status]');
  const say = (words: string) => {
    if (status !== null) status.textContent = words;
  };
  let isOpening = false;
  const open: OpenFinder = async (station) => {
    if (isOpening) return;
    isOpening = true;
    say(data.words.loading);
    try {
      const { showFinder } = await import('./show-finder.tsx');
      await showFinder(place, data, () => field?.value ?? '', station);
      form.remove();
      if (station !== null) place.scrollIntoView();
    } catch (error) {
      say(data.words.failed);
      throw error;
    } finally {
      isOpening = false;
    }
  };
  field?.addEventListener('input', () => void open(null));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void open(null);
  });
  return open;
}

/** The search by address, where addresses are published. */
function prepareAddresses(open: OpenFinder): void {
  const steps = document.querySelector<HTMLElement>('#address-steps');
  const region = document.querySelector<HTMLSelectElement>('#address-region');
  const found = document.querySelector<HTMLElement>('#address-found');
  const block = document.querySelector('#address-data');
  if (steps === null || region === null || found === null || block === null) return;
  const data: AddressData = JSON.parse(block.textContent ?? '{}');
  prepareAddressFinder({ steps, region, found }, data, (station) => void open(station));
}

const form = document.querySelector<HTMLFormElement>('#finder-form');
const place = document.querySelector<HTMLElement>('#finder');
const block = document.querySelector('#finder-data');
if (form !== null && place !== null && block !== null) {
  const open = prepareFinder(form, place, JSON.parse(block.textContent ?? '{}'));
  prepareAddresses(open);
  // Behind the hash: no server is told which station somebody came for.
  const [, wanted] = /^#station-(.+)$/.exec(location.hash) ?? [];
  if (wanted !== undefined) void open(decodeURIComponent(wanted));
}
