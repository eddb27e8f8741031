import type { Night } from './night.ts';

/** Shows how the night goes: on a terminal in one line that changes, elsewhere a line every now and then. */
export type ProgressLine = {
  readonly step: (text: string) => void;
  /** A bar for work of a known size. */
  readonly bar: (done: number, of: number, what: string) => void;
  readonly watch: (night: Night, timeZone: string) => void;
  readonly stop: () => void;
};

const BAR_WIDTH = 24;
const TERMINAL_EVERY_MS = 200;
const PLAIN_EVERY_MS = 10_000;

export function openProgress(stream: NodeJS.WriteStream): ProgressLine {
  let timer: NodeJS.Timeout | undefined;
  let last = { at: performance.now(), papers: 0, rate: 0 };
  const began = performance.now();
  let lastBar = 0;
  const clear = () => {
    if (stream.isTTY) stream.write('\r\u001b[K');
  };
  const show = (night: Night, timeZone: string) => {
    const { papersAccepted } = night.figures;
    const now = performance.now();
    if (now - last.at > 1000) {
      const rate = ((papersAccepted - last.papers) * 1000) / (now - last.at);
      last = { at: now, papers: papersAccepted, rate };
    }
    const line = lineOf(night, timeZone, last.rate);
    stream.write(stream.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  };
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    clear();
  };
  return {
    step: (text) => {
      clear();
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      stream.write(`${seconds.padStart(6)} s  ${text}\n`);
    },
    bar: (done, of, what) => {
      const now = performance.now();
      const isDue = now - lastBar > (stream.isTTY ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS);
      if (!isDue && done < of) return;
      lastBar = now;
      const line = `${barOf(done / of)}  ${done.toLocaleString('en')} of ${of.toLocaleString('en')} ${what}`;
      stream.write(stream.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
    },
    watch: (night, timeZone) => {
      stop();
      timer = setInterval(
        () => show(night, timeZone),
        stream.isTTY ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS,
      );
    },
    stop,
  };
}

function lineOf(night: Night, timeZone: string, rate: number): string {
  const { papersAccepted, papersDue, refusals } = night.figures;
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' });
  const share = papersDue === 0 ? 0 : papersAccepted / papersDue;
  const refused = [...refusals.values()].reduce((sum, one) => sum + one, 0);
  return [
    time.format(night.legalNowMs()),
    barOf(share),
    `${(share * 100).toFixed(1)} % of ${papersDue.toLocaleString('en')} protocols accepted`,
    `${Math.round(rate)}/s`,
    `${refused} refused as they must be`,
  ].join('  ');
}

function barOf(share: number): string {
  return '█'.repeat(Math.max(0, Math.round(share * BAR_WIDTH))).padEnd(BAR_WIDTH, '░');
}
