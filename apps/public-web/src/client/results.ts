import { afterFetch, mustFetch, nextWaitMs } from './live-poll.ts';
import { showLogNote } from './log-note.ts';
import { morph } from './morph.ts';

/** Screen readers are told at most this often; the figures change every few seconds. */
const ANNOUNCE_MS = 60_000;

/**
 * Keeps a page of results up to date: asks for the small file that says whether anything changed, then for
 * the page itself, and changes in place what differs. Without it the page is complete as it was written.
 */
function follow(result: HTMLElement): void {
  let following = { edition: Number(result.dataset['edition']), askedInVain: 0 };
  let failures = 0;
  let announcedMs = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = async () => {
    try {
      // Before the first figures there is only the page to ask for.
      const liveUrl = result.dataset['live'];
      const edition = liveUrl === undefined ? following.edition : await editionOf(liveUrl);
      if (liveUrl === undefined || mustFetch(following, edition)) {
        following = afterFetch(following, edition, await refresh());
      }
      failures = 0;
    } catch {
      failures += 1;
    }
    note(failures > 1);
    plan();
  };

  const refresh = async () => {
    const response = await fetch(location.href, { cache: 'no-cache' });
    if (!response.ok) throw new Error(`${location.href}: ${response.status}`);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const next = page.querySelector<HTMLElement>('#result');
    if (next === null || next.dataset['version'] === result.dataset['version']) return false;
    morph(result, next, flash);
    announce();
    return true;
  };

  const announce = () => {
    if (performance.now() - announcedMs < ANNOUNCE_MS) return;
    announcedMs = performance.now();
    const words = result.querySelector('[data-coverage]')?.textContent ?? '';
    for (const place of document.querySelectorAll('[data-announce]')) place.textContent = words;
  };

  const plan = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') {
      const isSealed = result.dataset['live'] === undefined;
      timer = setTimeout(() => void ask(), nextWaitMs(failures, isSealed, Math.random()));
    }
  };

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void ask();
    else clearTimeout(timer);
  });
  plan();
}

async function editionOf(url: string): Promise<number> {
  const response = await fetch(url, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const live: { readonly edition: number } = await response.json();
  return live.edition;
}

/** Says that the page updates by itself, or that it cannot. */
function note(isOffline: boolean): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-live-note]')) {
    place.hidden = place.dataset['liveNote'] === (isOffline ? 'on' : 'off');
  }
}

/** A changed figure lights up for a moment, unless the visitor wants things to stay still. */
function flash(element: Element): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  element.animate(
    [{ backgroundColor: 'rgb(255 209 102 / 60%)' }, { backgroundColor: 'transparent' }],
    {
      duration: 1500,
    },
  );
}

const result = document.querySelector<HTMLElement>('#result');
if (result !== null) {
  note(false);
  follow(result);
}

const logNote = document.querySelector<HTMLElement>('[data-log-state]');
// A note that cannot be filled stays hidden; the page is complete without it.
if (logNote !== null) showLogNote(logNote).catch(() => {});
