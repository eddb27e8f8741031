import { createHash, createPublicKey, verify } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@ovoz/basics';

/** What is signed stands apart from everything else that a key could sign. */
const DOMAIN = 'ovoz-published-v1\n';
/** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410), before its 32 bytes. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether a published file was signed by the key that it names: Ed25519 over the domain and the canonical content. */
export function verifyPublished(
  content: JsonValue,
  signature: { readonly key: string; readonly publicKey: string; readonly value: string },
): boolean {
  const raw = Buffer.from(signature.publicKey, 'base64url');
  if (raw.length !== 32) return false;
  if (createHash('sha256').update(raw).digest('hex') !== signature.key) return false;
  const key = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, raw]),
    format: 'der',
    type: 'spki',
  });
  const message = Buffer.from(`${DOMAIN}${canonicalJson(content)}`);
  return verify(null, message, key, Buffer.from(signature.value, 'base64url'));
}
