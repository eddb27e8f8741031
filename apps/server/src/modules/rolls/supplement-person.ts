import { ok, type Result, refused } from '@ovoz/basics';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { sha256 } from '../../platform/evidence.ts';
import { insertViews, watchVolume } from '../voter-requests/public.ts';
import type { RegisterKeys } from '../voter-register/public.ts';
import { type RegisteredVoter, voterWithKey } from './store-supplements.ts';

/** What a person shows: both numbers together, so that nobody finds people by trying running numbers. */
export type ShownNumbers = { readonly nationalNumber: string; readonly documentNumber: string };

/**
 * Counts that somebody asks for a person of the register, in a transaction of its own: an attempt that finds nobody
 * counts as well.
 */
export async function countAttempt(
  database: Database,
  actor: Actor,
  now: Date,
): Promise<Result<unknown, 'too-many-requests'>> {
  return inTransaction(database, (transaction) =>
    watchVolume(transaction, actor, now, { searches: 0, opened: 1 }),
  );
}

/** The voter with both numbers. The answer to a wrong document is that to a wrong number. */
export async function voterWithNumbers(
  transaction: Transaction,
  { pack, keys }: { readonly pack: string; readonly keys: RegisterKeys },
  { nationalNumber, documentNumber }: ShownNumbers,
): Promise<Result<RegisteredVoter, 'voter-unknown'>> {
  const voter = await voterWithKey(transaction, keys.nationalKey(pack, fold(nationalNumber)));
  if (voter === null) return refused('voter-unknown');
  const { document } = keys.unsealNumbers(voter.sealed);
  const isSame = document !== '' && fold(document) === fold(documentNumber);
  return isSame ? ok(voter) : refused('voter-unknown');
}

/** Notes where the voter can read it that an officer saw the record. */
export async function noteView(
  transaction: Transaction,
  { voterId: id, territoryPath }: RegisteredVoter,
  { personId, actingAs }: Actor,
  now: Date,
): Promise<void> {
  const by = { personId, role: actingAs.role, commission: actingAs.territoryPath };
  const look = { act: 'opened', purpose: 'correction', words: 'Supplement of a roll', by } as const;
  await insertViews(transaction, [{ id, territoryPath }], look, now);
}

/** Binds a proposal to the person as the first officer saw it; the nonce keeps it from being guessed. */
export function personHash(
  nonce: string,
  { voterId, surname, given, patronymic, birthDate }: RegisteredVoter,
): string {
  const text = [nonce, voterId, surname, given, patronymic, birthDate].join('\0');
  return sha256(Buffer.from(text)).toString('hex');
}

/** As people type it: in any case, with spaces and hyphens. */
function fold(number: string): string {
  return number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.-]/g, '');
}
