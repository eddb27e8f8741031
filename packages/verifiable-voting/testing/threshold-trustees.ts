import { createCipheriv, createDecipheriv } from 'node:crypto';
import { present, type Result } from '@ovoz/basics';
import {
  type Aead,
  CHANNEL_CIPHERS,
  type ChannelCipher,
  type ChannelTools,
  combineOutputs,
  makeCertificate,
  makeInput,
  makeOutput,
  makePolynomial,
  openEd25519Secrets,
  openGroup,
} from '../src/index.ts';
import { platform } from './small-election.ts';

type Bytes = Uint8Array;
type Sealing = { update(data: Bytes): Bytes; final(): Bytes; getAuthTag(): Bytes };
type Opening = { update(data: Bytes): Bytes; final(): Bytes; setAuthTag(tag: Bytes): unknown };

/** OpenSSL's AES-256 with the tag behind the ciphertext. */
function aead(
  seal: (key: Uint8Array, nonce: Uint8Array) => Sealing,
  open: (key: Uint8Array, nonce: Uint8Array) => Opening,
  tagBytes: number,
): Aead {
  return {
    encrypt(key, nonce, plaintext) {
      const cipher = seal(key, nonce);
      const sealed = [cipher.update(plaintext), cipher.final()];
      return Buffer.concat([...sealed, cipher.getAuthTag()]);
    },
    decrypt(key, nonce, sealed) {
      if (sealed.length < tagBytes) return null;
      const decipher = open(key, nonce);
      decipher.setAuthTag(sealed.subarray(-tagBytes));
      try {
        const opened = decipher.update(sealed.subarray(0, -tagBytes));
        decipher.final();
        return opened;
      } catch {
        // The only failure is a wrong tag.
        return null;
      }
    },
  };
}

const ccm = { authTagLength: CHANNEL_CIPHERS['AES-CCM'].tagBytes };
const gcm = { authTagLength: CHANNEL_CIPHERS['AES-GCM'].tagBytes };

const ciphers: ChannelTools['ciphers'] = {
  'AES-CCM': aead(
    (key, nonce) => createCipheriv('aes-256-ccm', key, nonce, ccm),
    (key, nonce) => createDecipheriv('aes-256-ccm', key, nonce, ccm),
    ccm.authTagLength,
  ),
  'AES-GCM': aead(
    (key, nonce) => createCipheriv('aes-256-gcm', key, nonce, gcm),
    (key, nonce) => createDecipheriv('aes-256-gcm', key, nonce, gcm),
    gcm.authTagLength,
  ),
};

export async function openTools(cipher: ChannelCipher): Promise<ChannelTools> {
  const secrets = await openEd25519Secrets(openGroup('Ed25519', platform), platform);
  return { platform, secrets, ciphers, cipher };
}

export function valueOf<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(String(result.refusal));
  return result.value;
}

/** The six steps of key generation; trustee i writes with the tools of its place. */
export function generateKeys(tools: readonly ChannelTools[], threshold: number) {
  const [first] = tools;
  const seeds = tools.map((_, index) => `${index}`.repeat(22));
  const each = <Item>(make: (own: ChannelTools, seed: string, index: number) => Item): Item[] =>
    tools.map((own, index) => make(own, seeds[index] ?? '', index));
  const certificates = each((own, seed, index) => {
    const context = { group: 'Ed25519', size: tools.length, threshold, index: index + 1 };
    return makeCertificate(own, seed, context);
  });
  const polynomials = each((own, seed) =>
    valueOf(makePolynomial(own, seed, certificates, threshold)),
  );
  const inputs = polynomials.map((_, index) => makeInput(polynomials, index + 1));
  const outputs = each((own, seed, index) =>
    valueOf(makeOutput(own, seed, certificates, threshold, inputs[index] ?? '')),
  );
  const combined = valueOf(
    combineOutputs(
      present(first, 'there is a trustee'),
      certificates,
      threshold,
      polynomials,
      outputs,
    ),
  );
  return { seeds, certificates, polynomials, inputs, outputs, ...combined };
}
