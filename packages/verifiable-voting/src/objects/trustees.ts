import type { Element, Group } from '../groups/group.ts';
import { elementAt, type Proof, proofAt } from './group-objects.ts';
import {
  arrayAt,
  countAt,
  listAt,
  Malformed,
  objectAt,
  parseCanonical,
  stringAt,
} from './shape.ts';

export type TrusteePublicKey = {
  readonly pok: Proof;
  readonly publicKey: Element;
  /** By the holder of the certificate, over the text of the public key; since version 3.0. */
  readonly signature: Proof | null;
};

export type SignedMessage = { readonly message: string; readonly signature: Proof };

export type ThresholdParameters = {
  readonly threshold: number;
  readonly certificates: readonly SignedMessage[];
  readonly coefexps: readonly SignedMessage[];
  /** Of later versions. What is signed is in no specification that we have: read, never verified nor made. */
  readonly signatures: readonly Proof[] | null;
  readonly verificationKeys: readonly TrusteePublicKey[];
};

export type TrusteeItem =
  | { readonly kind: 'single'; readonly key: TrusteePublicKey }
  | { readonly kind: 'pedersen'; readonly parameters: ThresholdParameters };

/** The group, threshold and place that a certificate was made for; since version 3.0. */
export type CertificateContext = {
  readonly group: string;
  readonly size: number;
  readonly threshold: number;
  readonly index: number;
};

export type CertificateKeys = {
  readonly context: CertificateContext | null;
  readonly verification: Element;
  readonly encryption: Element;
};

export const MAX_TRUSTEES = 100;

/** @throws Malformed */
export function parseTrustees(group: Group, text: string): readonly TrusteeItem[] {
  return parseCanonical(text, (value) => {
    const items = listAt(value, 'trustees', (item, path) => readItem(group, item, path));
    if (items.length === 0 || items.length > MAX_TRUSTEES) {
      throw new Malformed('trustees', `from 1 to ${MAX_TRUSTEES} trustees`);
    }
    return items;
  });
}

function readItem(group: Group, value: unknown, path: string): TrusteeItem {
  const [kind, content, ...rest] = arrayAt(value, path);
  if (rest.length > 0) throw new Malformed(path, 'a kind and its content');
  if (kind === 'Single') {
    return { kind: 'single', key: readPublicKey(group, content, `${path}[1]`) };
  }
  if (kind !== 'Pedersen') throw new Malformed(`${path}[0]`, 'Single or Pedersen');
  return { kind: 'pedersen', parameters: readThreshold(group, content, `${path}[1]`) };
}

/** @throws Malformed */
export function readPublicKey(group: Group, value: unknown, path: string): TrusteePublicKey {
  const one = objectAt(value, path, ['pok', 'public_key', '?signature']);
  return {
    pok: proofAt(group, one['pok'], `${path}.pok`),
    publicKey: elementAt(group, one['public_key'], `${path}.public_key`),
    signature:
      one['signature'] === undefined ? null : proofAt(group, one['signature'], `${path}.signature`),
  };
}

/** @throws Malformed */
function readThreshold(group: Group, value: unknown, path: string): ThresholdParameters {
  const one = objectAt(value, path, [
    'threshold',
    'certs',
    'coefexps',
    '?signatures',
    'verification_keys',
  ]);
  const signed = (item: unknown, at: string) => readSignedMessage(group, item, at);
  const certificates = listAt(one['certs'], `${path}.certs`, signed);
  const coefexps = listAt(one['coefexps'], `${path}.coefexps`, signed);
  const verificationKeys = listAt(
    one['verification_keys'],
    `${path}.verification_keys`,
    (item, at) => readPublicKey(group, item, at),
  );
  const signatures =
    one['signatures'] === undefined
      ? null
      : listAt(one['signatures'], `${path}.signatures`, (item, at) => proofAt(group, item, at));
  const threshold = countAt(one['threshold'], `${path}.threshold`);
  const { length } = certificates;
  const lengths = [coefexps.length, verificationKeys.length, signatures?.length ?? length];
  if (length > MAX_TRUSTEES || lengths.some((other) => other !== length)) {
    throw new Malformed(path, 'one entry for each trustee');
  }
  if (threshold < 1 || threshold > length) {
    throw new Malformed(`${path}.threshold`, 'from 1 to the number of trustees');
  }
  return { threshold, certificates, coefexps, signatures, verificationKeys };
}

/** @throws Malformed */
export function readSignedMessage(group: Group, value: unknown, path: string): SignedMessage {
  const one = objectAt(value, path, ['message', 'signature']);
  return {
    message: stringAt(one['message'], `${path}.message`),
    signature: proofAt(group, one['signature'], `${path}.signature`),
  };
}

/** The keys in a certificate's message. @throws Malformed */
export function parseCertificate(group: Group, message: string): CertificateKeys {
  return parseCanonical(message, (value) => {
    const one = objectAt(value, 'certificate', ['?context', 'verification', 'encryption']);
    return {
      context: one['context'] === undefined ? null : readContext(one['context']),
      verification: elementAt(group, one['verification'], 'certificate.verification'),
      encryption: elementAt(group, one['encryption'], 'certificate.encryption'),
    };
  });
}

function readContext(value: unknown): CertificateContext {
  const one = objectAt(value, 'context', ['group', 'size', 'threshold', 'index']);
  return {
    group: stringAt(one['group'], 'context.group'),
    size: countAt(one['size'], 'context.size'),
    threshold: countAt(one['threshold'], 'context.threshold'),
    index: countAt(one['index'], 'context.index'),
  };
}

/** The commitments A_0 … A_t to a trustee's polynomial. @throws Malformed */
export function parseCoefexps(group: Group, message: string): readonly Element[] {
  return parseCanonical(message, (value) => {
    const one = objectAt(value, 'coefexps', ['coefexps']);
    return listAt(one['coefexps'], 'coefexps', (item, at) => elementAt(group, item, at));
  });
}
