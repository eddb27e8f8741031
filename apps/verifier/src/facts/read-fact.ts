import { readCanonical } from '../canonical-text.ts';
import type { Fact } from '../election-types.ts';
import { MAX_ENTRY_BYTES } from '../log/tile-files.ts';
import { anything, exact, hash, instant, nullable, oneOf, record, text } from '../shape.ts';

const FACT = exact(
  {
    actor: nullable(exact({ commission: text(), role: text() })),
    election: nullable(text()),
    event: text(/^[a-z-]+\.[a-z-]+$/),
    format: oneOf(1),
    id: text(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    payload: record(anything),
    subject: text(),
    time: instant,
  },
  { commitment: hash },
);

/** An entry as a fact, or why it is none. */
export function readFact(
  entry: Uint8Array,
  leaf: number,
): { readonly fact: Fact; readonly fault: null } | { readonly fact: null; readonly fault: string } {
  const read = readCanonical(entry, MAX_ENTRY_BYTES);
  if (!read.ok) return { fact: null, fault: `it is ${read.refusal}` };
  const misfit = FACT(read.value.value);
  if (misfit !== null) return { fact: null, fault: `${misfit} is not as the format says` };
  // Every member was checked by the shape.
  const fact = { ...(read.value.value as Omit<Fact, 'leaf'>), leaf };
  return Number.isNaN(Date.parse(fact.time))
    ? { fact: null, fault: 'its time is no time' }
    : { fact, fault: null };
}
