/** The public key infrastructure among trustees and its channels: specification, sections 4.6.1 and 4.6.3. */
import { type Result, ok, refused } from '@ovoz/basics';
import type { Element } from '../groups/group.ts';
import { fromHex, toHex } from '../numbers.ts';
import { elementAt, proofJson } from '../objects/group-objects.ts';
import { Malformed, objectAt, parseJson, stringAt } from '../objects/shape.ts';
import { readSignedMessage } from '../objects/trustees.ts';
import type { Platform } from '../platform.ts';
import { signMessage } from '../proofs/make-proofs.ts';
import { isMessageSignature } from '../proofs/schnorr.ts';
import type { SecretArithmetic, SecretScalar } from '../secrets/secret-arithmetic.ts';

/** AES-256 in CCM mode (NIST SP 800-38C) with a nonce of 13 bytes and a tag of 8, behind the ciphertext. */
export type Ccm = {
  encrypt(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array): Uint8Array;
  /** Null where the tag is wrong. */
  decrypt(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array | null;
};

export const CCM_NONCE_BYTES = 13;

export type ChannelTools = {
  readonly platform: Platform;
  readonly secrets: SecretArithmetic;
  readonly ccm: Ccm;
};

/** The four keys that a trustee derives from its seed of 22 characters. */
export type TrusteeSeedKeys = {
  readonly signing: SecretScalar;
  readonly verification: Element;
  readonly decryption: SecretScalar;
  readonly encryption: Element;
};

export function keysOfSeed(
  { platform, secrets }: Pick<ChannelTools, 'platform' | 'secrets'>,
  seed: string,
): TrusteeSeedKeys {
  const signing = secrets.ofBytes(platform.sha256(`sk|${seed}`));
  const decryption = secrets.ofBytes(platform.sha256(`dk|${seed}`));
  return {
    signing,
    verification: secrets.generatorPower(signing),
    decryption,
    encryption: secrets.generatorPower(decryption),
  };
}

/** A message with its signature, as JSON. */
export function signedMessageText(
  secrets: SecretArithmetic,
  signing: SecretScalar,
  message: string,
): string {
  return JSON.stringify({ message, signature: proofJson(signMessage(secrets, signing, message)) });
}

/** Signs a message and encrypts it to its recipient. */
export function seal(
  { platform, secrets, ccm }: ChannelTools,
  signing: SecretScalar,
  recipient: Element,
  message: string,
): string {
  const envelope = JSON.stringify({ recipient: recipient.text, message });
  const signed = signedMessageText(secrets, signing, envelope);
  const [r, s] = [secrets.random(), secrets.random()];
  const alpha = secrets.generatorPower(r);
  const beta = secrets.combine(s, recipient, r);
  const { key, nonce } = symmetric(platform, secrets.generatorPower(s), alpha);
  const sealed = ccm.encrypt(key, nonce, new TextEncoder().encode(signed));
  return JSON.stringify({ alpha: alpha.text, beta: beta.text, data: toHex(sealed) });
}

/** Opens a message that was sealed to the keys by the holder of `sender`. */
export function unseal(
  { platform, secrets, ccm }: ChannelTools,
  { decryption, encryption }: TrusteeSeedKeys,
  sender: Element,
  text: string,
): Result<string, 'channel-malformed' | 'channel-not-decrypted' | 'channel-not-authentic'> {
  const { group } = secrets;
  try {
    const one = objectAt(parseJson(text), '', ['alpha', 'beta', 'data']);
    const alpha = elementAt(group, one['alpha'], 'alpha');
    const beta = elementAt(group, one['beta'], 'beta');
    const data = fromHex(stringAt(one['data'], 'data'));
    if (data === null || !group.isMember(alpha)) return refused('channel-malformed');
    const mask = secrets.times(beta, alpha, secrets.multiply(secrets.small(-1), decryption));
    const { key, nonce } = symmetric(platform, mask, alpha);
    const opened = ccm.decrypt(key, nonce, data);
    if (opened === null) return refused('channel-not-decrypted');
    const signed = readSignedMessage(group, parseJson(new TextDecoder().decode(opened)), '');
    if (!isMessageSignature(group, sender, signed.message, signed.signature)) {
      return refused('channel-not-authentic');
    }
    const envelope = objectAt(parseJson(signed.message), '', ['recipient', 'message']);
    if (envelope['recipient'] !== encryption.text) return refused('channel-not-authentic');
    return ok(stringAt(envelope['message'], 'message'));
  } catch (error) {
    if (error instanceof Malformed) return refused('channel-malformed');
    throw error;
  }
}

function symmetric({ sha256 }: Platform, secretElement: Element, alpha: Element) {
  return {
    key: sha256(`key|${secretElement.text}`),
    nonce: sha256(`iv|${alpha.text}`).slice(0, CCM_NONCE_BYTES),
  };
}
