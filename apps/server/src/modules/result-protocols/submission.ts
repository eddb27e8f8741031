import { ok, type Result, refused } from '@ovoz/basics';
import type { PackageReceipt, RefusalCode } from '@ovoz/contract';
import type { Role } from '@ovoz/election-model';
import { type Actor, coveringGrant, grantsOf, type SignedIn } from '../../platform/actor.ts';
import type { Database } from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import type { Refusal } from '../../platform/problem.ts';
import { legalTime } from '../elections/public.ts';
import type { StationKeyRecord } from '../station-keys/public.ts';
import { type CountContext, contextOf } from './context.ts';
import { packageRefused } from './events.ts';
import { receiveVersion } from './receive.ts';
import { isSignedBy, readPackage, type SignedPackage } from './signed-package.ts';
import { findForSender } from './store-packages.ts';

/** Who brings a package that a station signed: its device, or a person with a file. */
export type Bearer = { readonly signedIn: SignedIn; readonly roles: readonly Role[] } | null;

export type Submission = {
  readonly outcome: Result<PackageReceipt, Refusal>;
  /** The key that signed, when it is one of the election; null for whatever strangers send. */
  readonly signer: StationKeyRecord | null;
};

/**
 * Takes a package that a station signed. The signature is the right: who brings it does not matter, but a
 * person only for the stations of their territory. A refusal is recorded, of strangers not: a log that they
 * can fill is a weapon.
 */
export async function submitPackage(
  database: Database,
  code: string,
  text: string,
  bearer: Bearer,
  now: Date,
): Promise<Submission> {
  const submission = await take(database, code, text, bearer, now);
  const { outcome, signer } = submission;
  const territoryPath = signer?.territoryPath ?? bearer?.signedIn.homeTerritory;
  if (!outcome.ok && territoryPath !== undefined) {
    const context = {
      now,
      actor: null,
      election: code,
      territoryPath,
      subject: `${code}/packages`,
    };
    await recordFact(database, packageRefused, context, {
      code: outcome.refusal.code,
      package: sha256(text).toString('hex'),
      station: signer?.station ?? null,
      person: bearer?.signedIn.personId ?? null,
    });
  }
  return submission;
}

async function take(
  database: Database,
  code: string,
  text: string,
  bearer: Bearer,
  now: Date,
): Promise<Submission> {
  const read = readPackage(text);
  if (!read.ok) return stranger(read.refusal);
  const signed = read.value;
  const { payload, key } = signed.package;
  if (payload.election !== code) return stranger('wrong-election');
  const found = await findForSender(database, payload, signed.hash, key);
  if (found === null) return stranger('count-not-open');
  const { signer, receipt } = found;
  if (signer === null) return stranger('key-unknown');
  const by = bearer === null ? null : actorFor(bearer, code, signer);
  if (by === null && bearer !== null) return stranger('not-found');
  if (receipt !== null) return { outcome: ok(receipt), signer };
  if (!isSignedBy(signed, Buffer.from(signer.publicKey, 'hex'))) return stranger('signature-wrong');

  const count = await contextOf(database, found.count);
  const fault = faultOf(count, signed, signer, legalTime(found.clock, now));
  if (fault !== null) return { outcome: refused({ code: fault }), signer };
  const arrival = { signed, by, proposalId: null };
  return { outcome: await receiveVersion(database, count, arrival, now, found), signer };
}

function stranger(code: RefusalCode): Submission {
  return { outcome: refused({ code }), signer: null };
}

/** The right by which a person brings packages of the station, or null. */
function actorFor(
  { signedIn, roles }: NonNullable<Bearer>,
  election: string,
  { territoryPath }: StationKeyRecord,
): Actor | null {
  const grant = coveringGrant(grantsOf(signedIn, roles), { territoryPath, election });
  if (grant === null) return null;
  return { ...signedIn, actingAs: { role: grant.role, territoryPath: grant.territoryPath } };
}

/** Why what is signed well is not for this count, or not from this station; null when it is. */
function faultOf(
  count: CountContext,
  { package: { payload } }: SignedPackage,
  signer: StationKeyRecord,
  legal: Date,
): RefusalCode | null {
  if (payload.mode !== count.mode) return 'wrong-mode';
  if (payload.definition !== count.definitionHash) return 'wrong-definition';
  if (payload.station !== signer.station) return 'key-of-another-station';
  if (signer.revoked) return 'key-revoked';
  if (legal < new Date(signer.validFrom) || legal >= new Date(signer.validUntil)) {
    return 'key-not-valid-now';
  }
  return payload.origin.kind === 'station-signed' ? null : 'origin-not-allowed';
}
