import type { Result } from '@ovoz/basics';
import type { CallRefusal } from '@ovoz/client';
import type { EntryView } from '@ovoz/contract';
import type { Count } from '@ovoz/election-model';
import { type KeyedTexts, textOfCount, valuesOf } from '../../counting/keyed-text.ts';

/** How the last save went. `waiting`: something passing stands in the way, it is tried again by itself. */
export type SaveState = 'saved' | 'changed' | 'saving' | 'waiting' | 'refused';

export type Kept = {
  readonly texts: KeyedTexts;
  readonly state: SaveState;
  readonly refusal: CallRefusal | null;
};

type Dependencies = {
  readonly send: (
    revision: number,
    values: Readonly<Record<string, Count>>,
  ) => Promise<Result<{ readonly revision: number }, CallRefusal>>;
  /** Whether another attempt may succeed: an outage, or a session that is renewed over the page. */
  readonly mayPass: (refusal: CallRefusal) => boolean;
  /** Calls back after some milliseconds; the answer takes the call back. */
  readonly later: (afterMs: number, callBack: () => void) => () => void;
};

/** Rest after the last key before what was typed is saved. */
export const REST_MS = 600;
export const AGAIN_MS = 4000;

export type EntryKeeper = {
  readonly read: () => Kept;
  readonly subscribe: (listener: () => void) => () => void;
  readonly set: (name: string, text: string) => void;
  /** Saves what is left to save; the revision that is then on the server, or null when it did not get there. */
  readonly settle: () => Promise<number | null>;
};

/** Keeps what is keyed on the server as it is typed: one save at a time, again and again until it is there. */
export function createEntryKeeper(entry: EntryView, dependencies: Dependencies): EntryKeeper {
  const listeners = new Set<() => void>();
  let kept: Kept = {
    texts: Object.fromEntries(entry.fields.map((name) => [name, textOfCount(entry.values[name])])),
    state: 'saved',
    refusal: null,
  };
  let saved = kept.texts;
  let { revision } = entry;
  let underWay: Promise<boolean> | null = null;
  let cancel = () => {};

  const show = (changed: Partial<Kept>) => {
    kept = { ...kept, ...changed };
    for (const listener of listeners) listener();
  };
  const saveLater = (afterMs: number) => {
    cancel();
    cancel = dependencies.later(afterMs, () => void save());
  };
  const save = (): Promise<boolean> => {
    cancel();
    underWay ??= saveAll().finally(() => (underWay = null));
    return underWay;
  };
  const saveAll = async (): Promise<boolean> => {
    while (saved !== kept.texts) {
      const sent = kept.texts;
      show({ state: 'saving' });
      const answer = await dependencies.send(revision, valuesOf(sent));
      if (!answer.ok) {
        const mayPass = dependencies.mayPass(answer.refusal);
        show({
          state: mayPass ? 'waiting' : 'refused',
          refusal: mayPass ? null : answer.refusal,
        });
        if (mayPass) saveLater(AGAIN_MS);
        return false;
      }
      ({ revision } = answer.value);
      saved = sent;
    }
    show({ state: 'saved', refusal: null });
    return true;
  };

  return {
    read: () => kept,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (name, text) => {
      if (kept.texts[name] === text) return;
      const texts = { ...kept.texts, [name]: text };
      // While the server is away, the attempts go on at their own pace.
      if (kept.state === 'waiting') return show({ texts });
      show({ texts, state: 'changed' });
      saveLater(REST_MS);
    },
    settle: async () => ((await save()) ? revision : null),
  };
}
