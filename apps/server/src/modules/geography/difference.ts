import type { JsonValue } from '@ovoz/basics';
import { type GeographyDifference, MAX_DIFF_ROWS } from '@ovoz/contract';
import {
  type DiffItem,
  type GeographyDiff,
  type GovernedAct,
  type ItemDiff,
  textIn,
} from '@ovoz/election-model';

type DiffPart = GeographyDifference['stations'];

/** The difference as people read it: names in one language, values as text, long lists cut, totals whole. */
export function presentDifference(diff: GeographyDiff, language: string): GeographyDifference {
  return {
    territories: presentPart(diff.territories, language),
    stations: presentPart(diff.stations, language),
    districts: presentPart(diff.districts, language),
    memberships: presentPart(diff.memberships, language),
  };
}

/**
 * What the calendar may have a say about. A district is changed when it, or the district of a station that
 * stays, is another one; that a new station lies in some district is no change of districts.
 */
export function governedActs(diff: GeographyDiff): readonly GovernedAct[] {
  const acts: GovernedAct[] = [];
  if (isChanged(diff.districts) || redistricts(diff)) acts.push('change-districts');
  if (isChanged(diff.stations) || isChanged(diff.territories)) acts.push('change-stations');
  return acts;
}

function redistricts({ stations, memberships }: GeographyDiff): boolean {
  const [came, went] = [keysOf(stations.added), keysOf(stations.removed)];
  // The key of a membership is `set/station`.
  const stationOf = ({ key }: DiffItem) => key.slice(key.indexOf('/') + 1);
  return (
    memberships.changed.length > 0 ||
    memberships.added.some((item) => !came.has(stationOf(item))) ||
    memberships.removed.some((item) => !went.has(stationOf(item)))
  );
}

function isChanged({ added, removed, changed }: ItemDiff): boolean {
  return added.length + removed.length + changed.length > 0;
}

function keysOf(items: readonly DiffItem[]): ReadonlySet<string> {
  return new Set(items.map(({ key }) => key));
}

function presentPart(part: ItemDiff, language: string): DiffPart {
  const present = ({ key, name }: DiffItem) => ({ key, name: textIn(name, language) });
  return {
    added: part.added.slice(0, MAX_DIFF_ROWS).map(present),
    removed: part.removed.slice(0, MAX_DIFF_ROWS).map(present),
    changed: part.changed.slice(0, MAX_DIFF_ROWS).map((item) => ({
      ...present(item),
      fields: item.fields.map(({ field, before, after }) => ({
        field,
        before: valueText(before),
        after: valueText(after),
      })),
    })),
    counts: {
      added: part.added.length,
      removed: part.removed.length,
      changed: part.changed.length,
    },
  };
}

function valueText(value: JsonValue): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
