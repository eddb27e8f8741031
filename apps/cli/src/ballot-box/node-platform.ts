import { createCipheriv, createDecipheriv, hash, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { Ccm, Pbkdf2, Platform } from '@ovoz/verifiable-voting';

export const nodePlatform: Platform = {
  sha256: (data) => hash('sha256', data, 'buffer'),
  randomBytes: (count) => randomBytes(count),
};

export const nodePbkdf2: Pbkdf2 = (password, salt, iterations) =>
  pbkdf2Sync(password, salt, iterations, 32, 'sha256');

const TAG_BYTES = 8;

export const nodeCcm: Ccm = {
  encrypt(key, nonce, plaintext) {
    const cipher = createCipheriv('aes-256-ccm', key, nonce, { authTagLength: TAG_BYTES });
    const sealed = [cipher.update(plaintext), cipher.final()];
    return Buffer.concat([...sealed, cipher.getAuthTag()]);
  },
  decrypt(key, nonce, sealed) {
    const tag = sealed.subarray(-TAG_BYTES);
    const decipher = createDecipheriv('aes-256-ccm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(tag);
    try {
      const opened = decipher.update(sealed.subarray(0, -TAG_BYTES));
      decipher.final();
      return opened;
    } catch {
      // The only failure of final() is a wrong tag.
      return null;
    }
  },
};
