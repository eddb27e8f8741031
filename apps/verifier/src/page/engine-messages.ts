import type { FilesResult, FileTask } from '../files/check-files.ts';
import type { StationContext, StationsResult, StationTask } from '../stations/station-task.ts';
import type { Verdict } from '../verdict.ts';

/** What the reader chose to verify. */
export type ChosenSource =
  /** Address of the folder of published files. */
  | { readonly kind: 'site'; readonly base: string }
  | { readonly kind: 'folder'; readonly name: string; readonly files: readonly ChosenFile[] }
  | { readonly kind: 'archive'; readonly name: string; readonly file: Blob };

/** What the work is done on: archives are unpacked first. */
export type UnpackedSource = Exclude<ChosenSource, { kind: 'archive' }>;

/** A file with its path below the chosen folder, that folder's name first. */
export type ChosenFile = readonly [path: string, file: Blob];

export type Wish = {
  readonly source: ChosenSource;
  /** One line, from elsewhere; null: that of the record is taken. */
  readonly logKey: string | null;
};

/** What a worker is started for: to verify, with the help of others, or to help. */
export type WorkerStart =
  | { readonly kind: 'verify'; readonly wish: Wish; readonly helpers: readonly MessagePort[] }
  | { readonly kind: 'help'; readonly port: MessagePort };

export type Report = {
  readonly verdict: Verdict;
  /** Key of the log on its line; null when there is none. */
  readonly key: string | null;
  /** When it was verified, by the clock of this device. */
  readonly at: Date;
};

/** What the verifying worker says to the page. */
export type EngineMessage =
  | {
      readonly kind: 'progress';
      readonly step: string;
      readonly done: number;
      readonly all: number;
    }
  | ({ readonly kind: 'report' } & Report)
  | { readonly kind: 'failed'; readonly code: string; readonly reason: string };

/** A part of the work. Its source comes first, once. */
export type HelpTask =
  | { readonly kind: 'source'; readonly source: UnpackedSource }
  | {
      readonly kind: 'stations';
      readonly context: StationContext;
      readonly tasks: readonly StationTask[];
    }
  | { readonly kind: 'files'; readonly tasks: readonly FileTask[] };

export type HelpAnswer =
  | { readonly kind: 'stations'; readonly result: StationsResult }
  | { readonly kind: 'files'; readonly result: FilesResult }
  | { readonly kind: 'failed'; readonly reason: string };
