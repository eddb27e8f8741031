import type { FileTask, FilesResult } from '../files/check-files.ts';
import type { StationContext, StationsResult, StationTask } from '../stations/station-task.ts';
import type { RecordPlace } from './open-record.ts';

export type WorkerData = { readonly place: RecordPlace };

export type WorkerRequest =
  | { readonly kind: 'context'; readonly context: StationContext }
  | { readonly kind: 'stations'; readonly tasks: readonly StationTask[] }
  | { readonly kind: 'files'; readonly tasks: readonly FileTask[] };

export type WorkerAnswer =
  | { readonly kind: 'stations'; readonly result: StationsResult }
  | { readonly kind: 'files'; readonly result: FilesResult }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };
