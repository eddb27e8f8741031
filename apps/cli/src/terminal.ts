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

export function openTerminal(
  json: boolean,
  stream: NodeJS.WriteStream & { isTTY?: boolean },
): Terminal {
  if (json) return { json, step: () => {}, progress: () => {}, clear: () => {} };
  const clear = () => {
    if (stream.isTTY) stream.write('\r\u001b[K');
  };
  const step = (text: string) => {
    clear();
    stream.write(`${styled('dim', text, stream)}\n`);
  };
  let lastShown = '';
  const progress = (done: number, of: number, text: string) => {
    if (stream.isTTY) {
      const filled = Math.round((done / of) * BAR_WIDTH);
      const bar = '█'.repeat(filled).padEnd(BAR_WIDTH, '░');
      stream.write(`\r\u001b[K${bar} ${done} of ${of}  ${text}`);
      return;
    }
    const shown = `${Math.floor((done / of) * PLAIN_STEPS)} of ${PLAIN_STEPS}`;
    if (shown !== lastShown) stream.write(`${done} of ${of}: ${text}\n`);
    lastShown = shown;
  };
  return { json, step, progress, clear };
}

export function styled(
  style: Parameters<typeof styleText>[0],
  text: string,
  stream: NodeJS.WriteStream = process.stdout,
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
