import { join } from 'node:path';
import { isDay } from '@ovoz/election-model';
import { NoSuchStations } from '@ovoz/synthetic-nation';
import { writeRegisterFolder } from '@ovoz/synthetic-nation/node';
import { CommandFailure } from '../failure.ts';
import { fromWhereCalled } from '../server-program.ts';
import type { Outcome, Terminal } from '../terminal.ts';

export type VoterOptions = {
  readonly country: string;
  readonly seed: string;
  readonly folder: string;
  readonly count?: number;
  readonly asOf: string;
  readonly delta?: number;
  readonly deltas: number;
  readonly spoiled: number;
  readonly territories?: readonly string[];
};

/** `ovoz synthesize voters`: batches of the registers of an invented nation, as `ovoz register push` takes them. */
export function synthesizeVoters(terminal: Terminal, options: VoterOptions): Outcome {
  const { country, seed, count, asOf, delta = 0, deltas, spoiled, territories } = options;
  if (count === undefined) {
    throw new CommandFailure('count-missing', 'Say with --count how many voters there shall be.');
  }
  if (delta * deltas > count / 2) {
    throw new CommandFailure('delta-too-large', 'Fewer changes than half of the voters, please.');
  }
  if (!isDay(asOf)) throw new CommandFailure('day-unknown', `${asOf} is no day.`);
  const folder = fromWhereCalled(options.folder);
  const show = (rows: number) => terminal.progress(rows, count, 'voters');
  const written = write(() =>
    writeRegisterFolder(
      folder,
      country,
      {
        seed,
        count,
        asOf,
        spoiled,
        ...(territories === undefined ? {} : { territories }),
        ...(delta === 0 ? {} : { changes: { each: delta, batches: deltas } }),
      },
      show,
    ),
  );
  const batches = written.batches.map((batch) => ({
    folder: join(folder, batch.folder),
    kind: batch.manifest.kind,
    rows: batch.manifest.files.reduce((sum, { rows }) => sum + rows, 0),
  }));
  return {
    json: { folder, publicKeys: written.publicKeys, batches },
    lines: [
      ...batches.map(({ folder: path, kind, rows }) => `${path}: ${kind}, ${rows} rows`),
      `${join(folder, 'truth.csv')}: which records are about the same person`,
      `${join(folder, 'ranges.csv')}: streets of each station, for the precinct assignment`,
      `Key of the invented civil register: ${written.publicKeys.civil}`,
      `Key of the invented address register: ${written.publicKeys.address}`,
    ],
  };
}

function write<Answer>(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof NoSuchStations) {
      throw new CommandFailure('territory-unknown', `${error.message}.`);
    }
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      throw new CommandFailure('file-exists', `${message}; choose another folder.`);
    }
    if (code === 'ENOSPC' || code === 'EACCES') {
      throw new CommandFailure('file-not-written', `${message}.`);
    }
    throw error;
  }
}
