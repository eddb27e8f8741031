/**
 * Text as it is searched: small letters, and one sign for the many that stand for Uzbek Oʻ, Gʻ and ʼ on
 * keyboards. Folded by the program on both sides, so that a search finds Cyrillic under any locale of the
 * database.
 */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ʻʼ‘’`´′]/g, "'")
    .replaceAll('ё', 'е');
}
