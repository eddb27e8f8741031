/** The words of one language, by key, and how it is written. */
export type Words = {
  /** First part of the addresses of the site in it. */
  readonly segment: string;
  readonly name: string;
  /** For the `lang` attribute, and tag of its texts in the record. */
  readonly tag: string;
  /** Between groups of three digits. */
  readonly group: string;
  readonly messages: Readonly<Record<string, string>>;
};

/** Says messages by their key, and numbers. */
export type Say = {
  (key: string, fill?: Readonly<Record<string, string | number>>): string;
  readonly number: (value: number) => string;
  /** A text of the record that is there in several languages. */
  readonly text: (text: Readonly<Record<string, string>>) => string;
};

/** The words of all languages, as whoever published the page put them in. */
export function readWords(text: string): readonly Words[] {
  return JSON.parse(text);
}

/** The language that the address asks for, else the first that the browser prefers, else English. */
export function chooseWords(
  all: readonly Words[],
  hash: string,
  preferred: readonly string[],
): Words | undefined {
  const bySegment = all.find(({ segment }) => segment === hash.replace('#', ''));
  if (bySegment !== undefined) return bySegment;
  for (const wish of preferred) {
    const short = wish.toLowerCase();
    const found = all.find(({ segment }) => short === segment || short.startsWith(`${segment}-`));
    if (found !== undefined) return found;
  }
  return all.find(({ segment }) => segment === 'en') ?? all[0];
}

/** Messages with values in their places. A key without a message is shown as it is. */
export function sayer({ messages, group, tag }: Words): Say {
  const number = (value: number) => writeNumber(value, group);
  const say = (key: string, fill: Readonly<Record<string, string | number>> = {}) =>
    (messages[key] ?? key).replaceAll(/\{(\w+)\}/g, (place, name: string) => {
      const value = fill[name];
      if (value === undefined) return place;
      return typeof value === 'number' ? number(value) : value;
    });
  // Uzbek in Cyrillic letters is written from the Latin by the site, not here.
  const near = tag === 'uz-Cyrl' ? 'uz-Latn' : tag;
  const text = (texts: Readonly<Record<string, string>>) =>
    texts[tag] ?? texts[near] ?? texts['en'] ?? Object.values(texts)[0] ?? '';
  return Object.assign(say, { number, text });
}

/** A whole number with its digits in groups of three. */
export function writeNumber(value: number, group: string): string {
  return String(value).replaceAll(/\B(?=(\d{3})+(?!\d))/g, group);
}
