import {
  type CipherCCM,
  type CipherGCM,
  createCipheriv,
  createDecipheriv,
  type DecipherCCM,
  type DecipherGCM,
  hash,
  pbkdf2Sync,
  randomBytes,
} from 'node:crypto';
import {
  type Aead,
  CHANNEL_CIPHERS,
  type ChannelTools,
  type Pbkdf2,
  type Platform,
} from '@ovoz/verifiable-voting';

export const nodePlatform: Platform = {
  sha256: (data) => hash('sha256', data, 'buffer'),
  randomBytes: (count) => randomBytes(count),
};

export const nodePbkdf2: Pbkdf2 = (password, salt, iterations) =>
  pbkdf2Sync(password, salt, iterations, 32, 'sha256');

/** OpenSSL's AES-256 with the tag behind the ciphertext. */
function aead(
  seal: (key: Uint8Array, nonce: Uint8Array) => CipherCCM | CipherGCM,
  open: (key: Uint8Array, nonce: Uint8Array) => DecipherCCM | DecipherGCM,
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

export const nodeCiphers: ChannelTools['ciphers'] = {
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
