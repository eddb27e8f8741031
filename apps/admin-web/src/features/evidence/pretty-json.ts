/** JSON with line ends and indentation, for reading; a text that is no JSON stays as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // JSON.parse throws for text that is no JSON, and for nothing else.
    return text;
  }
}
