import { createHash, hash } from 'node:crypto';
import {
  type FileSink,
  type PackReader,
  syntheticVoters,
  type VoterRequest,
  writeRegisterBatches,
} from '@ovoz/synthetic-nation';
import { signatureOf } from '@ovoz/synthetic-nation/node';

/** A signed batch as its supplier sends it. */
export type DemoBatch = {
  readonly manifest: string;
  readonly signature: string;
  readonly files: ReadonlyMap<string, Buffer>;
};

export type DemoRegisters = {
  /** Full batch of the address register, and of the civil register. */
  readonly address: DemoBatch;
  readonly civil: DemoBatch;
  /** Rules of the precinct assignment. */
  readonly ranges: string;
};

/** The registers of an invented nation, made in memory: a demonstration has few people. */
export function makeDemoRegisters(read: PackReader, request: VoterRequest): DemoRegisters {
  const files = new Map<string, Buffer>();
  const batches = new Map<string, DemoBatch>();
  writeRegisterBatches(
    syntheticVoters(read, request),
    memorySink(files, batches, request.seed),
    request.asOf,
  );
  const batch = (folder: string): DemoBatch => {
    const found = batches.get(folder);
    if (found === undefined) throw new Error(`the batch ${folder} was not written`);
    return found;
  };
  return {
    address: batch('address-1'),
    civil: batch('civil-1'),
    ranges: files.get('ranges.csv')?.toString() ?? '',
  };
}

function memorySink(
  files: Map<string, Buffer>,
  batches: Map<string, DemoBatch>,
  seed: string,
): FileSink {
  return {
    open: (path) => {
      const digest = createHash('sha256');
      const pieces: Buffer[] = [];
      return {
        write: (text) => {
          const piece = Buffer.from(text);
          digest.update(piece);
          pieces.push(piece);
        },
        close: () => {
          const bytes = Buffer.concat(pieces);
          files.set(path, bytes);
          return { bytes: bytes.length, sha256: digest.digest('hex') };
        },
      };
    },
    seal: (register, folder, manifest) => {
      batches.set(folder, {
        manifest,
        signature: signatureOf(seed, register, manifest),
        files: new Map(
          [...files]
            .filter(([path]) => path.startsWith(`${folder}/`))
            .map(([path, bytes]) => [path.slice(folder.length + 1), bytes]),
        ),
      });
      return hash('sha256', manifest, 'hex');
    },
  };
}
