import type { Element, Group } from '../groups/group.ts';
import { equal } from '../groups/group.ts';
import {
  type CertificateKeys,
  parseCertificate,
  parseCoefexps,
  type ThresholdParameters,
  type TrusteeItem,
} from '../objects/trustees.ts';
import { isKeyProof, isMessageSignature } from '../proofs/schnorr.ts';

/** What is wrong with the trustees: `invalid` for what the reference tool refuses too. */
export type TrusteeProblem = {
  readonly level: 'invalid' | 'strict';
  readonly code:
    | 'trustee-key-outside-group'
    | 'trustee-key-proof-wrong'
    | 'trustee-certificate-wrong'
    | 'trustee-certificate-key-outside-group'
    | 'trustee-certificate-context-wrong'
    | 'trustee-coefexps-wrong'
    | 'trustee-key-not-of-polynomials'
    | 'trustee-key-signature-wrong'
    | 'trustee-key-unsigned'
    | 'trustee-signature-unverified';
  /** Counted from 1 through the whole list. */
  readonly trustee: number;
};

export type TrusteeKeys = {
  /** The key of the election as the trustees make it. */
  readonly publicKey: Element;
  /** The key of each trustee, in the order of `owner`. */
  readonly keys: readonly Element[];
  readonly problems: readonly TrusteeProblem[];
};

/** Checks the keys of all trustees and combines them (specification, sections 3.1.1 and 4.6). @throws Malformed */
export function verifyTrustees(group: Group, items: readonly TrusteeItem[]): TrusteeKeys {
  const product = group.product();
  const keys: Element[] = [];
  const problems: TrusteeProblem[] = [];
  for (const item of items) {
    if (item.kind === 'single') {
      const { publicKey, pok } = item.key;
      keys.push(publicKey);
      const trustee = keys.length;
      product.multiplyBy(publicKey);
      if (!group.isMember(publicKey)) {
        problems.push({ level: 'invalid', code: 'trustee-key-outside-group', trustee });
      } else if (!isKeyProof(group, publicKey, pok)) {
        problems.push({ level: 'invalid', code: 'trustee-key-proof-wrong', trustee });
      }
      continue;
    }
    const { key, problems: own } = verifyThreshold(group, item.parameters, keys.length);
    product.multiplyBy(key);
    problems.push(...own);
    keys.push(...item.parameters.verificationKeys.map(({ publicKey }) => publicKey));
  }
  return { publicKey: product.value(), keys, problems };
}

function verifyThreshold(group: Group, parameters: ThresholdParameters, before: number) {
  const problems: TrusteeProblem[] = [];
  const certificates = parameters.certificates.map(({ message }) =>
    parseCertificate(group, message),
  );
  const coefexps = parameters.coefexps.map(({ message }) => parseCoefexps(group, message));
  const product = group.product();
  for (const [index, certificate] of certificates.entries()) {
    const report = (code: TrusteeProblem['code'], level: TrusteeProblem['level'] = 'invalid') =>
      problems.push({ level, code, trustee: before + index + 1 });
    const signed = parameters.certificates[index];
    const polynomial = parameters.coefexps[index];
    const own = coefexps[index] ?? [];
    const key = parameters.verificationKeys[index];
    if (signed === undefined || polynomial === undefined || key === undefined) continue;
    const { verification, encryption } = certificate;
    if (!isMessageSignature(group, verification, signed.message, signed.signature)) {
      report('trustee-certificate-wrong');
    }
    if (!group.isMember(verification) || !group.isMember(encryption)) {
      report('trustee-certificate-key-outside-group', 'strict');
    }
    if (!hasOwnContext(group, parameters, certificate, index)) {
      report('trustee-certificate-context-wrong', 'strict');
    }
    if (
      own.length !== parameters.threshold ||
      !own.every((one) => group.isMember(one)) ||
      !isMessageSignature(group, verification, polynomial.message, polynomial.signature)
    ) {
      report('trustee-coefexps-wrong');
    }
    if (!group.isMember(key.publicKey)) report('trustee-key-outside-group');
    else if (!isKeyProof(group, key.publicKey, key.pok)) report('trustee-key-proof-wrong');
    if (!equal(key.publicKey, keyOfPolynomials(group, coefexps, index + 1))) {
      report('trustee-key-not-of-polynomials');
    }
    if (key.signature === null) report('trustee-key-unsigned', 'strict');
    else if (!isMessageSignature(group, verification, key.publicKey.text, key.signature)) {
      report('trustee-key-signature-wrong', 'strict');
    }
    if (parameters.signatures !== null) report('trustee-signature-unverified', 'strict');
    if (own[0] !== undefined) product.multiplyBy(own[0]);
  }
  return { key: product.value(), problems };
}

/** Product over all trustees i of A_ik^(j^k): g to the share of trustee j (specification, section 4.6.6). */
export function keyOfPolynomials(
  group: Group,
  coefexps: readonly (readonly Element[])[],
  place: number,
): Element {
  const product = group.product();
  for (const own of coefexps) {
    own.forEach((one, k) => product.multiplyBy(one, BigInt(place) ** BigInt(k)));
  }
  return product.value();
}

function hasOwnContext(
  group: Group,
  { threshold, certificates }: ThresholdParameters,
  { context }: CertificateKeys,
  index: number,
): boolean {
  return (
    context === null ||
    (context.group === group.name &&
      context.size === certificates.length &&
      context.threshold === threshold &&
      context.index === index + 1)
  );
}
