import { canonicalJson, type JsonValue } from '@ovoz/basics';
import { verifyEd25519 } from '../../../platform/ed25519.ts';
import { sha256 } from '../../../platform/evidence.ts';
import type { PublicationKey } from './publication-key.ts';

/** What is signed stands apart from everything else that a key could sign. */
const DOMAIN = 'ovoz-published-v1\n';

/**
 * Members of a file as canonical text. Large lists are put together from rows whose text is kept, so that
 * one more station does not write a thousand others anew.
 */
export type Members = Readonly<Record<string, string>>;

/** The members of an object as canonical text. */
export function membersOf(content: Readonly<Record<string, JsonValue>>): Members {
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [name, canonicalJson(value)]),
  );
}

/** The canonical text of a list whose rows are canonical text already. */
export function listOf(rows: readonly string[]): string {
  return `[${rows.join(',')}]`;
}

/**
 * Canonical JSON of the members and of `signature`: Ed25519 over `ovoz-published-v1`, a line feed, and the
 * canonical JSON without that member.
 */
export function signedText(members: Members, key: PublicationKey): string {
  const signature = {
    key: key.fingerprint,
    publicKey: key.publicKey.toString('base64url'),
    value: key.sign(Buffer.from(`${DOMAIN}${objectText(members)}`)).toString('base64url'),
  };
  return objectText({ ...members, signature: canonicalJson(signature) });
}

/** RFC 8785: members sort by UTF-16 code units. */
function objectText(members: Members): string {
  const names = Object.keys(members).toSorted((a, b) => (a < b ? -1 : 1));
  return `{${names.map((name) => `${canonicalJson(name)}:${members[name]}`).join(',')}}`;
}

/** Whether a published text is canonical and signed by the key that it names. */
export function isSigned(text: string): boolean {
  const { signature, ...content } = JSON.parse(text) as {
    readonly signature: { key: string; publicKey: string; value: string };
    readonly [member: string]: JsonValue;
  };
  const publicKey = Buffer.from(signature.publicKey, 'base64url');
  return (
    canonicalJson({ ...content, signature }) === text &&
    sha256(publicKey).toString('hex') === signature.key &&
    verifyEd25519(
      publicKey,
      Buffer.from(`${DOMAIN}${canonicalJson(content)}`),
      Buffer.from(signature.value, 'base64url'),
    )
  );
}
