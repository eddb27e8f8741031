import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@ovoz/basics';
import type { ResultPayload } from '@ovoz/election-model';

/** The device of a station: it holds a key and signs what was counted. */
export type StationDevice = {
  readonly station: string;
  /** Raw Ed25519 public key, base64url. */
  readonly publicKey: string;
  /** SHA-256 of the raw public key. */
  readonly fingerprint: string;
  readonly sign: (payload: ResultPayload) => string;
  readonly signText: (text: string) => string;
};

/** RFC 8410, section 7: the bytes before the seed of an Ed25519 private key in PKCS #8. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const RAW_KEY_BYTES = 32;

/** A key that comes from the seed of the drill, so that a drill can be repeated. Never for a real election. */
export function stationDevice(seed: string, station: string): StationDevice {
  const secret = createHash('sha256').update(`drill ${seed} key of station ${station}`).digest();
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, secret]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const raw = spki.subarray(spki.length - RAW_KEY_BYTES);
  const fingerprint = createHash('sha256').update(raw).digest('hex');
  return {
    station,
    publicKey: raw.toString('base64url'),
    fingerprint,
    sign: (payload) => signPackage(payload, fingerprint, privateKey),
    signText: (text) => signature(text, privateKey),
  };
}

/** The text of a signed package, put together here a second time: by the words of the format, not by the code. */
function signPackage(payload: ResultPayload, key: string, privateKey: KeyObject): string {
  // The schema of the payload holds JSON values only.
  const head = { format: 1, type: 'ovoz-result-package', key, payload: payload as JsonValue };
  const signed = signature(`ovoz-package-v1\n${canonicalJson(head)}`, privateKey);
  return canonicalJson({ ...head, signature: signed });
}

function signature(text: string, privateKey: KeyObject): string {
  return sign(null, Buffer.from(text), privateKey).toString('base64url');
}
