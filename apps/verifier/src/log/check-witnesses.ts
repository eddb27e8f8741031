import { sameBytes, toHex } from '../bytes.ts';
import type { WitnessFact } from '../facts/log-state.ts';
import type { Findings } from '../findings.ts';
import type { Primitives } from '../primitives.ts';
import { type RecordSource, TooLarge } from '../sources/record-source.ts';
import { type Checkpoint, MAX_CHECKPOINT_BYTES, readCheckpoint } from './checkpoint.ts';
import { buildTree, HASH_BYTES, type Tree } from './merkle-tree.ts';
import { isSignedBy, type ReadLog } from './read-log.ts';
import { cosignatureBy, type NoteKey, readKey } from './signed-note.ts';

/** Clocks of witnesses may be so far ahead. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

type Watching = {
  readonly source: RecordSource;
  readonly primitives: Primitives;
  readonly findings: Findings;
  readonly log: ReadLog;
  readonly facts: readonly WitnessFact[];
  readonly nowMs: number;
};

/** How many of the registered witnesses co-signed the newest public checkpoint. */
export type Witnessed = {
  readonly registered: number;
  readonly needed: number;
  readonly cosigned: readonly string[];
  /** Entries that the public checkpoint closes; null without one. */
  readonly size: number | null;
};

/** Checks the co-signatures on both checkpoints, and that the public one is a prefix and has enough of them. */
export async function checkWitnesses(watching: Watching): Promise<Witnessed> {
  const { log } = watching;
  const newest = await cosigners(watching, log.checkpoint, 'log/checkpoint');
  const there = await readPublic(watching);
  const at = there ?? log.checkpoint;
  const keys = registeredAt(watching, at.size);
  const needed = Math.floor(keys.length / 2) + 1;
  const cosigned =
    there === null ? newest : await cosigners(watching, there, 'log/public-checkpoint');
  if (there !== null) await checkPublic(watching, there, cosigned, needed, keys.length);
  else if (keys.length > 0) {
    const sentence = `${keys.length} witnesses are registered, and the record has no checkpoint that enough of them co-signed.`;
    watching.findings.add({
      severity: 'gap',
      code: 'public-checkpoint-missing',
      place: 'log/public-checkpoint',
      sentence,
    });
  } else {
    const sentence =
      'No witness is registered, so nobody outside vouches that all see the same log.';
    watching.findings.add({ severity: 'note', code: 'no-witnesses', place: 'log', sentence });
  }
  return { registered: keys.length, needed, cosigned, size: there?.size ?? null };
}

async function readPublic({ source, findings }: Watching): Promise<Checkpoint | null> {
  const place = 'log/public-checkpoint';
  try {
    const bytes = await source.read(place, MAX_CHECKPOINT_BYTES);
    if (bytes === null) return null;
    const checkpoint = readCheckpoint(bytes);
    if (checkpoint !== null) return checkpoint;
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
  }
  const sentence = 'This is no checkpoint of a log.';
  findings.add({ severity: 'false', code: 'checkpoint-malformed', place, sentence });
  return null;
}

async function checkPublic(
  watching: Watching,
  checkpoint: Checkpoint,
  cosigned: readonly string[],
  needed: number,
  registered: number,
): Promise<void> {
  const place = 'log/public-checkpoint';
  await checkPrefix(watching, checkpoint, place);
  if (registered > 0 && cosigned.length >= needed) return;
  const sentence = `The public checkpoint is co-signed by ${cosigned.length} of ${registered} registered witnesses; ${needed} are needed.`;
  watching.findings.add({
    severity: 'false',
    code: 'public-checkpoint-not-cosigned',
    place,
    sentence,
  });
}

/** That a checkpoint which somebody kept is of this log and of a prefix of its tree. */
export async function checkPrefix(
  { primitives, findings, log }: Pick<Watching, 'primitives' | 'findings' | 'log'>,
  checkpoint: Checkpoint,
  place: string,
): Promise<void> {
  const wrong = (code: string, sentence: string) =>
    findings.add({ severity: 'false', code, place, sentence });
  if (log.key === null || !(await isSignedBy(primitives, checkpoint, log.key))) {
    wrong('checkpoint-signature-wrong', 'The checkpoint is not signed by the key of the log.');
  }
  const { size } = checkpoint;
  if (size > log.tree.size) {
    wrong(
      'checkpoint-beyond-log',
      `This checkpoint closes ${size} entries, and the log of the record has only ${log.tree.size}.`,
    );
    return;
  }
  if (sameBytes(rootAt(log.tree, size, primitives), checkpoint.root)) return;
  wrong(
    'log-forked',
    `This checkpoint of ${size} entries is of another log than the record: somebody was shown another history.`,
  );
}

function rootAt(tree: Tree, size: number, { sha256 }: Primitives): Uint8Array {
  if (size === tree.size) return tree.root;
  const leaves = tree.rows[0] ?? new Uint8Array(0);
  return buildTree(leaves.subarray(0, size * HASH_BYTES), sha256).root;
}

/** Names of the registered witnesses who co-signed the checkpoint. */
async function cosigners(
  watching: Watching,
  checkpoint: Checkpoint,
  place: string,
): Promise<readonly string[]> {
  const { primitives, findings, nowMs } = watching;
  const found = registeredAt(watching, checkpoint.size).flatMap((key) => {
    const cosignature = cosignatureBy(checkpoint.note, key);
    return cosignature === null ? [] : [{ key, ...cosignature }];
  });
  const valid = await primitives.verifyAll(found.map(({ claim }) => claim));
  return found.flatMap(({ key, timeMs }, at) => {
    const wrong = (code: string, why: string) => {
      const sentence = `The co-signature of ${key.name} ${why}.`;
      findings.add({ severity: 'false', code, place, sentence });
      return [];
    };
    if (valid[at] !== true) return wrong('cosignature-wrong', 'is not of this checkpoint');
    if (timeMs > nowMs + CLOCK_TOLERANCE_MS)
      return wrong('cosignature-in-future', 'is dated later than now');
    return [key.name];
  });
}

/** Witnesses by the facts among the first `size` entries. */
function registeredAt({ facts, primitives }: Watching, size: number): readonly NoteKey[] {
  const keys = new Map<string, NoteKey>();
  for (const { leaf, vkey, registered } of facts) {
    if (leaf >= size) continue;
    const key = readKey(vkey, primitives.sha256);
    if (key === null || key.kind !== 'witness') continue;
    if (registered) keys.set(toHex(key.publicKey), key);
    else keys.delete(toHex(key.publicKey));
  }
  return [...keys.values()];
}
