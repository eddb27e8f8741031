/** A word in so many of the names, one in four, is a kind of territory and not a name. */
const SHARED_SHARE = 1 / 4;

/** Names without the words that many of them share ("region"): so they fit into small outlines. */
export function shortNames(names: readonly string[]): readonly string[] {
  const uses = new Map<string, number>();
  for (const word of names.flatMap((name) => name.split(' '))) {
    uses.set(word, (uses.get(word) ?? 0) + 1);
  }
  const isOwn = (word: string) => (uses.get(word) ?? 0) <= names.length * SHARED_SHARE;
  return names.map((name) => name.split(' ').filter(isOwn).join(' ') || name);
}
