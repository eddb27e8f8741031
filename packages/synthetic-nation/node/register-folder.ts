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
import { manifestMessage } from '@ovoz/voter-register';
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
  /** Raw Ed25519 key of the invented supplier, base64url. */
  readonly publicKey: string;
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
  const key = supplierKey(request.seed);
  const voters = syntheticVoters((file) => readPackFile(country, file), request);
  mkdirSync(folder, { recursive: true });
  const pem = key.export({ format: 'pem', type: 'pkcs8' });
  writeFileSync(join(folder, 'SYNTHETIC-supplier-key.pem'), pem, { flag: 'wx', mode: 0o600 });
  const publicKey = String(createPublicKey(key).export({ format: 'jwk' }).x);
  writeFileSync(join(folder, 'SYNTHETIC-supplier-key.txt'), `${publicKey}\n`, { flag: 'wx' });
  const batches = writeRegisterBatches(voters, folderSink(folder, key), request.asOf, progress);
  return { batches, publicKey };
}

/** The key of the invented supplier: everybody can make it from the seed, so that it proves nothing. */
export function supplierKey(seed: string): KeyObject {
  const secret = hash('sha256', `ovoz synthetic register supplier\n${seed}`, 'buffer');
  return createPrivateKey({
    key: Buffer.concat([PRIVATE_PREFIX, secret]),
    format: 'der',
    type: 'pkcs8',
  });
}

function readPackFile(country: string, file: string): string | null {
  const path = new URL(`${country}/${file}`, PACKS);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function folderSink(folder: string, key: KeyObject): FileSink {
  return {
    open: (path) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      return openHashed(join(folder, path));
    },
    seal: (batch, manifest) => {
      const bytes = Buffer.from(manifest);
      const signature = sign(null, manifestMessage(bytes), key).toString('base64');
      writeFileSync(join(folder, batch, 'manifest.json'), bytes, { flag: 'wx' });
      writeFileSync(join(folder, batch, 'manifest.sig'), signature, { flag: 'wx' });
      return hash('sha256', bytes, 'hex');
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
