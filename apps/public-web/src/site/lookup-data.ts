/** What the script of the look-up needs. */
export type LookupData = {
  readonly election: string;
  /** Address of the page with all stations. */
  readonly stations: string;
  /** `{station}` in `lookup.found` stands for the number. */
  readonly words: Readonly<Record<LookupWord, string>>;
};

type LookupWord =
  | 'lookup.working'
  | 'lookup.found'
  | 'lookup.roll'
  | 'lookup.register'
  | 'lookup.missed'
  | 'lookup.missed.do'
  | 'lookup.puzzle'
  | 'lookup.refused'
  | 'lookup.failed'
  | 'lookup.notBuilt'
  | 'lookup.empty'
  | 'lookup.station';
