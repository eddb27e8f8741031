/** HTML that was put together from escaped parts. */
export type Markup = { readonly text: string; readonly isMarkup: true };

type Part = string | number | Markup | readonly Markup[];

/** A template whose parts are escaped, unless they are markup themselves. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const text = strings.reduce((before, string, index) => {
    const part = parts[index - 1];
    return before + (part === undefined ? '' : written(part)) + string;
  });
  return { text, isMarkup: true };
}

function written(part: Part): string {
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escape(part);
  return isList(part) ? part.map(({ text }) => text).join('') : part.text;
}

function isList(part: Markup | readonly Markup[]): part is readonly Markup[] {
  return Array.isArray(part);
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => ESCAPED[letter] ?? letter);
}
