/**
 * Decimal degrees as text (`69.2401`, `-0.5`) in ten-thousandths of a degree, half away from zero;
 * null when the text is no such number. It works on digits: no binary fraction comes near, so that
 * 69.24005 is 692401 on every machine.
 */
export function degreesE4(text: string): number | null {
  const match = /^(-?)(\d{1,3})(?:\.(\d{1,20}))?$/.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = fraction.padEnd(5, '0');
  const magnitude = Number(whole + digits.slice(0, 4)) + (digits.charAt(4) >= '5' ? 1 : 0);
  return sign === '-' && magnitude !== 0 ? -magnitude : magnitude;
}

/** Ten-thousandths of a degree as decimal text: 692401 is `69.2401`. */
export function degreesText(e4: number): string {
  const digits = String(Math.abs(e4)).padStart(5, '0');
  return `${e4 < 0 ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
