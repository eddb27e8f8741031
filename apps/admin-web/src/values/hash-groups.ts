/** A SHA-256 in eight groups of eight characters: short enough to be read aloud and compared by ear. */
export function hashGroups(hash: string): readonly string[] {
  return hash.match(/.{1,8}/g) ?? [];
}
