/**
 * Compares names by a country's alphabet: letters of several characters count as one, capitals as the
 * small letters that the language has for them (`I` is `ı` in Azerbaijani), and whatever the alphabet
 * lacks (spaces, hyphens) comes first, so that a shorter name leads.
 */
export function alphabetOrder({
  tag,
  alphabet,
}: {
  readonly tag: string;
  readonly alphabet: readonly string[];
}): (a: string, b: string) => number {
  const small = (text: string) => text.toLocaleLowerCase(tag);
  const ranks = new Map(alphabet.map((letter, index) => [small(letter), index + 1]));
  const longest = Math.max(...[...ranks.keys()].map((letter) => letter.length));
  const keys = new Map<string, readonly number[]>();
  const keyOf = (name: string) => {
    const key = keys.get(name) ?? sortKey(small(name), ranks, longest);
    keys.set(name, key);
    return key;
  };
  return (a, b) => compareKeys(keyOf(a), keyOf(b)) || (a < b ? -1 : a > b ? 1 : 0);
}

function sortKey(
  name: string,
  ranks: ReadonlyMap<string, number>,
  longest: number,
): readonly number[] {
  const key: number[] = [];
  for (let at = 0; at < name.length; ) {
    let length = Math.min(longest, name.length - at);
    while (length > 1 && !ranks.has(name.slice(at, at + length))) length--;
    key.push(ranks.get(name.slice(at, at + length)) ?? 0);
    at += length;
  }
  return key;
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, index) => rank !== b[index]);
  if (at === -1) return a.length - b.length;
  return (a[at] ?? -1) - (b[at] ?? -1);
}
