import { fromBase64url, toHex } from '../bytes.ts';
import { type CanonicalText, readCanonical, withoutMember } from '../canonical-text.ts';
import type { Signature } from '../election-types.ts';
import type { Finding } from '../finding.ts';
import type { SignatureClaim } from '../primitives.ts';
import type { Shape } from '../shape.ts';
import { type RecordSource, TooLarge } from '../sources/record-source.ts';

/** Figures of the largest nation, every station in one file, stay far below it. */
export const MAX_JSON_BYTES = 64 * 1024 * 1024;
/** Documents, pictures and boundaries. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** A file that was read, of the shape that was asked for. */
export type ReadFile<Content> = {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly canonical: CanonicalText;
  readonly content: Content;
};

type Tell = (finding: Finding) => void;

/** The bytes of a file; null when it is missing (nothing is told) or too large (told). */
export async function readBytes(
  source: RecordSource,
  path: string,
  maxBytes: number,
  tell: Tell,
): Promise<Uint8Array | null> {
  try {
    return await source.read(path, maxBytes);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    const sentence = 'The file is larger than anything that belongs there.';
    tell({ severity: 'false', code: 'file-too-large', place: path, sentence });
    return null;
  }
}

/** Reads canonical JSON of a shape from bytes; null, and told, when it is not. */
export function parseFile<Content>(
  path: string,
  bytes: Uint8Array,
  shape: Shape,
  tell: Tell,
): ReadFile<Content> | null {
  const wrong = (code: string, sentence: string) => {
    tell({ severity: 'false', code, place: path, sentence });
    return null;
  };
  const read = readCanonical(bytes, MAX_JSON_BYTES);
  if (!read.ok) {
    return wrong(
      'file-not-canonical',
      `The file is not the canonical JSON that it must be (${read.refusal}).`,
    );
  }
  const misfit = shape(read.value.value);
  if (misfit !== null) {
    return wrong(
      'file-malformed',
      `In the file ${misfit || 'the whole'} is not as the format says.`,
    );
  }
  // The shape was checked.
  return { path, bytes, canonical: read.value, content: read.value.value as Content };
}

/** What is signed in a file of results begins with this. */
const DOMAIN = 'ovoz-published-v1\n';

/** The claim that a file is signed by the key that the log named; a finding when it names another. */
export function fileSignature(
  file: ReadFile<{ readonly signature: Signature }>,
  publicationKey: string,
  sha256: (bytes: Uint8Array) => Uint8Array,
): SignatureClaim | Finding {
  const { key, publicKey, value } = file.content.signature;
  const raw = fromBase64url(publicKey);
  const signature = fromBase64url(value);
  const wrong = (why: string): Finding => ({
    severity: 'false',
    code: 'file-signature-wrong',
    place: file.path,
    sentence: `The signature of the file does not hold: ${why}.`,
  });
  if (publicKey !== publicationKey || raw === null || signature === null) {
    return wrong('it is not by the key that the log names');
  }
  if (toHex(sha256(raw)) !== key) return wrong('the fingerprint is of another key');
  const content = withoutMember(file.canonical, 'signature') ?? '';
  return { publicKey: raw, message: new TextEncoder().encode(DOMAIN + content), signature };
}

/** The finding for a claim that did not hold. */
export function signatureWrong(path: string): Finding {
  const sentence = 'The signature of the file does not hold: its content is not what was signed.';
  return { severity: 'false', code: 'file-signature-wrong', place: path, sentence };
}
