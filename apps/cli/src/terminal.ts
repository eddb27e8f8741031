import { styleText } from 'node:util';

/** What a command came to: for programs as one JSON object, for people as lines. */
export type Outcome = {
  readonly json: object;
  readonly lines: readonly string[];
  /** 1 where the answer is a no, such as an import with wrong rows. */
  readonly exitCode?: 0 | 1;
};

/** Shows progress while a command works. Results go to standard output, everything else beside it. */
export type Terminal = {
  readonly json: boolean;
  readonly step: (text: string) => void;
  readonly progress: (done: number, of: number, text: string) => void;
  /** Removes what stands half drawn before something else is written. */
  readonly clear: () => void;
};

const BAR_WIDTH = 24;
/** Without a terminal a line at each tenth is enough to see that it goes on. */
const PLAIN_STEPS = 10;
/** Where a stream does not tell, and the narrowest that terminals are. */
const COLUMNS = 80;
/** Before that long, what is left is a guess. */
const ESTIMATE_AFTER_MS = 5000;

type Stream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** @param now milliseconds, to estimate what is left. */
export function openTerminal(
  json: boolean,
  stream: Stream,
  now: () => number = () => performance.now(),
): Terminal {
  if (json) return { json, step: () => {}, progress: () => {}, clear: () => {} };
  let isDrawn = false;
  const clear = () => {
    if (isDrawn) stream.write('\r\u001b[K');
    isDrawn = false;
  };
  const step = (text: string) => {
    clear();
    stream.write(`${styled('dim', text, stream)}\n`);
  };
  let begun: { readonly at: number; readonly done: number } | null = null;
  let lastShown = '';
  const progress = (done: number, of: number, text: string) => {
    begun ??= { at: now(), done };
    const share = of > 0 ? Math.min(1, done / of) : 1;
    const count = `${done.toLocaleString('en')} of ${of.toLocaleString('en')}`;
    if (stream.isTTY === true) {
      const left = timeLeft(now() - begun.at, done - begun.done, of - done);
      const line = drawn(share, `${count}  ${text}${left}`, stream.columns ?? COLUMNS);
      stream.write(`\r\u001b[K${line}`);
      isDrawn = true;
      return;
    }
    const shown = `${Math.floor(share * PLAIN_STEPS)}`;
    if (shown !== lastShown) stream.write(`${count}: ${text}\n`);
    lastShown = shown;
  };
  return { json, step, progress, clear };
}

/** One line that never wraps: a second one could not be removed again. The bar gives way before the words. */
function drawn(share: number, words: string, columns: number): string {
  const room = columns - 1;
  const width = Math.min(BAR_WIDTH, Math.max(0, room - 1 - words.length));
  const bar = '█'.repeat(Math.round(share * width)).padEnd(width, '░');
  return (width === 0 ? words : `${bar} ${words}`).slice(0, room);
}

function timeLeft(tookMs: number, done: number, left: number): string {
  if (tookMs < ESTIMATE_AFTER_MS || done <= 0 || left <= 0) return '';
  const seconds = Math.ceil((tookMs * left) / done / 1000);
  return seconds < 60 ? `, ${seconds} s left` : `, ${Math.ceil(seconds / 60)} min left`;
}

export function styled(
  style: Parameters<typeof styleText>[0],
  text: string,
  stream: NodeJS.WritableStream = process.stdout,
): string {
  return styleText(style, text, { stream });
}

/** Columns of equal width under their headings. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lineOf = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [styled('bold', lineOf(headings)), ...rows.map(lineOf)];
}
