/** An import or re-export statement: what it names and whether it vanishes with the types. */
export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const STATEMENT =
  /^[ \t]*(?:import|export)\b(?<type>[ \t]+type\b)?[^'"`;]*?\bfrom\s*['"](?<name>[^'"$]+)['"]/gm;
const SIDE_EFFECT = /^[ \t]*import\s*['"](?<name>[^'"$]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"](?<name>[^'"$]+)['"]/g;

/** What a TypeScript or JavaScript source imports, by its text: no compiler needed. */
export function importsOf(source: string): Import[] {
  return [STATEMENT, SIDE_EFFECT, DYNAMIC].flatMap((pattern) =>
    [...source.matchAll(pattern)].map(({ groups }) => ({
      specifier: groups?.['name'] ?? '',
      typeOnly: groups?.['type'] !== undefined,
    })),
  );
}

/** Comments and quoted strings are read whole, so that a brace or backtick in them means nothing. */
const CODE = /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|[^]/y;
const TEMPLATE = /\\[^]|\$\{|`|[^\\`$]+|\$/y;

/**
 * The fixed parts of a source's template literals, where its SQL is. What stands between `${` and
 * `}` is code again and may hold literals of its own.
 */
export function templateTexts(source: string): string {
  let texts = '';
  let at = 0;
  const next = (token: RegExp) => {
    token.lastIndex = at;
    const text = token.exec(source)?.[0] ?? source.slice(at);
    at += text.length;
    return text;
  };
  const readCode = (inTemplate: boolean) => {
    let openBraces = 0;
    while (at < source.length) {
      const token = next(CODE);
      if (token === '`') readTemplate();
      if (token === '{') openBraces += 1;
      if (token === '}' && openBraces === 0 && inTemplate) return;
      if (token === '}') openBraces -= 1;
    }
  };
  const readTemplate = () => {
    while (at < source.length) {
      const token = next(TEMPLATE);
      if (token === '`') break;
      if (token === '${') readCode(true);
      texts += token === '${' ? ' ' : token;
    }
    texts += '\n';
  };
  readCode(false);
  return texts;
}
