import type { Finding } from '../finding.ts';
import type { Place } from './places.ts';
import type { Correction, StationSummary } from './station-summary.ts';

/** A file lists the newest; those of the areas below stand in their own files. */
const MAX_LISTED = 500;

/** The corrections that a file lists against the decisions in the files of its stations. */
export function compareCorrections(
  path: string,
  listed: readonly Correction[],
  { members, contests }: Place,
  summaries: ReadonlyMap<string, StationSummary>,
): readonly Finding[] {
  const own = [...members]
    .flatMap((station) => summaries.get(station)?.corrections ?? [])
    .filter(({ contest }) => contests.includes(contest))
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const [said, known] = [new Set(listed.map(textOf)), new Set(own.map(textOf))];
  const missing = own.slice(0, MAX_LISTED).filter((one) => !said.has(textOf(one)));
  // Of decisions of the same moment it is open which are the newest five hundred.
  const edge = own[MAX_LISTED - 1]?.at ?? '';
  const unlisted = own.length > MAX_LISTED ? missing.filter(({ at }) => at > edge) : missing;
  return [
    ...unlisted.map((one) => about('correction-not-listed', path, one, 'is not in this list.')),
    ...listed
      .filter((one) => summaries.has(one.station) && !known.has(textOf(one)))
      .map((one) => about('correction-unfounded', path, one, 'was not decided at the station.')),
    ...(isNewestFirst(listed)
      ? []
      : [wrong('corrections-out-of-order', path, 'The list of corrections is not newest first.')]),
  ];
}

function isNewestFirst(corrections: readonly Correction[]): boolean {
  return corrections.every(
    ({ at }, index) => index === 0 || (corrections[index - 1]?.at ?? '') >= at,
  );
}

function about(code: string, path: string, one: Correction, what: string): Finding {
  const { station, contest, version, at } = one;
  return wrong(
    code,
    path,
    `The correction of station ${station}, ${contest}, version ${version}, at ${at} ${what}`,
  );
}

function textOf({ station, contest, version, reason, at }: Correction): string {
  return JSON.stringify([station, contest, version, reason, at]);
}

function wrong(code: string, place: string, sentence: string): Finding {
  return { severity: 'false', code, place, sentence };
}
