import { fromBase64url, toBase64url } from './base64url.ts';
import type { Sign, Verify } from './result-package.ts';

const KEY_REQUEST_DOMAIN = 'ovoz-station-key-v1\n';

/** What a device signs to show that it holds the key for which it asks: an election and a station. */
export type KeyRequest = { readonly election: string; readonly station: string };

/** Ed25519 over `ovoz-station-key-v1`, line feed, election, line feed, station. Base64url. */
export function signKeyRequest(request: KeyRequest, sign: Sign): string {
  return toBase64url(sign(messageOf(request)));
}

export function verifyKeyRequest(
  request: KeyRequest,
  publicKey: Uint8Array,
  signature: string,
  verify: Verify,
): boolean {
  const bytes = fromBase64url(signature);
  return bytes !== null && verify(publicKey, messageOf(request), bytes);
}

function messageOf({ election, station }: KeyRequest): Uint8Array {
  return new TextEncoder().encode(`${KEY_REQUEST_DOMAIN}${election}\n${station}`);
}
