import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, sign } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { CommandFailure } from '../failure.ts';

/** The key of a station's device. */
export type DeviceKey = {
  /** Raw Ed25519 public key, base64url. */
  readonly publicKey: string;
  /** SHA-256 of the raw public key, hexadecimal. */
  readonly fingerprint: string;
  readonly sign: (message: Uint8Array) => Uint8Array;
};

/** Makes a key in a file that only this account can read. @returns false when the file is there already. */
export function makeDeviceKey(path: string): boolean {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  try {
    writeFileSync(path, pem, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new CommandFailure('file-not-written', `${(error as Error).message}.`);
  }
}

/** @throws CommandFailure `key-readable-by-others`, `key-damaged`. */
export function readDeviceKey(path: string): DeviceKey {
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new CommandFailure(
      'key-readable-by-others',
      `${path} can be read by other accounts; set its mode to 0600, and if others were at this machine, ask the commission to revoke the key.`,
    );
  }
  const privateKey = parseKey(path);
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const publicKey = String(jwk.x);
  return {
    publicKey,
    fingerprint: hash('sha256', Buffer.from(publicKey, 'base64url'), 'hex'),
    sign: (message) => sign(null, message, privateKey),
  };
}

function parseKey(path: string) {
  try {
    const key = createPrivateKey(readFileSync(path));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below.
  }
  throw new CommandFailure('key-damaged', `${path} is no Ed25519 key; ask for a new one.`);
}

/** In groups of four, as it is read aloud and compared. */
export function inGroups(fingerprint: string): string {
  return fingerprint.replaceAll(/.{4}(?=.)/g, '$& ');
}
