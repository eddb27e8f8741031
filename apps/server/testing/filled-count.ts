import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { ProtocolContent, ResultPayload } from '@ovoz/election-model';
import { packageHash, signPackage } from '@ovoz/public-log';
import { type CountContext, standingProtocols } from '../src/modules/result-protocols/public.ts';
import type { Database } from '../src/platform/database.ts';

const BATCH = 2000;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

export type DueProtocol = {
  readonly contest: string;
  readonly station: string;
  readonly district: string | null;
};

/**
 * Puts an accepted package at every protocol that is due and for which there is a content. As owner of the
 * database and many rows at once: for tests and benchmarks of what comes after acceptance. The doors have
 * their own.
 * @returns how many protocols were filled.
 */
export async function fillCount(
  owner: Database,
  context: CountContext,
  contentOf: (due: DueProtocol) => ProtocolContent | null,
): Promise<number> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = sha256(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)).toString(
    'hex',
  );
  const madeAt = new Date().toISOString();
  const due = await standingProtocols(owner, context.election, 'all');
  const rows = due.flatMap(({ contest, station, district }) => {
    const content = contentOf({ contest, station, district });
    if (content === null) return [];
    const payload: ResultPayload = {
      format: 1,
      election: context.election,
      mode: context.mode,
      definition: context.definitionHash,
      contest,
      station,
      count: context.legalCount,
      version: 1,
      origin: { kind: 'station-signed' },
      madeAt,
      content,
    };
    const { text } = signPackage(payload, key, (message) => sign(null, message, privateKey));
    return [{ contest, station, text, hash: packageHash(text, sha256) }];
  });
  for (let from = 0; from < rows.length; from += BATCH) {
    await putPackages(owner, context, key, rows.slice(from, from + BATCH));
  }
  await owner`analyze result_protocols`;
  await owner`analyze result_packages`;
  return rows.length;
}

type Row = { contest: string; station: string; text: string; hash: string };

async function putPackages(
  owner: Database,
  { election, legalCount }: CountContext,
  key: string,
  rows: readonly Row[],
): Promise<void> {
  const at = new Date();
  const given = owner`json_to_recordset(${JSON.stringify(rows)}::text::json)
    as given (contest text, station text, text text, hash text)`;
  await owner`
    insert into result_packages (hash, election, contest, station, count, version, origin,
      key_fingerprint, bytes, findings, errors, warnings, received_at, outcome, fact_hash)
    select decode(hash, 'hex'), ${election}, contest, station, ${legalCount}, 1, 'station-signed',
      decode(${key}, 'hex'), convert_to(text, 'UTF8'), '[]', 0, 0, ${at}, 'received', decode(${key}, 'hex')
    from ${given}`;
  for (const status of ['received', 'accepted']) {
    await owner`
      update result_protocols p set status = ${status}, version = 1, latest = 1,
        package_hash = decode(hash, 'hex'), revision = p.revision + 1, changed_at = ${at}
      from ${given}
      where p.election = ${election} and p.contest = given.contest and p.station = given.station
        and p.count = ${legalCount}`;
  }
}
