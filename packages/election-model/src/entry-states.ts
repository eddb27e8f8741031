import { impossible, ok, type Result, refused } from '@ovoz/basics';

/** Where the double entry of one version of a protocol stands. */
export type EntryStage =
  /** Nobody has begun. */
  | 'empty'
  | 'first-open'
  | 'first-finished'
  /** Two people have begun and at least one of them is not finished. */
  | 'second-open'
  /** Both are finished and differ: a third person keys the differing fields. */
  | 'different'
  | 'third-open'
  /** All three keyed different figures in some field. */
  | 'unresolved'
  /** Enough people keyed the same: the version is there. */
  | 'complete';

export type EntryProgress = {
  /** Of the first, the second and the third person, in this order, as far as they have begun. */
  readonly entries: readonly { readonly person: string; readonly finished: boolean }[];
  /** Fields on which no two of the finished entries agree; 0 until they have been compared. */
  readonly differing: number;
};

export type EntryEvent =
  /** Begins an entry, or takes up the own open one. `isIndependent`: of everybody who has begun before. */
  | { readonly type: 'start'; readonly by: string; readonly isIndependent: boolean }
  /** `differing` counts the fields without agreement, once nobody is left to be waited for. */
  | { readonly type: 'finish'; readonly by: string; readonly differing: number }
  /** Somebody who decides puts all entries aside, for a reason: it is keyed anew. */
  | { readonly type: 'discard' };

/** Why an event is refused. Codes are public and stable. */
export type EntryRefusal =
  | 'wrong-state'
  | 'entry-by-same-person'
  | 'not-independent'
  | 'entry-by-another'
  | 'entry-unresolved'
  | 'entry-finished'
  | 'no-entries';

export const NO_ENTRIES: EntryProgress = { entries: [], differing: 0 };

/** The stage that people are shown: docs/state-machines/result-entry.md. */
export function entryStage({ entries, differing }: EntryProgress): EntryStage {
  const isOpen = entries.some(({ finished }) => !finished);
  switch (entries.length) {
    case 0:
      return 'empty';
    case 1:
      return isOpen ? 'first-open' : 'first-finished';
    case 2:
      if (isOpen) return 'second-open';
      return differing > 0 ? 'different' : 'complete';
    default:
      if (isOpen) return 'third-open';
      return differing > 0 ? 'unresolved' : 'complete';
  }
}

/**
 * The progress after an event, or why it is refused. Two people key the whole paper, each without seeing the
 * other, also at the same time; a third keys only the fields in which they differ. Nobody keys twice.
 */
export function decideEntry(
  progress: EntryProgress,
  event: EntryEvent,
): Result<EntryProgress, EntryRefusal> {
  switch (event.type) {
    case 'start':
      return start(progress, event);
    case 'finish':
      return finish(progress, event);
    case 'discard': {
      const stage = entryStage(progress);
      if (stage === 'empty') return refused('no-entries');
      return stage === 'complete' ? refused('wrong-state') : ok(NO_ENTRIES);
    }
    default:
      return impossible(event);
  }
}

function start(
  progress: EntryProgress,
  { by, isIndependent }: Extract<EntryEvent, { type: 'start' }>,
): Result<EntryProgress, EntryRefusal> {
  const own = progress.entries.find(({ person }) => person === by);
  if (own !== undefined && !own.finished) return ok(progress);
  const stage = entryStage(progress);
  if (stage === 'complete') return refused('wrong-state');
  if (stage === 'unresolved') return refused('entry-unresolved');
  if (own !== undefined) return refused('entry-by-same-person');
  if (stage === 'second-open' || stage === 'third-open') return refused('entry-by-another');
  if (!isIndependent) return refused('not-independent');
  return ok({ ...progress, entries: [...progress.entries, { person: by, finished: false }] });
}

function finish(
  { entries, differing }: EntryProgress,
  event: Extract<EntryEvent, { type: 'finish' }>,
): Result<EntryProgress, EntryRefusal> {
  const own = entries.find(({ person }) => person === event.by);
  if (own === undefined) return refused('no-entries');
  if (own.finished) return refused('entry-finished');
  const after = entries.map((entry) => (entry === own ? { ...own, finished: true } : entry));
  const isCompared = after.length > 1 && after.every(({ finished }) => finished);
  return ok({ entries: after, differing: isCompared ? event.differing : differing });
}
