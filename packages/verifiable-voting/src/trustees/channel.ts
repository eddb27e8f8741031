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

/**
 * The ciphers of channels, AES-256 with the tag behind the ciphertext. Up to version 3.0 CCM (NIST SP 800-38C)
 * with a tag of 8 bytes; from 3.1 on GCM (NIST SP 800-38D) with a tag of 16. The nonce is the beginning of a hash.
 */
export const CHANNEL_CIPHERS = {
  'AES-CCM': { nonceBytes: 13, tagBytes: 8 },
  'AES-GCM': { nonceBytes: 12, tagBytes: 16 },
} as const;

export type ChannelCipher = keyof typeof CHANNEL_CIPHERS;

const CIPHER_NAMES = Object.keys(CHANNEL_CIPHERS) as readonly ChannelCipher[];

/** Encryption that a platform provides. */
export type Aead = {
  encrypt(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array): Uint8Array;
  /** Null where the tag is wrong or missing. */
  decrypt(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array | null;
};

export type ChannelTools = {
  readonly platform: Platform;
  readonly secrets: SecretArithmetic;
  readonly ciphers: Readonly<Record<ChannelCipher, Aead>>;
  /** What is written; both are read. */
  readonly cipher: ChannelCipher;
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
  { platform, secrets, ciphers, cipher }: ChannelTools,
  signing: SecretScalar,
  recipient: Element,
  message: string,
): string {
  const envelope = JSON.stringify({ recipient: recipient.text, message });
  const signed = signedMessageText(secrets, signing, envelope);
  const [r, s] = [secrets.random(), secrets.random()];
  const alpha = secrets.generatorPower(r);
  const beta = secrets.combine(s, recipient, r);
  const key = keyOf(platform, secrets.generatorPower(s));
  const nonce = nonceOf(platform, alpha, cipher);
  const sealed = ciphers[cipher].encrypt(key, nonce, new TextEncoder().encode(signed));
  return JSON.stringify({ alpha: alpha.text, beta: beta.text, data: toHex(sealed) });
}

/** Opens a message that was sealed to the keys by the holder of `sender`. */
export function unseal(
  { platform, secrets, ciphers }: ChannelTools,
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
    const key = keyOf(platform, mask);
    // A message does not say how it is encrypted; only its own cipher finds the tag right.
    const opened = CIPHER_NAMES.map((name) =>
      ciphers[name].decrypt(key, nonceOf(platform, alpha, name), data),
    ).find((bytes) => bytes !== null);
    if (opened === undefined) return refused('channel-not-decrypted');
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

function keyOf({ sha256 }: Platform, secretElement: Element): Uint8Array {
  return sha256(`key|${secretElement.text}`);
}

function nonceOf({ sha256 }: Platform, alpha: Element, cipher: ChannelCipher): Uint8Array {
  return sha256(`iv|${alpha.text}`).slice(0, CHANNEL_CIPHERS[cipher].nonceBytes);
}
