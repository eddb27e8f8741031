import type { AnswerOf, BodyOf, getTurnout, reportTurnout } from '@ovoz/contract';

type Stations = AnswerOf<typeof getTurnout>['stations'];
export type TurnoutReport = BodyOf<typeof reportTurnout>['reports'][number];
/** What stands in the two fields of a station. */
export type TurnoutTexts = { readonly voters: string; readonly listed: string };

/** What was reported last for each station at an hour, as texts. */
export function reportedTexts(stations: Stations, hour: string): Record<string, TurnoutTexts> {
  return Object.fromEntries(
    stations.map(({ station, reports }) => {
      const last = lastReport(reports, hour);
      const listed = last?.listed ?? lastListed(reports, hour);
      return [
        station,
        { voters: last === undefined ? '' : String(last.voters), listed: listed?.toString() ?? '' },
      ];
    }),
  );
}

/** The reports that changed and can be sent: voters are needed, the list is not. */
export function changedReports(
  texts: Readonly<Record<string, TurnoutTexts>>,
  before: Readonly<Record<string, TurnoutTexts>>,
  hour: string,
): readonly TurnoutReport[] {
  return Object.entries(texts).flatMap(([station, { voters, listed }]) => {
    const was = before[station];
    if (voters === '' || (was?.voters === voters && was.listed === listed)) return [];
    return [
      { station, hour, voters: Number(voters), listed: listed === '' ? null : Number(listed) },
    ];
  });
}

/** The report of an hour that corrects all before it. */
export function lastReport(reports: Stations[number]['reports'], hour: string) {
  return reports
    .filter((one) => one.hour === hour)
    .toSorted((a, b) => a.number - b.number)
    .at(-1);
}

/** The list rarely changes within a day: the last one that was told before is offered. */
function lastListed(reports: Stations[number]['reports'], hour: string): number | null {
  const before = reports
    .filter((one) => one.hour < hour && one.listed !== null)
    .toSorted((a, b) => a.hour.localeCompare(b.hour) || a.number - b.number);
  return before.at(-1)?.listed ?? null;
}
