/** The last day of a term of whole years that begins on a day; null when the law sets no term. */
export function lastDayOfTerm(formedOn: string, termYears: number | null): string | null {
  if (termYears === null) return null;
  const end = new Date(`${formedOn}T00:00:00.000Z`);
  end.setUTCFullYear(end.getUTCFullYear() + termYears);
  end.setUTCDate(end.getUTCDate() - 1);
  return end.toISOString().slice(0, 10);
}
