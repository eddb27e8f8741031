import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/** Passes bytes on and knows afterwards how many they were and their SHA-256. */
export function measureBytes(): {
  stream: Transform;
  result: () => { bytes: number; sha256: string };
} {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ bytes, sha256: hash.digest('hex') }) };
}

const LINE_FEED = 0x0a;

/** Passes COPY's text format on and counts its rows: a line feed inside a value is written as `\n`. */
export function countRows(): { stream: Transform; rows: () => number } {
  let rows = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1))
        rows += 1;
      done(null, chunk);
    },
  });
  return { stream, rows: () => rows };
}
