/** The first hour for which not all stations have reported, if somebody has: else the last with any report. */
export function hourToShow(
  figures: readonly { readonly hour: string; readonly due: number; readonly reported: number }[],
  hours: readonly string[],
): string {
  const begun = figures.findLast(({ reported }) => reported > 0);
  if (begun === undefined) return hours[0] ?? '';
  if (begun.reported < begun.due) return begun.hour;
  return hours[hours.indexOf(begun.hour) + 1] ?? begun.hour;
}
