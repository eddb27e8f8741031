/** All the signs that people type for ʻ and ʼ. */
const APOSTROPHES = /[\u02BB\u02BC\u2018\u2019\u0060\u00B4]/g;

const RANK_OF_SPACE = 0;
const RANK_OF_DIGITS = 1;
const RANK_OF_LETTERS = 100;
const RANK_OF_UNKNOWN = 1000;

/**
 * A comparison of names by a country's alphabet, for `sort`. Names on ballots and in lists stand in
 * this order on every machine; the collation of a database or a browser never decides it.
 *
 * A digraph of the alphabet (`Sh`, `Oʻ`) is one letter, the longest that fits. Capitals count as small
 * letters and all apostrophes are the same; an apostrophe that is not in the alphabet is passed over.
 * Spaces and hyphens come first, then digits, the alphabet, and other signs by their code. Where all
 * that is equal, the order of UTF-16 code units decides, so that only equal texts compare as equal.
 * An alphabet with İ and I (Azerbaijani) pairs them with i and ı.
 */
export function compareByAlphabet(
  alphabet: readonly string[],
): (a: string, b: string) => -1 | 0 | 1 {
  const keyOf = alphabetKeys(alphabet);
  return (a, b) =>
    a === b ? 0 : compareKeyed({ text: a, key: keyOf(a) }, { text: b, key: keyOf(b) });
}

/**
 * Sorts rows by a text of theirs as compareByAlphabet does. Each key is made once: a station's roll takes a twentieth
 * of the time.
 */
export function sortByAlphabet<Row>(
  alphabet: readonly string[],
  rows: readonly Row[],
  textOf: (row: Row) => string,
): readonly Row[] {
  const keyOf = alphabetKeys(alphabet);
  return rows
    .map((row) => {
      const text = textOf(row);
      return { row, text, key: keyOf(text) };
    })
    .toSorted(compareKeyed)
    .map(({ row }) => row);
}

type Keyed = { readonly text: string; readonly key: readonly number[] };

function compareKeyed(a: Keyed, b: Keyed): -1 | 0 | 1 {
  const shorter = Math.min(a.key.length, b.key.length);
  for (let index = 0; index < shorter; index += 1) {
    const difference = (a.key[index] ?? 0) - (b.key[index] ?? 0);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  if (a.key.length !== b.key.length) return a.key.length < b.key.length ? -1 : 1;
  if (a.text === b.text) return 0;
  return a.text < b.text ? -1 : 1;
}

function alphabetKeys(alphabet: readonly string[]): (text: string) => readonly number[] {
  const isDotted = alphabet.some((letter) => letter === 'İ' || letter === 'ı');
  const ranks = new Map<string, number>();
  for (const letter of alphabet) {
    const folded = fold(letter, isDotted);
    if (!ranks.has(folded)) ranks.set(folded, RANK_OF_LETTERS + ranks.size);
  }
  const longest = Math.max(1, ...[...ranks.keys()].map((letter) => letter.length));
  return (text) => ranksOf(fold(text, isDotted), ranks, longest);
}

function fold(text: string, isDotted: boolean): string {
  const plain = text.normalize('NFC').replace(APOSTROPHES, "'");
  return (isDotted ? plain.replace(/I/g, 'ı').replace(/İ/g, 'i') : plain).toLowerCase();
}

function ranksOf(
  text: string,
  ranks: ReadonlyMap<string, number>,
  longest: number,
): readonly number[] {
  const key: number[] = [];
  let index = 0;
  while (index < text.length) {
    let length = Math.min(longest, text.length - index);
    while (length > 0 && !ranks.has(text.slice(index, index + length))) length -= 1;
    const known = ranks.get(text.slice(index, index + length));
    if (known !== undefined) {
      key.push(known);
      index += length;
      continue;
    }
    const sign = String.fromCodePoint(text.codePointAt(index) ?? 0);
    const rank = rankOfOther(sign);
    if (rank !== null) key.push(rank);
    index += sign.length;
  }
  return key;
}

/** Null for an apostrophe, which is passed over. */
function rankOfOther(sign: string): number | null {
  if (sign === "'") return null;
  if (/[\s-]/.test(sign)) return RANK_OF_SPACE;
  if (/[0-9]/.test(sign)) return RANK_OF_DIGITS + Number(sign);
  return RANK_OF_UNKNOWN + (sign.codePointAt(0) ?? 0);
}
