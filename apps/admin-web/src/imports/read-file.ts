import { ok, type Result, refused } from '@ovoz/basics';

export type UnreadableFile = 'too-large' | 'not-utf-8' | 'empty';

/** The text of a chosen file, without a byte order mark. Anything but UTF-8 is refused, never guessed. */
export async function readTextFile(
  file: Pick<Blob, 'size' | 'arrayBuffer'>,
  maxBytes: number,
): Promise<Result<string, UnreadableFile>> {
  if (file.size > maxBytes) return refused('too-large');
  const bytes = await file.arrayBuffer();
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.trim() === '' ? refused('empty') : ok(text);
  } catch {
    // The decoder throws for bytes that are not UTF-8, and for nothing else.
    return refused('not-utf-8');
  }
}
