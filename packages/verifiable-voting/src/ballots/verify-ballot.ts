import { assert, type Result, ok, refused } from '@ovoz/basics';
import { toBase64 } from '../base64.ts';
import type { Element, Group, PreparedKey } from '../groups/group.ts';
import { type Answer, type Ballot, parseBallot, withoutSignature } from '../objects/ballot.ts';
import type { Election, Question } from '../objects/election.ts';
import { Malformed } from '../objects/shape.ts';
import type { Platform } from '../platform.ts';
import {
  checkHomomorphicAnswer,
  checkNonHomomorphicAnswer,
  type PendingCheck,
} from '../proofs/answer-proofs.ts';
import { ballotSignatureText } from '../proofs/schnorr.ts';

/** What all ballots of an election are held against. */
export type BallotContext = {
  readonly group: Group;
  readonly platform: Platform;
  readonly election: Election;
  /** SHA-256 of the election's bytes, base64. */
  readonly fingerprint: string;
  readonly key: PreparedKey;
  /** The element of a credential that is on the public list, or null. */
  readonly credentialOf: (text: string) => Element | null;
};

export type BallotRefusal = {
  readonly code:
    | 'ballot-malformed'
    | 'ballot-of-another-election'
    | 'ballot-credential-unknown'
    | 'ballot-signature-wrong'
    | 'ballot-element-outside-group'
    | 'ballot-proof-wrong';
  readonly detail: string;
};

/** Whether a ballot may be counted: canonical, of this election and credential, with every proof right. */
export function verifyBallot(context: BallotContext, text: string): Result<Ballot, BallotRefusal> {
  const { group, platform, election, fingerprint, key } = context;
  let ballot: Ballot;
  try {
    ballot = parseBallot(group, election, text);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return refused({ code: 'ballot-malformed', detail: error.message });
  }
  if (ballot.electionUuid !== election.uuid || ballot.electionHash !== fingerprint) {
    return refused({ code: 'ballot-of-another-election', detail: ballot.electionUuid });
  }
  const credential = context.credentialOf(ballot.credential);
  if (credential === null) {
    return refused({ code: 'ballot-credential-unknown', detail: ballot.credential });
  }
  const { hash, proof } = ballot.signature;
  if (toBase64(platform.sha256(withoutSignature(text))) !== hash) {
    return refused({ code: 'ballot-signature-wrong', detail: 'its hash is of another ballot' });
  }
  const parts: PendingCheck[] = ballot.answers.map((answer, index) =>
    checkAnswer(context, election.questions[index], answer, `${fingerprint}|${ballot.credential}`),
  );
  parts.push({
    requests: [
      {
        base: credential,
        rows: [{ challenge: proof.challenge, g: proof.response, y: 0n }],
        testsMembership: false,
      },
    ],
    check: (texts) =>
      group.hashToScalar(ballotSignatureText(hash, texts[0]?.[0] ?? '')) === proof.challenge
        ? null
        : 'signature',
  });
  const rebuilt = group.commitments(
    key,
    parts.flatMap(({ requests }) => requests),
  );
  if (!rebuilt.ok) {
    return refused({
      code: 'ballot-element-outside-group',
      detail: `element ${rebuilt.stranger + 1} is not of the group`,
    });
  }
  let at = 0;
  for (const [index, { requests, check }] of parts.entries()) {
    const wrong = check(rebuilt.texts.slice(at, at + requests.length));
    at += requests.length;
    if (wrong === null) continue;
    return wrong === 'signature'
      ? refused({ code: 'ballot-signature-wrong', detail: 'not made with the credential' })
      : refused({ code: 'ballot-proof-wrong', detail: `answers[${index}].${wrong}` });
  }
  return ok(ballot);
}

function checkAnswer(
  { group, key }: BallotContext,
  question: Question | undefined,
  answer: Answer,
  context: string,
): PendingCheck {
  if (question?.kind === 'homomorphic' && answer.kind === 'homomorphic') {
    return checkHomomorphicAnswer(group, question, answer, context);
  }
  if (answer.kind === 'non-homomorphic') {
    return checkNonHomomorphicAnswer(group, key.y, answer, context);
  }
  // What the proofs of these hash is in no specification that we have; the archive's verdict says so.
  assert(answer.kind === 'lists', 'a ballot answers the questions of its election');
  return { requests: [], check: () => null };
}

/** The smart ballot tracker: what a voter looks for on the board. */
export function trackerOf(platform: Platform, text: string): string {
  return toBase64(platform.sha256(text));
}
