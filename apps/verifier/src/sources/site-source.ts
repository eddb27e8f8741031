import { isPlainPath, type RecordSource, SourceFailure, TooLarge } from './record-source.ts';

/** Requests that are under way at the same time. */
const AT_ONCE = 12;
const TIMEOUT_MS = 60_000;
/** A line may fail for a moment. */
const ATTEMPTS = 3;

type Fetch = (address: string, options: RequestInit) => Promise<Response>;

/**
 * A record at the address of a site. Only what the record itself names is asked for; an answer from another origin
 * than the one that was asked is refused.
 * @param base address of the folder of published files, or of the site above it.
 * @throws SourceFailure `address-wrong`
 */
export function siteSource(base: string, fetchFile: Fetch): RecordSource {
  const folder = folderAt(base);
  const gate = newGate(AT_ONCE);
  return {
    name: folder.href,
    list: async () => null,
    read: async (path, maxBytes) => {
      if (!isPlainPath(path)) return null;
      const address = new URL(path, folder).href;
      return gate(() => attempt(() => fetchBounded(fetchFile, address, path, maxBytes)));
    },
  };
}

function folderAt(base: string): URL {
  const given = URL.parse(base);
  if (given === null || !/^https?:$/.test(given.protocol) || given.username !== '') {
    throw new SourceFailure('address-wrong', `${base} is no address of a site.`);
  }
  const path = given.pathname.replace(/\/+$/, '');
  const whole = path.endsWith('/published') ? path : `${path}/published`;
  return new URL(`${whole}/`, given.origin);
}

async function fetchBounded(
  fetchFile: Fetch,
  address: string,
  path: string,
  maxBytes: number,
): Promise<Uint8Array | null> {
  const answer = await fetchFile(address, {
    // Nothing of another origin gets into a verdict, and no answer of yesterday.
    redirect: 'error',
    cache: 'no-store',
    credentials: 'omit',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (answer.status === 404 || answer.status === 410) {
    await answer.body?.cancel();
    return null;
  }
  if (!answer.ok || answer.body === null) {
    throw new SourceFailure('site-answer', `${address} answers with ${answer.status}.`);
  }
  return readBody(answer.body, path, maxBytes);
}

/** Counts what comes, whatever the answer said how long it is: compressed answers may grow. */
async function readBody(
  body: ReadableStream<Uint8Array>,
  path: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      throw new TooLarge(path);
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

async function attempt<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let left = ATTEMPTS; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof TooLarge) throw error;
      if (left > 1) continue;
      if (error instanceof SourceFailure) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new SourceFailure('site-unreachable', `The site cannot be read: ${reason}.`);
    }
  }
}

/** Lets so many works run at the same time; others wait for their turn. */
function newGate(places: number): <Value>(work: () => Promise<Value>) => Promise<Value> {
  let free = places;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
