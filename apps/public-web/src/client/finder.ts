import type { FinderData } from '../site/finder-data.ts';

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

const form = document.querySelector<HTMLFormElement>('#finder-form');
const place = document.querySelector<HTMLElement>('#finder');
const block = document.querySelector('#finder-data');
if (form !== null && place !== null && block !== null) {
  prepare(form, place, JSON.parse(block.textContent ?? '{}'));
}
