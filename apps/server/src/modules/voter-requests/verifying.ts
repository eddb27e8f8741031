import { ok, present, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import { eligibility } from '@ovoz/voter-register';
import type { Transaction } from '../../platform/database.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import type { Act } from './effect.ts';
import type { StoredRequest } from './store-requests.ts';
import { factsOf, findVoterByKey, type VoterRow } from './store-voters.ts';

/**
 * The voter whose national number, document number and birth date are those of a request from abroad, and who may vote
 * on the day. The register is asked whole, since the home may be anywhere; the answer is only yes or no.
 */
export async function verifyIdentity(
  transaction: Transaction,
  { register, time, paths }: Act,
  request: StoredRequest,
): Promise<Result<VoterRow, RefusalCode>> {
  const given = register.keys.unsealNumbers(
    present(request.sealed, 'a request from abroad has numbers'),
  );
  await openRegister(transaction, WHOLE_REGISTER);
  const key = register.keys.nationalKey(register.pack, given.number);
  const voter = await findVoterByKey(transaction, key);
  const facts = voter === null ? [] : await factsOf(transaction, voter.id);
  await openRegister(transaction, paths);
  if (voter?.status !== 'registered') return refused('identity-not-found');
  const { document } = register.keys.unsealNumbers(voter.sealed);
  const isSame =
    written(document) === written(given.document) &&
    voter.birthDate === request.details.fields.birthDate;
  if (!isSame) return refused('identity-not-found');
  const { birthDate, citizenship } = voter;
  const day = present(time.voting, 'a request from abroad is about an election').day;
  const person = { birthDate, citizenship, facts, listedAbroad: true };
  return eligibility(person, register.rules, day).eligible
    ? ok(voter)
    : refused('voter-ineligible');
}

/** Document numbers are written with spaces and in small letters, too. */
function written(document: string): string {
  return document.replace(/[\s-]/g, '').toUpperCase();
}
