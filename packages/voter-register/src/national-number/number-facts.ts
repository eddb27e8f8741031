/** What some national numbers say about their holder. */
export type NumberFacts = {
  readonly sex: 'm' | 'f';
  /** ISO 8601. */
  readonly birthDate: string;
};
