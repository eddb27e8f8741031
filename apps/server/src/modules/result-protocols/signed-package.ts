import { ok, type Result } from '@ovoz/basics';
import { ResultPackage, type ResultPayload } from '@ovoz/election-model';
import { parsePackage, signPackage, verifyPackage } from '@ovoz/public-log';
import { Compile } from 'typebox/compile';
import { type SigningKey, verifyEd25519 } from '../../platform/ed25519.ts';
import { sha256 } from '../../platform/evidence.ts';

/** A package with its canonical text and the SHA-256 of that: its name. */
export type SignedPackage = {
  readonly text: string;
  readonly hash: Buffer;
  readonly package: ResultPackage;
};

const schema = Compile(ResultPackage);
const isPackage = (value: unknown): value is ResultPackage => schema.Check(value);

/** Reads what was sent. Whose signature it bears is not looked at yet. */
export function readPackage(
  text: string,
): Result<SignedPackage, 'package-malformed' | 'package-not-canonical'> {
  const parsed = parsePackage(text, isPackage);
  return parsed.ok ? ok({ text, hash: sha256(text), package: parsed.value }) : parsed;
}

/** Signs what people keyed or corrected, with the key of the commission's server. */
export function signByCommission(key: SigningKey, payload: ResultPayload): SignedPackage {
  const { package: signed, text } = signPackage(payload, key.fingerprint, key.sign);
  return { text, hash: sha256(text), package: signed };
}

/** Whether the owner of the raw public key signed the package. */
export function isSignedBy({ package: signed }: SignedPackage, publicKey: Buffer): boolean {
  return verifyPackage(signed, publicKey, { verify: verifyEd25519, sha256 });
}
