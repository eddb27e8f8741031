/** A fingerprint in sixteen groups of four, as the station's device shows it. */
export function fingerprintGroups(fingerprint: string): readonly string[] {
  return fingerprint.match(/.{1,4}/g) ?? [];
}
