/** What `/published/log/state.json` says: `PublishedLogState` of the contract. */
export type LogState = {
  readonly size: number;
  readonly publicSize: number;
  readonly registered: number;
  readonly cosigned: number;
};

/** The sentence of the page with the figures of the log in it. */
export function logSentence(
  { size, publicSize, registered, cosigned }: LogState,
  words: { readonly public: string; readonly waiting: string },
  number: (value: number) => string,
): string {
  const figures: Readonly<Record<string, number>> = {
    size,
    public: publicSize,
    registered,
    cosigned,
  };
  const template = publicSize > 0 ? words.public : words.waiting;
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    figures[name] === undefined ? whole : number(figures[name]),
  );
}

/** Fills the note on the page. Without a log, or without a network, it stays away. */
export async function showLogNote(place: HTMLElement): Promise<void> {
  const { logState, logPublic = '', logWaiting = '' } = place.dataset;
  if (logState === undefined) return;
  const response = await fetch(logState, { cache: 'no-cache' });
  if (!response.ok) return;
  const state: LogState = await response.json();
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const words = { public: logPublic, waiting: logWaiting };
  place.textContent = logSentence(state, words, (value) => numbers.format(value));
  place.hidden = false;
}
