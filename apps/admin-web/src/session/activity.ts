let lastActivityMs = Date.now();

const EVENTS = ['pointerdown', 'keydown', 'scroll'] as const;

/** Notes when the person last did something. Called once, at the start. */
export function watchActivity(): void {
  for (const event of EVENTS) {
    addEventListener(event, () => void (lastActivityMs = Date.now()), { passive: true });
  }
}

/** Screens that renew themselves stop after this long, so that an abandoned desk is signed out. */
const ABANDONED_MS = 5 * 60 * 1000;

/** How often to read again: `everyMs`, or not at all while nobody is there. */
export function whileSomebodyIsThere(everyMs: number): () => number | false {
  return () => (Date.now() - lastActivityMs < ABANDONED_MS ? everyMs : false);
}
