const WORD = /[\p{L}\p{M}]+/gu;
const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Georgian}/u];

/**
 * The first word that mixes alphabets, or null. A Latin `a` in a Cyrillic name looks right, sorts wrong
 * and is not found by a search.
 */
export function mixedScriptWord(text: string): string | null {
  if (!isMixed(text)) return null;
  return text.match(WORD)?.find(isMixed) ?? null;
}

function isMixed(text: string): boolean {
  return SCRIPTS.filter((script) => script.test(text)).length > 1;
}
