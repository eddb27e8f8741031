import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SigningKey, signingKeyOf } from './ed25519.ts';
import { StartFailure } from './failure.ts';

/**
 * Secrets of this server, in files of mode 0600 outside of the database and of its backup.
 * `cookie` signs session cookies, `sealing` encrypts one-time-code secrets, `device` marks known devices,
 * `packages` signs the protocols that commissions key and correct, `publication` the published files, `log` the
 * checkpoints of both logs. `register` hides the numbers of voters: without it the register's keys can be neither read
 * nor continued, so it is kept safe on paper or in a vault beside the backup.
 */
export type ServerKeys = {
  readonly cookie: string;
  readonly seal: (plain: Buffer, purpose: string) => Buffer;
  readonly unseal: (sealed: Buffer, purpose: string) => Buffer;
  readonly mark: (text: string) => Buffer;
  readonly packages: SigningKey;
  readonly publication: SigningKey;
  readonly log: SigningKey;
  readonly register: Buffer;
};

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Reads the keys of a data folder, making them at the first start. */
export function loadServerKeys(dataDirectory: string): ServerKeys {
  const folder = join(dataDirectory, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const cookie = loadKey(join(folder, 'cookie.key'));
  const sealing = loadKey(join(folder, 'sealing.key'));
  const device = loadKey(join(folder, 'device.key'));
  return {
    cookie: cookie.toString('base64'),
    seal: (plain, purpose) => seal(sealing, plain, purpose),
    unseal: (sealed, purpose) => unseal(sealing, sealed, purpose),
    mark: (text) => createHmac('sha256', device).update(text).digest(),
    packages: signingKeyOf(loadKey(join(folder, 'packages.key'))),
    publication: signingKeyOf(loadKey(join(folder, 'publication.key'))),
    log: signingKeyOf(loadKey(join(folder, 'log.key'))),
    register: loadRegisterKey(dataDirectory),
  };
}

/** The key of the voter register alone, for programs that need no other. */
export function loadRegisterKey(dataDirectory: string): Buffer {
  return loadKey(join(dataDirectory, 'keys', 'register.key'));
}

/** Reads a key of 32 bytes, making it when there is none. @throws StartFailure when others can read it. */
export function loadKey(path: string): Buffer {
  makeKeyOnce(path);
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new StartFailure(
      'key-readable-by-others',
      `The key file ${path} can be read by other accounts; set its mode to 0600.`,
    );
  }
  const key = readFileSync(path);
  if (key.length !== KEY_BYTES) {
    throw new StartFailure('key-damaged', `The key file ${path} is damaged; restore it.`);
  }
  return key;
}

/** A link appears whole or not at all, so a kill or a second server never leaves half a key. */
function makeKeyOnce(path: string): void {
  const draft = `${path}.${process.pid}.new`;
  try {
    statSync(path);
  } catch {
    writeFileSync(draft, randomBytes(KEY_BYTES), { mode: 0o600 });
    try {
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
}

/** AES-256-GCM (NIST SP 800-38D): nonce, tag, ciphertext; the purpose is authenticated with them. */
function seal(key: Buffer, plain: Buffer, purpose: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function unseal(key: Buffer, sealed: Buffer, purpose: string): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
    .setAAD(Buffer.from(purpose))
    .setAuthTag(tag);
  return Buffer.concat([
    decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)),
    decipher.final(),
  ]);
}
