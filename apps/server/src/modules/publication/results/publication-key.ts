import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type SigningKey, signingKeyOf } from '../../../platform/ed25519.ts';
import { loadKey } from '../../../platform/server-keys.ts';

/** Signs published files, and nothing else. */
export type PublicationKey = SigningKey;

/** The publication key of a data folder, in a file of mode 0600; the publisher reads no other secret. */
export function loadPublicationKey(dataDirectory: string): PublicationKey {
  const folder = join(dataDirectory, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return signingKeyOf(loadKey(join(folder, 'publication.key')));
}
