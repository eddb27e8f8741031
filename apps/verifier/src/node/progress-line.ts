const STEPS: Readonly<Record<string, string>> = {
  log: 'Reading the log',
  tiles: 'Comparing the tiles of the log',
  sealed: 'Reading what was sealed',
  protocols: 'Following every protocol through the log',
  stations: 'Verifying protocols of stations',
  sums: 'Adding up and giving seats',
  areas: 'Comparing files of areas',
  files: 'Comparing all other files',
  settling: 'Something differs; waiting to look again, in case the site is just publishing',
};
/** Times a second that a person can read. */
const INTERVAL_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';

type Output = { readonly isTTY?: boolean; readonly write: (text: string) => unknown };

/** One line that tells how far the work is, where somebody looks at it. */
export function progressLine(output: Output): {
  readonly show: (step: string, done: number, all: number) => void;
  readonly clear: () => void;
} {
  if (output.isTTY !== true) return { show: () => {}, clear: () => {} };
  let shownMs = 0;
  return {
    show: (step, done, all) => {
      const nowMs = performance.now();
      if (nowMs - shownMs < INTERVAL_MS) return;
      shownMs = nowMs;
      const share = all > 1 ? ` ${Math.floor((100 * done) / all)} %` : '';
      output.write(`${CLEAR_LINE}${STEPS[step] ?? step} …${share}`);
    },
    clear: () => output.write(CLEAR_LINE),
  };
}
