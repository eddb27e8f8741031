import { hash } from 'node:crypto';
import { Frontier, leafHash } from '@ovoz/public-log';
import { median, printFigure } from './figures.ts';

const LEAVES = 1_000_000;
/** A fact about a package, as canonical JSON. */
const ENTRY_BYTES = 400;
/** Messages are made anew for each batch: a million of them at once would measure memory. */
const BATCH = 10_000;
const ROUNDS = 3;

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

type Times = {
  /** Hashes of the leaves by `leafHash`, and plain calls over the same prefixed messages. */
  readonly leaves: number;
  readonly plainLeaves: number;
  /** The tree, leaves and nodes; and plain calls over all its 2 n - 1 messages. */
  readonly tree: number;
  readonly plainTree: number;
};

/**
 * A tree of a million leaves against plain SHA-256 calls over the same messages, in turns, in one run. A tree of n
 * leaves is 2 n - 1 messages: n leaves of a byte and an entry, n - 1 nodes of 65 bytes; fewer than 2 n - 1 calls cannot
 * make it.
 */
export function measureTree(): Promise<void> {
  console.log(`Tree of ${LEAVES.toLocaleString('en')} leaves of ${ENTRY_BYTES} bytes, RFC 6962`);
  const rounds = Array.from({ length: ROUNDS }, measureRound);
  const ratios = (one: keyof Times, other: keyof Times) =>
    median(rounds.map((times) => times[one] / times[other]));
  const seconds = (one: keyof Times) => median(rounds.map((times) => times[one])) / 1000;
  show('hashes of the leaves, against n plain calls', 'leaves', 'plainLeaves');
  show('whole tree, against 2 n - 1 plain calls', 'tree', 'plainTree');
  const below = ratios('tree', 'plainLeaves').toFixed(2);
  console.log(`  whole tree against n plain calls, which no tree can reach: ratio ${below}`);
  return Promise.resolve();

  function show(what: string, one: keyof Times, other: keyof Times): void {
    printFigure({
      what,
      value: seconds(one),
      unit: 's',
      beside: { what: 'plain', value: seconds(other) },
    });
    const ratio = ratios(one, other);
    const verdict = ratio <= 2 ? 'reached' : 'NOT reached';
    console.log(`    median of ${ROUNDS} ratios ${ratio.toFixed(2)}; goal at most 2: ${verdict}`);
  }
}

function measureRound(): Times {
  const times = { leaves: 0, plainLeaves: 0, tree: 0, plainTree: 0 };
  const frontier = new Frontier(sha256);
  const node = new Uint8Array(65).fill(1);
  for (let from = 0; from < LEAVES; from += BATCH) {
    const entries = Array.from({ length: BATCH }, (_, at) => entryOf(from + at));
    const prefixed = entries.map(withPrefix);
    times.plainLeaves += timed(() => prefixed.forEach(sha256));
    times.leaves += timed(() => {
      for (const entry of entries) leafHash(entry, sha256);
    });
    times.tree += timed(() => {
      for (const entry of entries) frontier.append(leafHash(entry, sha256));
    });
    times.plainTree += timed(() => {
      prefixed.forEach(sha256);
      for (let at = 0; at < BATCH; at += 1) {
        node[at % 65] = at;
        sha256(node);
      }
    });
  }
  frontier.root();
  return times;
}

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function entryOf(index: number): Uint8Array {
  return Buffer.from(`{"id":"${index}"}`.padEnd(ENTRY_BYTES, 'x'));
}

function withPrefix(entry: Uint8Array): Uint8Array {
  const message = new Uint8Array(entry.length + 1);
  message.set(entry, 1);
  return message;
}
