import { ok, type Result, refused } from '@ovoz/basics';
import type { BodyOf, RefusalCode, requestStationKey } from '@ovoz/contract';
import { fromBase64url, verifyKeyRequest } from '@ovoz/public-log';
import { type Database, inTransaction } from '../../platform/database.ts';
import { verifyEd25519 } from '../../platform/ed25519.ts';
import { sha256 } from '../../platform/evidence.ts';
import { placesInElection } from './certifying.ts';
import { certifiedAmong, findKey, insertRequest } from './store.ts';

/** A device asks to have its key certified. Nothing follows from it until two officers do. */
export async function requestKey(
  database: Database,
  now: Date,
  election: string,
  { station, publicKey: text, signature }: BodyOf<typeof requestStationKey>,
): Promise<Result<{ fingerprint: string }, RefusalCode>> {
  const publicKey = fromBase64url(text);
  const isProven =
    publicKey !== null &&
    verifyKeyRequest({ election, station }, publicKey, signature, verifyEd25519);
  if (!isProven) return refused('signature-wrong');
  const territoryPath = (await placesInElection(database, election, [station])).get(station);
  if (territoryPath === undefined) return refused('station-unknown');
  const fingerprint = sha256(publicKey);
  const name = fingerprint.toString('hex');
  const known = await findKey(database, election, name);
  // A device that lost the answer asks again.
  if (known?.station === station && known.revokedAt === null) return ok({ fingerprint: name });
  if ((await certifiedAmong(database, [name])).length > 0) return refused('key-certified-already');
  return inTransaction(
    database,
    async (transaction): Promise<Result<{ fingerprint: string }, RefusalCode>> => {
      const request = {
        fingerprint,
        election,
        station,
        territoryPath,
        publicKey: Buffer.from(publicKey),
      };
      const isKept = await insertRequest(transaction, request, now);
      return isKept ? ok({ fingerprint: name }) : refused('key-requests-full');
    },
  );
}
