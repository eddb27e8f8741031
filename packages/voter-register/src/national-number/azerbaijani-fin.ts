const FIN = /^[0-9A-HJ-NP-Z]{7}$/;

/** Azerbaijani FIN: seven digits and capitals, without I and O; it encodes nothing. Null when it is none. */
export function azerbaijaniFin(text: string): string | null {
  const number = text.trim().toUpperCase();
  return FIN.test(number) ? number : null;
}
