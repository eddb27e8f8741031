/** Threshold key generation after Pedersen: specification, sections 4.6.2 to 4.6.7, step by step. */
import { type Result, ok, refused } from '@ovoz/basics';
import { equal, type Element } from '../groups/group.ts';
import { bytesOfNumber, parseDecimal } from '../numbers.ts';
import { proofJson } from '../objects/group-objects.ts';
import { listAt, Malformed, objectAt, parseJson, stringAt } from '../objects/shape.ts';
import {
  type CertificateContext,
  parseCertificate,
  parseCoefexps,
  readPublicKey,
  readSignedMessage,
} from '../objects/trustees.ts';
import { proveKey, signMessage } from '../proofs/make-proofs.ts';
import { isKeyProof, isMessageSignature } from '../proofs/schnorr.ts';
import type { SecretArithmetic, SecretScalar } from '../secrets/secret-arithmetic.ts';
import { type ChannelTools, keysOfSeed, seal, signedMessageText, unseal } from './channel.ts';
import { keyOfPolynomials } from './verify-trustees.ts';

export type KeyGenerationRefusal =
  | 'certificate-wrong'
  | 'certificate-not-ours'
  | 'polynomial-wrong'
  | 'share-wrong'
  | 'key-wrong'
  | 'channel-malformed'
  | 'channel-not-decrypted'
  | 'channel-not-authentic';

/** Step 1: the public keys of a trustee, signed with its own key. */
export function makeCertificate(
  tools: ChannelTools,
  seed: string,
  context: CertificateContext | null,
): string {
  const keys = keysOfSeed(tools, seed);
  const message = JSON.stringify({
    ...(context === null ? {} : { context }),
    verification: keys.verification.text,
    encryption: keys.encryption.text,
  });
  return signedMessageText(tools.secrets, keys.signing, message);
}

type CheckedCertificate = { readonly verification: Element; readonly encryption: Element };

/** Step 2: whether all certificates are right. */
function checkCertificates(
  { secrets: { group } }: ChannelTools,
  texts: readonly string[],
): Result<readonly CheckedCertificate[], KeyGenerationRefusal> {
  return reading('certificate-wrong', () => {
    const keys = texts.map((text) => {
      const { message, signature } = readSignedMessage(group, parseJson(text), '');
      const own = parseCertificate(group, message);
      if (!group.isMember(own.verification) || !group.isMember(own.encryption)) {
        throw new Malformed('certificate', 'made of members of the group');
      }
      if (!isMessageSignature(group, own.verification, message, signature)) {
        throw new Malformed('certificate', 'signed with its own key');
      }
      return own;
    });
    const distinct = new Set(keys.map(({ verification }) => verification.text));
    return distinct.size === keys.length ? ok(keys) : refused('certificate-wrong');
  });
}

/** Step 3: a random polynomial, its values for all trustees, and commitments to its coefficients. */
export function makePolynomial(
  tools: ChannelTools,
  seed: string,
  certificates: readonly string[],
  threshold: number,
): Result<string, KeyGenerationRefusal> {
  const checked = checkCertificates(tools, certificates);
  if (!checked.ok) return checked;
  const { secrets } = tools;
  const keys = keysOfSeed(tools, seed);
  if (!checked.value.some(({ verification }) => equal(verification, keys.verification))) {
    return refused('certificate-not-ours');
  }
  const coefficients = Array.from({ length: threshold }, () => secrets.random());
  const polynomial = JSON.stringify({ polynomial: coefficients.map((a) => secrets.reveal(a)) });
  const coefexps = coefficients.map((a) => secrets.generatorPower(a).text);
  return ok(
    JSON.stringify({
      polynomial: seal(tools, keys.signing, keys.encryption, polynomial),
      secrets: checked.value.map(({ encryption }, index) => {
        const secret = secrets.reveal(valueAt(secrets, coefficients, index + 1));
        return seal(tools, keys.signing, encryption, JSON.stringify({ secret }));
      }),
      coefexps: JSON.parse(signedMessageText(secrets, keys.signing, JSON.stringify({ coefexps }))),
    }),
  );
}

function valueAt(
  secrets: SecretArithmetic,
  coefficients: readonly SecretScalar[],
  x: number,
): SecretScalar {
  return coefficients.reduceRight(
    (sum, a) => secrets.add(secrets.multiply(sum, secrets.small(x)), a),
    secrets.small(0),
  );
}

/** Step 4: what a trustee gets of all polynomials; `place` counts from 1. @throws Malformed */
export function makeInput(polynomials: readonly string[], place: number): string {
  const all = polynomials.map(readPolynomial);
  return JSON.stringify({
    polynomial: all[place - 1]?.polynomial,
    secrets: all.map(({ secrets }) => secrets[place - 1]),
    coefexps: all.map(({ coefexps }) => coefexps),
  });
}

/** @throws Malformed */
function readPolynomial(text: string) {
  const one = objectAt(parseJson(text), 'polynomial', ['polynomial', 'secrets', 'coefexps']);
  return {
    polynomial: stringAt(one['polynomial'], 'polynomial'),
    secrets: listAt(one['secrets'], 'secrets', stringAt),
    coefexps: one['coefexps'],
  };
}

/** Step 5: a trustee checks what it got and makes its key. */
export function makeOutput(
  tools: ChannelTools,
  seed: string,
  certificates: readonly string[],
  threshold: number,
  input: string,
): Result<string, KeyGenerationRefusal> {
  const checked = checkCertificates(tools, certificates);
  if (!checked.ok) return checked;
  const { secrets } = tools;
  const { group } = secrets;
  const keys = keysOfSeed(tools, seed);
  const own = checked.value.findIndex(({ verification }) => equal(verification, keys.verification));
  if (own < 0) return refused('certificate-not-ours');
  return reading('polynomial-wrong', () => {
    const one = objectAt(parseJson(input), 'vinput', ['polynomial', 'secrets', 'coefexps']);
    const sealed = listAt(one['secrets'], 'secrets', stringAt);
    const commitments = readCommitments(tools, one['coefexps'], checked.value, threshold);
    let share = secrets.small(0);
    for (const [index, { verification }] of checked.value.entries()) {
      const opened = unseal(tools, keys, verification, sealed[index] ?? '');
      if (!opened.ok) return opened;
      const value = readSecret(secrets, opened.value);
      const expected = keyOfPolynomials(group, [commitments[index] ?? []], own + 1);
      if (value === null || !equal(secrets.generatorPower(value), expected)) {
        return refused('share-wrong');
      }
      share = secrets.add(share, value);
    }
    const publicKey = secrets.generatorPower(share);
    return ok(
      JSON.stringify({
        private_key: seal(
          tools,
          keys.signing,
          keys.encryption,
          JSON.stringify({ decryption_key: secrets.reveal(share) }),
        ),
        public_key: {
          pok: proofJson(proveKey(secrets, share, publicKey)),
          public_key: publicKey.text,
          signature: proofJson(signMessage(secrets, keys.signing, publicKey.text)),
        },
      }),
    );
  });
}

function readSecret(secrets: SecretArithmetic, text: string): SecretScalar | null {
  const one = objectAt(parseJson(text), 'secret', ['secret']);
  return parseUnreduced(secrets, one['secret']);
}

/** The reference tool sends numbers that it did not reduce modulo q. */
function parseUnreduced(secrets: SecretArithmetic, text: unknown): SecretScalar | null {
  const { order } = secrets.group;
  const value = parseDecimal(text, order << 16n);
  const length = Math.max(64, Math.ceil(order.toString(16).length / 2) + 2);
  return value === null ? null : secrets.ofBytes(bytesOfNumber(value, length));
}

/** @throws Malformed */
function readCommitments(
  { secrets: { group } }: ChannelTools,
  value: unknown,
  certificates: readonly CheckedCertificate[],
  threshold: number,
): readonly (readonly Element[])[] {
  const signed = listAt(value, 'coefexps', (item, path) => readSignedMessage(group, item, path));
  if (signed.length !== certificates.length)
    throw new Malformed('coefexps', 'one for each trustee');
  return signed.map(({ message, signature }, index) => {
    const elements = parseCoefexps(group, message);
    const key = certificates[index]?.verification;
    const isRight =
      elements.length === threshold &&
      elements.every((one) => group.isMember(one)) &&
      key !== undefined &&
      isMessageSignature(group, key, message, signature);
    if (!isRight) throw new Malformed(`coefexps[${index}]`, 'signed by its trustee');
    return elements;
  });
}

/** Step 6: the threshold parameters of all, and each trustee's encrypted private key. */
export function combineOutputs(
  { secrets: { group } }: ChannelTools,
  certificates: readonly string[],
  threshold: number,
  polynomials: readonly string[],
  outputs: readonly string[],
): Result<
  { readonly parameters: unknown; readonly privateKeys: readonly string[] },
  KeyGenerationRefusal
> {
  return reading('key-wrong', () => {
    const coefexps = polynomials.map((text) => readPolynomial(text).coefexps);
    const commitments = coefexps.map((one) =>
      parseCoefexps(group, readSignedMessage(group, one, 'coefexps').message),
    );
    const read = outputs.map((text) =>
      objectAt(parseJson(text), 'voutput', ['private_key', 'public_key']),
    );
    for (const [index, one] of read.entries()) {
      const { publicKey, pok } = readPublicKey(group, one['public_key'], 'public_key');
      const expected = keyOfPolynomials(group, commitments, index + 1);
      if (!equal(publicKey, expected) || !isKeyProof(group, publicKey, pok))
        return refused('key-wrong');
    }
    return ok({
      parameters: {
        threshold,
        certs: certificates.map((text) => parseJson(text)),
        coefexps,
        verification_keys: read.map((one) => one['public_key']),
      },
      privateKeys: read.map((one) => stringAt(one['private_key'], 'private_key')),
    });
  });
}

/** The private key of a trustee from its encrypted form. */
export function openPrivateKey(
  tools: ChannelTools,
  seed: string,
  sealed: string,
): Result<SecretScalar, KeyGenerationRefusal> {
  const keys = keysOfSeed(tools, seed);
  const opened = unseal(tools, keys, keys.verification, sealed);
  if (!opened.ok) return opened;
  return reading('key-wrong', () => {
    const one = objectAt(parseJson(opened.value), 'private_key', ['decryption_key']);
    const scalar = parseUnreduced(tools.secrets, one['decryption_key']);
    return scalar === null ? refused('key-wrong') : ok(scalar);
  });
}

function reading<Value>(
  refusal: KeyGenerationRefusal,
  read: () => Result<Value, KeyGenerationRefusal>,
): Result<Value, KeyGenerationRefusal> {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) return refused(refusal);
    throw error;
  }
}
