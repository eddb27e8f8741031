/**
 * Signatures and keys of minisign (https://jedisct1.github.io/minisign/), for files that people check with a program
 * that is not ours. Two algorithms: `Ed` signs the file itself; `ED` signs its BLAKE2b-512 hash (RFC 7693), which is
 * what minisign writes today and every version since 0.6 verifies.
 */
import { ok, type Result, refused } from '@ovoz/basics';
import { fromBase64, toBase64 } from './base64.ts';
import { joinBytes, sameBytes, utf8 } from './bytes.ts';
import type { Sha256, Sign, Verify } from './result-package.ts';

/** BLAKE2b with 64 bytes of output. */
export type Blake2b512 = (bytes: Uint8Array) => Uint8Array;

export type MinisignKey = {
  /** Eight bytes that name the key. */
  readonly id: Uint8Array;
  /** Raw Ed25519 public key. */
  readonly publicKey: Uint8Array;
};

export type MinisignRefusal = 'minisig-malformed' | 'minisig-other-key' | 'minisig-wrong';

const ALGORITHM_BYTES = 2;
const ID_BYTES = 8;
const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const MAX_FILE_LENGTH = 10_000;

/** A key whose id follows from it: the first eight bytes of its SHA-256. (minisign draws ids at random.) */
export function minisignKey(publicKey: Uint8Array, sha256: Sha256): MinisignKey {
  return { id: sha256(publicKey).slice(0, ID_BYTES), publicKey };
}

/** The one line that `minisign -P` takes: base64 of `Ed` ‖ id ‖ public key. */
export function formatMinisignKey({ id, publicKey }: MinisignKey): string {
  return toBase64(joinBytes(utf8('Ed'), id, publicKey));
}

/** Reads a key from its line, or from the file whose second line it is. */
export function parseMinisignKey(text: string): Result<MinisignKey, 'minisign-key-malformed'> {
  const [, line = ''] = /^(?:untrusted comment: [^\n]*\n)?([A-Za-z0-9+/=]+)\n?$/.exec(text) ?? [];
  const bytes = fromBase64(line);
  const isKey = bytes?.length === ALGORITHM_BYTES + ID_BYTES + PUBLIC_KEY_BYTES;
  if (!isKey || algorithmOf(bytes) !== 'Ed') return refused('minisign-key-malformed');
  return ok({
    id: bytes.slice(ALGORITHM_BYTES, ALGORITHM_BYTES + ID_BYTES),
    publicKey: bytes.slice(ALGORITHM_BYTES + ID_BYTES),
  });
}

/**
 * The text of a `.minisig` file.
 * @param trustedComment one line that is signed too: what the file is.
 * @param blake2b512 for `ED`; left out, the file itself is signed (`Ed`), which needs no further hash to verify.
 */
export function signMinisig(
  file: Uint8Array,
  trustedComment: string,
  { id }: MinisignKey,
  sign: Sign,
  blake2b512?: Blake2b512,
): string {
  if (/[\r\n]/.test(trustedComment)) throw new RangeError('a trusted comment is one line');
  const algorithm = blake2b512 === undefined ? 'Ed' : 'ED';
  const signature = sign(blake2b512?.(file) ?? file);
  const whole = sign(joinBytes(signature, utf8(trustedComment)));
  return [
    'untrusted comment: verify with minisign; only the trusted comment below is signed',
    toBase64(joinBytes(utf8(algorithm), id, signature)),
    `trusted comment: ${trustedComment}`,
    toBase64(whole),
    '',
  ].join('\n');
}

/** Verifies a file by its `.minisig`. @returns the trusted comment. */
export function verifyMinisig(
  file: Uint8Array,
  minisig: string,
  key: MinisignKey,
  { verify, blake2b512 }: { readonly verify: Verify; readonly blake2b512: Blake2b512 },
): Result<string, MinisignRefusal> {
  const parsed = parseMinisig(minisig);
  if (parsed === null) return refused('minisig-malformed');
  if (!sameBytes(parsed.id, key.id)) return refused('minisig-other-key');
  const message = parsed.algorithm === 'ED' ? blake2b512(file) : file;
  const commented = joinBytes(parsed.signature, utf8(parsed.comment));
  const isGood =
    verify(key.publicKey, message, parsed.signature) &&
    verify(key.publicKey, commented, parsed.whole);
  return isGood ? ok(parsed.comment) : refused('minisig-wrong');
}

function parseMinisig(minisig: string) {
  if (minisig.length > MAX_FILE_LENGTH) return null;
  const [, line = '', comment = '', last = ''] =
    /^untrusted comment: [^\n]*\n([^\n]+)\ntrusted comment: ([^\n]*)\n([^\n]+)\n?$/.exec(minisig) ??
    [];
  const [head, whole] = [fromBase64(line), fromBase64(last)];
  if (head?.length !== ALGORITHM_BYTES + ID_BYTES + SIGNATURE_BYTES) return null;
  if (whole?.length !== SIGNATURE_BYTES) return null;
  const algorithm = algorithmOf(head);
  if (algorithm !== 'Ed' && algorithm !== 'ED') return null;
  return {
    algorithm,
    id: head.subarray(ALGORITHM_BYTES, ALGORITHM_BYTES + ID_BYTES),
    signature: head.subarray(ALGORITHM_BYTES + ID_BYTES),
    comment,
    whole,
  };
}

function algorithmOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, ALGORITHM_BYTES));
}
