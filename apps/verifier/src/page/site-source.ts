import { type RecordSource, SourceFailure, TooLarge } from '../sources/record-source.ts';

/** A busy or restarting server is asked again after these times, in milliseconds. */
const AGAIN_AFTER_MS = [500, 2000, 5000];

/** The record of a site, file by file as it is asked for. */
export function siteSource(base: string): RecordSource {
  return {
    name: new URL(base).origin,
    list: async () => null,
    read: async (path, maxBytes) => {
      const response = await ask(new URL(path, base).href);
      if (response.status === 404) return null;
      return readBounded(response, path, maxBytes);
    },
  };
}

async function ask(url: string): Promise<Response> {
  let reason = '';
  for (const waitMs of [0, ...AGAIN_AFTER_MS]) {
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    try {
      // Whatever leads elsewhere is not the record of this site.
      const response = await fetch(url, { redirect: 'error', credentials: 'omit' });
      if (response.ok || response.status === 404) return response;
      reason = String(response.status);
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  throw new SourceFailure('site-silent', `${url}: ${reason}`);
}

async function readBounded(
  response: Response,
  path: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (part === undefined || part.done) break;
    parts.push(part.value);
    length += part.value.length;
    if (length > maxBytes) {
      await reader?.cancel();
      throw new TooLarge(path);
    }
  }
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
