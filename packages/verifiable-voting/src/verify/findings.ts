/**
 * What verification finds. `invalid`: the reference tool refuses it too, or it is broken beyond reading on.
 * `unverified`: this program cannot check it. `strict`: the reference tool may accept it, a strict verifier must
 * not. Codes are public and never reused.
 */
export const FINDINGS = {
  'archive-truncated': 'The archive ends within an entry or between data and its event.',
  'archive-header-wrong': 'An entry does not have the one header that the format allows.',
  'archive-padding-wrong': 'There is something between the end of an entry and the next one.',
  'archive-entry-foreign':
    'An entry is neither data nor event, or stands where it does not belong.',
  'archive-hash-wrong': 'An entry is not what its name, the hash of its content, says.',
  'archive-timestamp-differs': 'An entry has another time than the first.',
  'archive-data-misplaced': 'The data before an event are not those of the event, in their order.',
  'archive-without-setup': 'The archive does not begin with the setup of an election.',
  'event-malformed': 'An event is not written as the format demands.',
  'event-chain-broken': 'An event does not follow on the event before it.',
  'event-out-of-order': 'An event stands where the order of an election has no place for it.',
  'payload-missing': 'The data that an event is about do not stand before it.',
  'setup-malformed': 'The setup cannot be read.',
  'election-not-canonical': 'The definition of the election is not in its canonical form.',
  'election-key-wrong': 'The key of the election is not the one that its trustees make.',
  'election-question-unsupported':
    'A question is of the type Lists: ballots on it are read, and their answers are not verified.',
  'credential-malformed': 'A public credential is not an element of the group with a weight.',
  'credential-repeated': 'A public credential is on the list twice.',
  'trustee-key-outside-group': 'The key of a trustee is not in the group.',
  'trustee-key-proof-wrong': 'A trustee did not prove to know the private key.',
  'trustee-certificate-wrong': 'The certificate of a trustee is not signed with its own key.',
  'trustee-certificate-key-outside-group': 'A key in a certificate is not in the group.',
  'trustee-certificate-context-wrong':
    'A certificate was made for another group, threshold or place.',
  'trustee-coefexps-wrong': 'The commitments to the polynomial of a trustee are not right.',
  'trustee-key-not-of-polynomials':
    'The key of a trustee is not the one that the polynomials give.',
  'trustee-key-signature-wrong': 'The key of a trustee has a wrong signature.',
  'trustee-key-unsigned': 'The key of a trustee is not signed by its holder.',
  'trustee-signature-unverified':
    'The trustees have "signatures", which this program reads and cannot verify.',
  'ballot-malformed': 'A ballot is not written as the format demands.',
  'ballot-of-another-election': 'A ballot was made for another election.',
  'ballot-credential-unknown': 'A ballot is by a credential that is not on the list.',
  'ballot-signature-wrong': 'A ballot is not signed by its credential.',
  'ballot-element-outside-group': 'A ballot has an element that is not in the group.',
  'ballot-proof-wrong': 'A ballot has a proof that does not hold.',
  'ballot-repeated': 'The same ballot is in the archive twice.',
  'tally-malformed': 'The encrypted tally cannot be read.',
  'tally-differs': 'The encrypted tally is not the one that the ballots give.',
  'tally-size-differs': 'The number of ballots or their weight is not the one that was counted.',
  'shuffle-malformed': 'A shuffle cannot be read, or is of a trustee that there is not.',
  'shuffle-element-outside-group': 'A shuffled ciphertext or commitment is not in the group.',
  'shuffle-proof-wrong': 'A shuffle has a proof that does not hold.',
  'shuffle-repeated': 'A trustee shuffled twice.',
  'shuffle-missing': 'Not one shuffle was made.',
  'share-malformed': 'A partial decryption cannot be read, or is of a trustee that there is not.',
  'share-element-outside-group': 'A decryption factor is not in the group.',
  'share-proof-wrong': 'A partial decryption has a proof that does not hold; it is left out.',
  'share-repeated': 'A trustee decrypted twice.',
  'shares-missing': 'Too few right partial decryptions are there for the result.',
  'result-malformed': 'The result cannot be read.',
  'result-differs': 'The result is not the one that the partial decryptions give.',
  'sidecar-missing': 'There is no sidecar with the full-context proofs of decryption.',
  'sidecar-malformed': 'The sidecar cannot be read.',
  'sidecar-proof-missing': 'A partial decryption has no full-context proof in the sidecar.',
  'sidecar-proof-wrong': 'A full-context proof in the sidecar does not hold.',
  unfinished: 'The election is not finished.',
} as const;

export type FindingCode = keyof typeof FINDINGS;

export type Finding = {
  readonly level: 'invalid' | 'unverified' | 'strict';
  readonly code: FindingCode;
  /** Where: an event by its height, a byte, a trustee, a line of the sidecar. */
  readonly place: string;
  readonly sentence: string;
};

/** More are counted but not kept: an archive of a million bad ballots needs no million sentences. */
export const MAX_FINDINGS = 1000;

/** Thrown to stop reading: what follows has no meaning. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}

export type FindingLog = {
  add(level: Finding['level'], code: FindingCode, place: string, detail?: string): void;
  /** Adds what is invalid and stops reading. @throws Unreadable */
  stop(code: FindingCode, place: string, detail?: string): never;
  /** Adds what was found before. */
  restore(findings: readonly Finding[]): void;
  readonly kept: readonly Finding[];
  codes(): readonly FindingCode[];
  isInvalid(): boolean;
  /** Whether all that was read so far was checked, and is right but perhaps for strict readers. */
  isVerified(): boolean;
  verdict(): 'strictly-valid' | 'belenios-valid' | 'invalid' | 'not-verified';
};

export function findingLog(): FindingLog {
  const kept: Finding[] = [];
  const levels = new Set<Finding['level']>();
  const codes = new Set<FindingCode>();
  function keep(finding: Finding): void {
    levels.add(finding.level);
    codes.add(finding.code);
    if (kept.length < MAX_FINDINGS) kept.push(finding);
  }
  function add(level: Finding['level'], code: FindingCode, place: string, detail?: string): void {
    const sentence = detail === undefined ? FINDINGS[code] : `${FINDINGS[code]} (${detail})`;
    keep({ level, code, place, sentence });
  }
  return {
    add,
    stop(code, place, detail): never {
      add('invalid', code, place, detail);
      throw new Unreadable();
    },
    restore: (findings) => findings.forEach(keep),
    kept,
    codes: () => [...codes],
    isInvalid: () => levels.has('invalid'),
    isVerified: () => !levels.has('invalid') && !levels.has('unverified'),
    verdict() {
      if (levels.has('invalid')) return 'invalid';
      if (levels.has('unverified')) return 'not-verified';
      return levels.has('strict') ? 'belenios-valid' : 'strictly-valid';
    },
  };
}
