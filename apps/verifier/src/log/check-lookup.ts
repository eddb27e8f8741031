import { toHex } from '../bytes.ts';
import type { Findings } from '../findings.ts';
import { type RecordSource, TooLarge } from '../sources/record-source.ts';

const DIGITS = 256;
const LINE_BYTES = 64 + 1 + 8 + 1;

/**
 * Compares `log/lookup/<2 digits>` with the places of the entries. The files prove nothing and are left out of most
 * copies, so none at all is no gap.
 * @param hashes SHA-256 of each entry, in hexadecimal, in the order of the log.
 */
export async function checkLookup(
  source: RecordSource,
  hashes: readonly string[],
  findings: Findings,
): Promise<void> {
  const lines = new Map<string, string[]>();
  for (const [index, hash] of hashes.entries()) {
    const digits = hash.slice(0, 2);
    const own = lines.get(digits) ?? [];
    own.push(`${hash} ${index}\n`);
    lines.set(digits, own);
  }
  for (let number = 0; number < DIGITS; number += 1) {
    const digits = toHex(Uint8Array.of(number));
    const path = `log/lookup/${digits}`;
    const own = (lines.get(digits) ?? []).join('');
    const found = await readText(source, path, hashes.length * LINE_BYTES);
    // The log may have gone on while the record was copied, so more or fewer lines are no fault; others are.
    if (found === null || found.startsWith(own) || own.startsWith(found)) continue;
    const sentence = 'The list of where entries stand does not follow from the log.';
    findings.add({ severity: 'false', code: 'log-lookup-wrong', place: path, sentence });
  }
}

async function readText(source: RecordSource, path: string, most: number): Promise<string | null> {
  try {
    const bytes = await source.read(path, 2 * most + LINE_BYTES);
    return bytes === null ? null : new TextDecoder().decode(bytes);
  } catch (error) {
    if (error instanceof TooLarge) return 'too large';
    throw error;
  }
}
