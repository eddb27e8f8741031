/** How long to wait before the published state is asked for again, in milliseconds. */
export const POLL_MS = 5000;
/** Before the first figures nothing is urgent. */
const SEALED_POLL_MS = 30_000;
const MAX_WAIT_MS = 120_000;
/** Pages are rendered a moment after the files: so often a page is asked for after the last news. */
const LATE_QUESTIONS = 3;

/**
 * The wait before the next question. Failures double it, so that a server in trouble gets rest; each
 * visitor waits a little longer or shorter (`chance` from 0 to 1), so that not all ask at once.
 */
export function nextWaitMs(failures: number, isSealed: boolean, chance: number): number {
  const usual = isSealed ? SEALED_POLL_MS : POLL_MS;
  const base = Math.min(MAX_WAIT_MS, usual * 2 ** Math.min(failures, 10));
  return Math.round(base * (0.85 + 0.3 * chance));
}

/** What a page knows: the edition it heard of last, and how often it asked since then without news. */
export type Following = { readonly edition: number; readonly askedInVain: number };

/** Whether the page has to be fetched now that the result has this edition. */
export function mustFetch(following: Following, edition: number): boolean {
  return edition !== following.edition || following.askedInVain < LATE_QUESTIONS;
}

/** What the page knows after it was fetched. */
export function afterFetch(following: Following, edition: number, wasNew: boolean): Following {
  const isNews = wasNew || edition !== following.edition;
  return { edition, askedInVain: isNews ? 0 : following.askedInVain + 1 };
}
