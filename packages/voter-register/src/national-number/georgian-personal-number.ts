const PERSONAL_NUMBER = /^\d{11}$/;

/** Georgian personal number, 11 digits that encode nothing. Null when it is none. */
export function georgianPersonalNumber(text: string): string | null {
  const number = text.trim();
  return PERSONAL_NUMBER.test(number) ? number : null;
}
