import {
  formatVkey,
  hashesInTiles,
  openCheckpoint,
  parseVkey,
  rootOf,
  sameBytes,
  type SignedCheckpoint,
  toHex,
} from '@ovoz/public-log';
import { CommandFailure } from '../failure.ts';
import { fromWhereCalled } from '../server-program.ts';
import type { SeenAnswer } from './listen.ts';
import { LogUnreadable, type LogSite, readFile } from './log-site.ts';
import { sha256, verify } from './node-crypto.ts';
import { seenIn, settingsIn } from './witness-folder.ts';

/** What one witness kept. */
export type Kept = {
  readonly witness: string;
  readonly logKey: string;
  readonly seen: readonly { readonly note: string; readonly checkpoint: SignedCheckpoint }[];
};

/** Two trees that the log signed and that cannot both be. */
export type Contradiction = {
  readonly code: 'split-view' | 'log-shrank';
  readonly size: number;
  readonly sides: readonly { readonly witness: string; readonly note: string }[];
};

export type Comparison = {
  /** Sizes that at least two witnesses saw, and that one alone saw. */
  readonly compared: number;
  readonly alone: number;
  readonly contradictions: readonly Contradiction[];
};

/** A night of checkpoints every ten seconds is about 3 MB. */
const MAX_SEEN_BYTES = 64 * 2 ** 20;

/** Reads what a witness kept, from its folder or its `--listen` address. @throws CommandFailure. */
export async function readKept(given: string): Promise<Kept> {
  const answer = /^https?:\/\//.test(given) ? await fetchSeen(given) : seenInFolder(given);
  const logKey = parseVkey(answer.logKey, sha256);
  if (!logKey.ok) throw unreadable(given, 'the key of the log');
  const seen = answer.checkpoints.map((note) => {
    const opened = openCheckpoint(note, logKey.value, verify);
    if (opened.ok) return { note, checkpoint: opened.value };
    throw unreadable(given, `a checkpoint (${opened.refusal})`);
  });
  return { witness: answer.name, logKey: formatVkey(logKey.value), seen };
}

function seenInFolder(given: string): SeenAnswer {
  const path = fromWhereCalled(given);
  const settings = settingsIn(path);
  if (settings === null) {
    throw new CommandFailure('no-witness-there', `${path} is no folder of a witness.`);
  }
  const { name, vkey, logKey } = settings;
  return { format: 1, name, vkey, logKey, checkpoints: seenIn(path) };
}

async function fetchSeen(given: string): Promise<SeenAnswer> {
  try {
    const bytes = await readFile(`${given.replace(/\/+$/, '')}/seen`, MAX_SEEN_BYTES);
    if (bytes === null) throw new LogUnreadable(`There is no witness at ${given}.`);
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (isSeenAnswer(value)) return value;
  } catch (error) {
    if (error instanceof LogUnreadable) throw new CommandFailure('no-witness-there', error.message);
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw unreadable(given, 'the answer');
}

function isSeenAnswer(value: unknown): value is SeenAnswer {
  const { name, logKey, checkpoints } = Object(value) as Partial<Record<keyof SeenAnswer, unknown>>;
  return (
    typeof name === 'string' &&
    typeof logKey === 'string' &&
    Array.isArray(checkpoints) &&
    checkpoints.every((one) => typeof one === 'string')
  );
}

function unreadable(given: string, what: string): CommandFailure {
  return new CommandFailure(
    'witness-unreadable',
    `Of ${given}, ${what} cannot be read or verified.`,
  );
}

/** Holds what several witnesses kept of one log side by side. @throws CommandFailure `log-keys-differ`. */
export function compareKept(all: readonly Kept[]): Comparison {
  const [first] = all;
  const other = all.find(({ logKey }) => logKey !== first?.logKey);
  if (first !== undefined && other !== undefined) {
    throw new CommandFailure(
      'log-keys-differ',
      `${first.witness} follows ${first.logKey}, but ${other.witness} follows ${other.logKey}. If that is to be one log, they were given different keys of it.`,
    );
  }
  const bySize = new Map<number, { witness: string; note: string; root: string }[]>();
  for (const { witness, seen } of all) {
    for (const { note, checkpoint } of seen) {
      const sides = bySize.get(checkpoint.size) ?? [];
      sides.push({ witness, note, root: toHex(checkpoint.root) });
      bySize.set(checkpoint.size, sides);
    }
  }
  const contradictions = [...bySize].flatMap(([size, sides]): Contradiction[] => {
    const roots = new Map(sides.map(({ root, witness, note }) => [root, { witness, note }]));
    return roots.size < 2 ? [] : [{ code: 'split-view', size, sides: [...roots.values()] }];
  });
  const groups = [...bySize.values()].map((sides) => new Set(sides.map(({ witness }) => witness)));
  return {
    compared: groups.filter(({ size }) => size > 1).length,
    alone: groups.filter(({ size }) => size === 1).length,
    contradictions: contradictions.toSorted((a, b) => a.size - b.size),
  };
}

/**
 * Holds what witnesses kept against the log as it is served now: each tree has to be its beginning. This finds a fork
 * also where no two witnesses saw the same size.
 */
export async function compareWithLog(
  all: readonly Kept[],
  site: LogSite,
): Promise<readonly Contradiction[]> {
  const note = await site.checkpoint();
  const [first] = all;
  const logKey = first === undefined ? undefined : parseVkey(first.logKey, sha256);
  const opened = logKey?.ok === true ? openCheckpoint(note, logKey.value, verify) : undefined;
  if (opened?.ok !== true) {
    throw new CommandFailure('signature-wrong', `${site.address} is not signed by the log's key.`);
  }
  const { size, root } = opened.value;
  const served = { witness: site.address, note };
  const found: Contradiction[] = [];
  for (const { witness, seen } of all) {
    for (const one of seen) {
      const sides = [{ witness, note: one.note }, served];
      if (one.checkpoint.size > size) {
        found.push({ code: 'log-shrank', size: one.checkpoint.size, sides });
        continue;
      }
      const ranges = [
        { start: 0, end: size },
        { start: 0, end: one.checkpoint.size },
      ];
      const hashAt = hashesInTiles(size, await site.tiles(ranges, size), sha256);
      if (!sameBytes(rootOf(size, hashAt, sha256), root)) {
        throw new CommandFailure(
          'log-files-wrong',
          'The files of the log do not lead to the root that it signed.',
        );
      }
      const isBeginning = sameBytes(
        rootOf(one.checkpoint.size, hashAt, sha256),
        one.checkpoint.root,
      );
      if (!isBeginning) found.push({ code: 'split-view', size: one.checkpoint.size, sides });
    }
  }
  return found;
}
