import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hash,
  type KeyObject,
  sign,
} from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { manifestMessage, type Register, REGISTERS } from '@ovoz/voter-register';
import {
  type FileSink,
  type OpenFile,
  syntheticVoters,
  type VoterRequest,
  writeRegisterBatches,
  type WrittenBatch,
} from '../src/index.ts';

/** RFC 8410: what stands before a raw 32-byte key in its DER forms. */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PACKS = new URL('../../../country-packs/', import.meta.url);

export type RegisterFolder = {
  readonly batches: readonly WrittenBatch[];
  /** Raw Ed25519 keys of the invented suppliers, base64url. */
  readonly publicKeys: Readonly<Record<Register, string>>;
};

/**
 * Writes invented registers into a folder, with the key that signed them. The same request gives the same bytes.
 * @param folder made if need be; what is there is not replaced: an error of the file system says so.
 * @param country name of the folder of the pack.
 */
export function writeRegisterFolder(
  folder: string,
  country: string,
  request: VoterRequest,
  progress?: (rows: number) => void,
): RegisterFolder {
  const voters = syntheticVoters((file) => readPackFile(country, file), request);
  mkdirSync(folder, { recursive: true });
  for (const register of REGISTERS) {
    const key = supplierKey(request.seed, register);
    const pem = key.export({ format: 'pem', type: 'pkcs8' });
    const path = join(folder, `SYNTHETIC-${register}-key.pem`);
    writeFileSync(path, pem, { flag: 'wx', mode: 0o600 });
  }
  const sink = folderSink(folder, request.seed);
  const batches = writeRegisterBatches(voters, sink, request.asOf, progress);
  const publicKeys = {
    civil: supplierPublicKey(request.seed, 'civil'),
    address: supplierPublicKey(request.seed, 'address'),
  };
  return { batches, publicKeys };
}

/** The key of the invented supplier: everybody can make it from the seed, so that it proves nothing. */
export function supplierKey(seed: string, register: Register): KeyObject {
  const secret = hash('sha256', `ovoz synthetic register supplier\n${register}\n${seed}`, 'buffer');
  return createPrivateKey({
    key: Buffer.concat([PRIVATE_PREFIX, secret]),
    format: 'der',
    type: 'pkcs8',
  });
}

/** Raw, base64url. */
export function supplierPublicKey(seed: string, register: Register): string {
  return String(createPublicKey(supplierKey(seed, register)).export({ format: 'jwk' }).x);
}

/** What `manifest.sig` holds. */
export function signatureOf(seed: string, register: Register, manifest: string): string {
  const message = manifestMessage(Buffer.from(manifest));
  return sign(null, message, supplierKey(seed, register)).toString('base64');
}

function readPackFile(country: string, file: string): string | null {
  const path = new URL(`${country}/${file}`, PACKS);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function folderSink(folder: string, seed: string): FileSink {
  return {
    open: (path) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      return openHashed(join(folder, path));
    },
    seal: (register, batch, manifest) => {
      const signature = signatureOf(seed, register, manifest);
      writeFileSync(join(folder, batch, 'manifest.json'), manifest, { flag: 'wx' });
      writeFileSync(join(folder, batch, 'manifest.sig'), signature, { flag: 'wx' });
      return hash('sha256', manifest, 'hex');
    },
  };
}

function openHashed(path: string): OpenFile {
  const file = openSync(path, 'wx');
  const digest = createHash('sha256');
  let size = 0;
  return {
    write: (text) => {
      const bytes = Buffer.from(text);
      digest.update(bytes);
      size += bytes.length;
      for (let written = 0; written < bytes.length; ) {
        written += writeSync(file, bytes, written);
      }
    },
    close: () => {
      closeSync(file);
      return { bytes: size, sha256: digest.digest('hex') };
    },
  };
}
