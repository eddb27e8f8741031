import { randomBytes } from 'node:crypto';
import { sortByAlphabet } from '@ovoz/election-model';
import { Frontier, leafHash } from '@ovoz/public-log';
import { rollLineText } from '@ovoz/voter-register';
import { sha256 } from '../../platform/evidence.ts';
import type { NewEntry, SelectedVoter } from './store-entries.ts';

const SALT_BYTES = 16;

/** The lines of a station in their order, with salts and leaves beside each other, and their root. */
export type StationRoll = {
  readonly entries: readonly NewEntry[];
  readonly salts: Buffer;
  readonly leaves: Buffer;
  readonly root: Buffer;
};

/**
 * Orders the voters of a station by the country's alphabet and hashes their lines. Namesakes stand in the order of
 * birth dates, then of the register.
 * @param salts so many random bytes; another source is for tests.
 */
export function stationRoll(
  place: { readonly election: string; readonly station: string },
  voters: readonly SelectedVoter[],
  alphabet: readonly string[],
  random: (bytes: number) => Buffer = randomBytes,
): StationRoll {
  const inRegister = voters.toSorted(
    (a, b) => compare(a.birthDate, b.birthDate) || Number(a.voterId) - Number(b.voterId),
  );
  // A stable sort: who compares as equal keeps the order from before.
  const entries = sortByAlphabet(alphabet, inRegister, nameOf).map(entryOf);
  const salts = random(entries.length * SALT_BYTES);
  const leaves = entries.map((entry, index) => {
    const salt = salts.toString('hex', index * SALT_BYTES, (index + 1) * SALT_BYTES);
    const line = { ...place, ...entry, part: 'roll', line: index + 1, salt } as const;
    return leafHash(Buffer.from(rollLineText(line)), sha256);
  });
  return { entries, salts, leaves: Buffer.concat(leaves), root: rootOfLeaves(leaves) };
}

/** RFC 6962, section 2.1. */
export function rootOfLeaves(leaves: readonly Uint8Array[]): Buffer {
  const frontier = new Frontier(sha256);
  for (const leaf of leaves) frontier.append(leaf);
  return Buffer.from(frontier.root());
}

function nameOf({ surname, given, patronymic }: SelectedVoter): string {
  return `${surname} ${given} ${patronymic}`;
}

function entryOf(voter: SelectedVoter): NewEntry {
  const { voterId, surname, given, patronymic, birthDate } = voter;
  return { voterId, surname, given, patronymic, birthDate, address: addressText(voter) };
}

/** As on an envelope: locality, street, house, flat. */
export function addressText({
  locality,
  street,
  house,
  flat,
}: Pick<SelectedVoter, 'locality' | 'street' | 'house' | 'flat'>): string {
  const home = flat === '' ? house : `${house ?? ''}-${flat}`;
  return [locality, street, home].filter((part) => part !== null && part !== '').join(', ');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
