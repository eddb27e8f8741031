import { fromBase64, toBase64 } from '../base64.ts';
import { toHex } from '../numbers.ts';
import { parseJson } from '../objects/shape.ts';
import type { Platform } from '../platform.ts';
import { parseEvent } from './event.ts';
import { readArchive } from './read-archive.ts';
import { hashOf } from './write-archive.ts';

export type FoundBallot = {
  /** The event with which the ballot was recorded. */
  readonly height: number;
  /** The event of the last later ballot by the same credential, which counts instead; null where there is none. */
  readonly replacedBy: number | null;
};

const SHA256_BASE64_CHARACTERS = 43;

/** The name of a ballot's entry: its SHA-256 in hexadecimal. Null for what is no tracker. */
export function hashOfTracker(tracker: string): string | null {
  if (tracker.length !== SHA256_BASE64_CHARACTERS || !/^[A-Za-z0-9+/]*$/.test(tracker)) return null;
  const bytes = fromBase64(tracker);
  return toBase64(bytes) === tracker ? toHex(bytes) : null;
}

/**
 * Looks a ballot up in an archive. It is compared with its hash; nothing else is verified.
 * @param hash as `hashOfTracker` gives it.
 * @throws ArchiveBroken, Malformed
 */
export async function findBallot(
  chunks: AsyncIterable<Uint8Array>,
  platform: Platform,
  hash: string,
): Promise<FoundBallot | null> {
  let found: FoundBallot | null = null;
  let credential: unknown = null;
  let data = { name: '', text: '' };
  for await (const { name, body } of readArchive(chunks)) {
    if (name.endsWith('.data.json')) {
      const isIt = name.startsWith(hash) && hashOf(platform, body) === hash;
      // Before the ballot is found nobody needs to know what others are.
      data = { name, text: isIt || found !== null ? new TextDecoder().decode(body) : '' };
    } else if (name.endsWith('.event.json')) {
      const { type, height, payload } = parseEvent(new TextDecoder().decode(body));
      if (type !== 'Ballot' || data.text === '' || data.name !== `${payload}.data.json`) continue;
      const own = credentialIn(data.text);
      if (payload === hash) {
        found = { height, replacedBy: null };
        credential = own;
      } else if (found !== null && own === credential) {
        found = { height: found.height, replacedBy: height };
      }
    }
  }
  return found;
}

function credentialIn(text: string): unknown {
  return (parseJson(text) as { readonly credential?: unknown } | null)?.credential;
}
