import type { Element, Group, PreparedKey } from '../groups/group.ts';
import { openGroup } from '../groups/open-group.ts';
import { toBase64 } from '../base64.ts';
import { parsePublicCredentials } from '../objects/credentials.ts';
import { type Election, readElection } from '../objects/election.ts';
import { canonicalText, hashAt, objectAt, parseCanonical, parseJson } from '../objects/shape.ts';
import { parseTrustees, type TrusteeItem } from '../objects/trustees.ts';
import type { Platform } from '../platform.ts';
import { verifyTrustees } from '../trustees/verify-trustees.ts';
import type { FindingLog } from './findings.ts';

/** The texts of a setup: what a worker needs to know an election. */
export type SetupTexts = {
  readonly election: string;
  readonly trustees: string;
  readonly credentials: string;
};

export type Setup = {
  readonly texts: SetupTexts;
  readonly group: Group;
  readonly election: Election;
  readonly fingerprint: string;
  readonly key: PreparedKey;
  readonly trustees: readonly TrusteeItem[];
  readonly trusteeKeys: readonly Element[];
  readonly weights: ReadonlyMap<string, number>;
  /** Whether ballots are shuffled before they are decrypted. */
  readonly isMixed: boolean;
};

/** Reads a setup without checking it. @throws Malformed */
export function readSetup(texts: SetupTexts, platform: Platform): Setup {
  const election = readElection(parseJson(texts.election));
  const group = openGroup(election.group, platform);
  const y = group.parse(election.publicKey) ?? group.neutral;
  const trustees = parseTrustees(group, texts.trustees);
  const credentials = parsePublicCredentials(texts.credentials);
  return {
    texts,
    group,
    election,
    fingerprint: toBase64(platform.sha256(texts.election)),
    key: group.prepare(y),
    trustees,
    trusteeKeys: trustees.flatMap((item) =>
      item.kind === 'single'
        ? [item.key.publicKey]
        : item.parameters.verificationKeys.map(({ publicKey }) => publicKey),
    ),
    weights: new Map(credentials.map(({ key, weight }) => [key, weight])),
    isMixed: election.questions.some(({ kind }) => kind === 'non-homomorphic'),
  };
}

/** The three hashes in the payload of the Setup event. @throws Malformed */
export function parseSetupData(text: string): SetupTexts {
  return parseCanonical(text, (value) => {
    const one = objectAt(value, '', ['election', 'trustees', 'credentials']);
    return {
      election: hashAt(one['election'], 'election'),
      trustees: hashAt(one['trustees'], 'trustees'),
      credentials: hashAt(one['credentials'], 'credentials'),
    };
  });
}

/** Holds everything in a setup against the rules. @throws Malformed */
export function checkSetup(setup: Setup, log: FindingLog): void {
  const { group, election, texts, trustees } = setup;
  if (canonicalText(parseJson(texts.election)) !== texts.election) {
    log.add('strict', 'election-not-canonical', 'event 0');
  }
  election.questions.forEach((question, index) => {
    const place = `question ${index + 1}`;
    if (question.kind === 'lists') log.add('unverified', 'election-question-unsupported', place);
    if (question.kind === 'non-homomorphic' && group.embedding === null) {
      log.add('invalid', 'setup-malformed', place, 'its group holds no values');
    }
  });
  const { publicKey, problems } = verifyTrustees(group, trustees);
  for (const { level, code, trustee } of problems) log.add(level, code, `trustee ${trustee}`);
  if (publicKey.text !== election.publicKey) log.add('invalid', 'election-key-wrong', 'event 0');
  checkCredentials(setup, log);
}

function checkCredentials({ group, texts, isMixed }: Setup, log: FindingLog): void {
  const seen = new Set<string>();
  for (const [index, { key, weight }] of parsePublicCredentials(texts.credentials).entries()) {
    const place = `credential ${index + 1}`;
    const element = group.parse(key);
    if (element === null || !group.isMember(element) || (isMixed && weight !== 1)) {
      log.add('invalid', 'credential-malformed', place);
    }
    if (seen.has(key)) log.add('invalid', 'credential-repeated', place);
    seen.add(key);
  }
}
