/** Something that cannot be if nobody meddled. The code is stable; the place names one thing. */
export type Alarm = {
  readonly code: AlarmCode;
  /** What it is about: `entry 1204`, `protocol party-list/1204/hand`, `elections/…/results/nation.json`. */
  readonly place: string;
  readonly sentence: string;
  /** True for what may be a moment between two writes: it counts when the next look finds it still. */
  readonly mayPass: boolean;
};

export type AlarmCode =
  | 'log-missing'
  | 'checkpoint-wrong'
  | 'log-shrank'
  | 'log-forked'
  | 'log-file-altered'
  | 'fact-altered'
  | 'fact-missing'
  | 'fact-waits'
  | 'package-altered'
  | 'package-unrecorded'
  | 'package-missing'
  | 'protocol-altered'
  | 'grant-unrecorded'
  | 'grant-altered'
  | 'key-unrecorded'
  | 'key-altered'
  | 'definition-altered'
  | 'certified-altered'
  | 'manifest-unrecorded'
  | 'file-altered'
  | 'file-missing';

export const alarm = (
  code: AlarmCode,
  place: string,
  sentence: string,
  { mayPass = false } = {},
): Alarm => ({ code, place, sentence, mayPass });
