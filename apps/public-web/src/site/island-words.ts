import type { PageKey } from './messages.ts';

/** Words for a script of a page; `{name}` stays where the script fills a value in. */
export function islandWords<Key extends PageKey>(
  t: (key: PageKey, values?: Readonly<Record<string, string>>) => string,
  keys: readonly Key[],
  places: readonly string[],
): Readonly<Record<Key, string>> {
  const values = Object.fromEntries(places.map((name) => [name, `{${name}}`]));
  return Object.fromEntries(keys.map((key) => [key, t(key, values)])) as Record<Key, string>;
}
