/** Puts values into the places of messages. */
export function sayWith<Word extends string>(
  words: Readonly<Record<Word, string>>,
): (key: Word, fill?: Readonly<Record<string, string | number>>) => string {
  return (key, fill = {}) =>
    words[key].replaceAll(/\{(\w+)\}/g, (place, name: string) => String(fill[name] ?? place));
}
