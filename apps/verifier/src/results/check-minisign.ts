import { fromBase64, fromBase64url, joinBytes, sameBytes } from '../bytes.ts';
import { readBytes } from '../files/read-file.ts';
import { SIGNATURE_BYTES, type SignatureClaim } from '../primitives.ts';
import type { ElectionWork } from './election-work.ts';

/** https://jedisct1.github.io/minisign/: two letters for the algorithm, eight bytes that name the key. */
const HEAD_BYTES = 10;
const MAX_BYTES = 10_000;

/**
 * `manifest.json.minisig` and `minisign.pub`, for people who check the manifest by a program that is not ours: the
 * key must be that of the log, and the signature must be of the manifest beside it.
 */
export async function checkMinisign(
  work: ElectionWork,
  manifest: Uint8Array,
  publicationKey: string,
): Promise<void> {
  const own = fromBase64url(publicationKey) ?? new Uint8Array(0);
  const keyText = await textOf(work, 'minisign.pub');
  if (keyText !== null) {
    const key = fromBase64(keyText.trimEnd().split('\n').at(-1) ?? '');
    const isOwn = key !== null && sameBytes(key.subarray(HEAD_BYTES), own);
    const sentence = 'This is not the key that the log names for the published files.';
    if (!isOwn) tell(work, 'minisign-key-wrong', 'minisign.pub', sentence);
  }
  const text = await textOf(work, 'manifest.json.minisig');
  if (text === null) return;
  const claims = claimsIn(work, text, manifest, own);
  // Signed by its hash, and the platform has none of this kind.
  if (claims === 'not-here') return;
  const holds = claims === null ? [false] : await work.primitives.verifyAll(claims);
  if (holds.every((one) => one)) return;
  const sentence = 'The signature for minisign is not one of the manifest beside it.';
  tell(work, 'minisign-wrong', 'manifest.json.minisig', sentence);
}

async function textOf(work: ElectionWork, name: string): Promise<string | null> {
  const path = `${work.folder}${name}`;
  const bytes = await readBytes(work.source, path, MAX_BYTES, work.findings.add);
  if (bytes === null) return null;
  work.verified.add(path);
  return new TextDecoder().decode(bytes);
}

function claimsIn(
  { primitives: { blake2b512 } }: ElectionWork,
  text: string,
  manifest: Uint8Array,
  publicKey: Uint8Array,
): readonly SignatureClaim[] | 'not-here' | null {
  const [, first = '', comment, second = ''] =
    /^untrusted comment: [^\n]*\n([^\n]+)\ntrusted comment: ([^\n]*)\n([^\n]+)\n$/.exec(text) ?? [];
  const [signed, whole] = [fromBase64(first), fromBase64(second)];
  if (comment === undefined || signed?.length !== HEAD_BYTES + SIGNATURE_BYTES || whole === null) {
    return null;
  }
  const algorithm = String.fromCharCode(...signed.subarray(0, 2));
  if (algorithm !== 'Ed' && algorithm !== 'ED') return null;
  if (algorithm === 'ED' && blake2b512 === undefined) return 'not-here';
  const signature = signed.subarray(HEAD_BYTES);
  const message = algorithm === 'ED' ? (blake2b512?.(manifest) ?? manifest) : manifest;
  const commented = joinBytes(signature, new TextEncoder().encode(comment));
  return [
    { publicKey, message, signature },
    { publicKey, message: commented, signature: whole },
  ];
}

function tell(work: ElectionWork, code: string, name: string, sentence: string): void {
  work.findings.add({ severity: 'false', code, place: `${work.folder}${name}`, sentence });
}
