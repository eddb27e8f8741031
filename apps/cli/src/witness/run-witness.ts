import { setTimeout as wait } from 'node:timers/promises';
import { styled, type Terminal } from '../terminal.ts';
import { type Alarm, type Brought, bringCosignature, type Look, lookAtLog } from './follow-log.ts';
import type { LogSite } from './log-site.ts';
import type { WitnessFolder } from './witness-folder.ts';

/** What happened while a witness ran. */
export type Watched = {
  readonly size: number | null;
  readonly alarms: readonly Alarm[];
  readonly brought: Brought | null;
  /** Why the last look could say nothing; null when it could. */
  readonly unreadable: string | null;
};

/** Tells people, or programs one JSON object a line, what happened; the same again is not told twice. */
export class Witnessing {
  readonly #folder: WitnessFolder;
  readonly #site: LogSite;
  readonly #terminal: Terminal;
  readonly #alarms = new Map<string, Alarm>();
  #size: number | null = null;
  #brought: Brought | null = null;
  #unreadable: string | null = null;

  constructor(folder: WitnessFolder, site: LogSite, terminal: Terminal) {
    this.#folder = folder;
    this.#site = site;
    this.#terminal = terminal;
  }

  get watched(): Watched {
    const alarms = [...this.#alarms.values()];
    return { size: this.#size, alarms, brought: this.#brought, unreadable: this.#unreadable };
  }

  /** Looks again and again until it is told to stop. */
  async follow(everyMs: number, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await this.look();
      await wait(everyMs, undefined, { signal: stop }).catch(() => {});
    }
  }

  async look(): Promise<void> {
    const seen = await lookAtLog(this.#folder, this.#site);
    if (seen.kind === 'alarm') return this.raise(seen.alarm);
    if (seen.kind === 'unreadable') return this.#tellUnreadable(seen.sentence);
    this.#unreadable = null;
    if (seen.kind === 'grown' || this.#size === null) this.#tellLook(seen);
    this.#size = seen.size;
    const isBrought = this.#brought?.kind === 'brought' && this.#brought.size === seen.size;
    if (!isBrought) this.#tellBrought(await bringCosignature(this.#folder));
  }

  raise(alarm: Alarm): void {
    const isTold = this.#alarms.has(alarm.folder);
    this.#alarms.set(alarm.folder, alarm);
    if (isTold) return;
    this.#tell({ event: 'alarm', ...alarm }, [
      styled(['bold', 'red'], `\u0007ALARM (${alarm.code})`),
      styled('red', alarm.sentence),
      `Both checkpoints are kept in ${alarm.folder}. Show them to other witnesses, and to the public.`,
    ]);
  }

  #tellLook({ kind, size, before }: Extract<Look, { kind: 'grown' | 'same' }>): void {
    const entries = `${size.toLocaleString('en')} entries`;
    const words =
      kind === 'same'
        ? `${entries}, as co-signed before`
        : before === null
          ? `${entries}; the first that is kept, co-signed`
          : `${entries}, ${(size - before).toLocaleString('en')} more; an extension of what was seen; co-signed`;
    this.#tell({ event: kind, size, before }, [words]);
  }

  #tellBrought(brought: Brought | null): void {
    const before = this.#brought;
    this.#brought = brought;
    if (brought === null) return;
    if (brought.kind === 'brought') {
      const { size, cosigned, needed } = brought;
      const words = `co-signature brought; ${cosigned} have co-signed, ${needed} make it public`;
      this.#tell({ event: 'brought', size, cosigned, needed }, [styled('dim', words)]);
      return;
    }
    if (before?.kind === 'not-brought' && before.code === brought.code) return;
    const { code, sentence } = brought;
    const hint =
      code === 'witness-unknown'
        ? [
            `This witness is not registered yet. Give the administration this line: ${this.#folder.settings.vkey}`,
          ]
        : [];
    this.#tell({ event: 'not-brought', code, sentence }, [
      `The co-signature is kept and will be brought again (${code}): ${sentence}`,
      ...hint,
    ]);
  }

  #tellUnreadable(sentence: string): void {
    if (this.#unreadable === sentence) return;
    this.#unreadable = sentence;
    this.#tell({ event: 'unreadable', sentence }, [
      styled('yellow', `Nothing can be seen now: ${sentence}`),
    ]);
  }

  #tell(event: object, lines: readonly string[]): void {
    const time = new Date();
    if (this.#terminal.json) {
      console.log(JSON.stringify({ time: time.toISOString(), ...event }));
      return;
    }
    this.#terminal.clear();
    for (const line of lines) console.log(`${time.toLocaleTimeString('en-GB')}  ${line}`);
  }
}
