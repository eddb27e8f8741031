/**
 * The sidecar of an archive: for each partial decryption a line of canonical JSON with a second proof, whose
 * challenge binds everything that the statement depends on. The archive's own proof hashes neither alpha nor
 * the decryption factor (specification, section 4.18).
 */
import type { Element, Group } from '../groups/group.ts';
import { type Proof, proofAt, proofJson } from '../objects/group-objects.ts';
import type { EncryptedTally, PartialDecryption } from '../objects/tally-objects.ts';
import { rebuildDecryptionCommitments } from '../proofs/schnorr.ts';
import {
  countAt,
  hashAt,
  listAt,
  Malformed,
  objectAt,
  parseCanonical,
  stringAt,
} from '../objects/shape.ts';

export const SIDECAR_TYPE = 'ovoz-decryption-proofs';

/** What a partial decryption was made of: the same for all proofs of a line. */
export type DecryptionContext = {
  /** Fingerprint of the election. */
  readonly election: string;
  /** Hash of the last event before decryption: EncryptedTally, or EndShuffles. */
  readonly head: string;
  /** Hash of the archived encrypted tally. */
  readonly tally: string;
  readonly owner: number;
  /** Hash of the partial decryption in the archive. */
  readonly share: string;
};

export type SidecarLine = DecryptionContext & { readonly proofs: readonly (readonly Proof[])[] };

/** What the challenge of one full-context proof hashes. */
export function fullContextText(
  group: Group,
  context: Omit<DecryptionContext, 'share'>,
  statement: {
    readonly question: number;
    readonly index: number;
    readonly key: Element;
    readonly alpha: Element;
    readonly factor: Element;
  },
  commitments: readonly [string, string],
): string {
  const { election, head, tally, owner } = context;
  const { question, index, key, alpha, factor } = statement;
  return [
    'ovoz-decryption-v1',
    group.name,
    election,
    head,
    tally,
    owner,
    question,
    index,
    group.generator.text,
    key.text,
    alpha.text,
    factor.text,
    ...commitments,
  ].join('|');
}

/** Whether a line proves every decryption factor of its trustee, in this context. */
export function isFullContextProof(
  group: Group,
  line: SidecarLine,
  context: Pick<DecryptionContext, 'election' | 'head' | 'tally'>,
  key: Element,
  tally: EncryptedTally,
  factors: PartialDecryption['factors'],
): boolean {
  const { election, head, tally: tallyHash } = context;
  if (line.election !== election || line.head !== head || line.tally !== tallyHash) return false;
  if (line.proofs.length !== tally.length) return false;
  return tally.every((row, question) => {
    if (line.proofs[question]?.length !== row.length) return false;
    return row.every(({ alpha }, index) => {
      const factor = factors[question]?.[index];
      const proof = line.proofs[question]?.[index];
      if (factor === undefined || proof === undefined) return false;
      const commitments = rebuildDecryptionCommitments(group, key, { alpha, factor, proof });
      const statement = { question, index, key, alpha, factor };
      const text = fullContextText(group, line, statement, commitments);
      return group.hashToScalar(text) === proof.challenge;
    });
  });
}

export function sidecarLineText({ proofs, ...context }: SidecarLine): string {
  const { election, head, tally, owner, share } = context;
  return JSON.stringify({
    format: 1,
    type: SIDECAR_TYPE,
    election,
    head,
    tally,
    owner,
    share,
    proofs: proofs.map((row) => row.map(proofJson)),
  });
}

/** @throws Malformed */
export function parseSidecar(group: Group, text: string): readonly SidecarLine[] {
  if (text === '') return [];
  if (!text.endsWith('\n')) throw new Malformed('the sidecar', 'made of whole lines');
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => parseLine(group, line));
}

function parseLine(group: Group, text: string): SidecarLine {
  return parseCanonical(text, (value) => {
    const keys = ['format', 'type', 'election', 'head', 'tally', 'owner', 'share', 'proofs'];
    const one = objectAt(value, '', keys);
    if (one['format'] !== 1 || one['type'] !== SIDECAR_TYPE) {
      throw new Malformed('type', `${SIDECAR_TYPE} of format 1`);
    }
    return {
      election: stringAt(one['election'], 'election'),
      head: hashAt(one['head'], 'head'),
      tally: hashAt(one['tally'], 'tally'),
      owner: countAt(one['owner'], 'owner'),
      share: hashAt(one['share'], 'share'),
      proofs: listAt(one['proofs'], 'proofs', (row, path) =>
        listAt(row, path, (item, at) => proofAt(group, item, at)),
      ),
    };
  });
}
