import type { DefinitionChange } from '@ovoz/contract';
import {
  type CalendarEntry,
  checkDefinition,
  type DefinitionFinding,
  diffDefinition,
  type ElectionDefinition,
  type FieldChange,
} from '@ovoz/election-model';
import type { Static } from 'typebox';
import type { Queries } from '../../platform/database.ts';
import { loadGeography } from '../geography/public.ts';
import { packOf, ruleInWords } from './calendar.ts';

/** What stops a definition from being sealed, and what its sealers should know. */
export async function findingsOf(
  queries: Queries,
  definition: ElectionDefinition,
): Promise<readonly DefinitionFinding[]> {
  const pack = await packOf(queries, definition);
  const key = { pack: pack.code, number: definition.geography.version };
  return checkDefinition(definition, pack, await loadGeography(queries, key));
}

/** The calendar's word on sealing a draft now, beside the findings about the draft itself. */
export function calendarFinding(
  entry: CalendarEntry,
  severity: DefinitionFinding['severity'],
): DefinitionFinding {
  return {
    code: severity === 'error' ? 'calendar-blocks' : 'calendar-warns',
    severity,
    place: `calendar/${entry.rule.code}`,
    reason: ruleInWords(entry).slice(0, MAX_REASON),
  };
}

const MAX_REASON = 500;
/** As the contract has them. */
const MAX_PLACE = 300;
const MAX_VALUE = 2000;
const PARTS = ['contests', 'parties', 'ballots', 'lists', 'candidates'] as const;

/** The difference of two definitions as rows to read: place, before, after. */
export function changesBetween(
  before: ElectionDefinition,
  after: ElectionDefinition,
): readonly Static<typeof DefinitionChange>[] {
  const diff = diffDefinition(before, after);
  return [
    ...diff.facts.map((change) => row(change.field, change.before, change.after)),
    ...PARTS.flatMap((part) => [
      ...diff[part].removed.map(({ key, name }) => row(`${part}/${key}`, name.en, null)),
      ...diff[part].added.map(({ key, name }) => row(`${part}/${key}`, null, name.en)),
      ...diff[part].changed.flatMap(({ key, fields }) =>
        fields.map((change) => row(`${part}/${key}/${change.field}`, change.before, change.after)),
      ),
    ]),
  ];
}

function row(place: string, before: FieldChange['before'], after: FieldChange['after']) {
  return { place: place.slice(0, MAX_PLACE), before: asText(before), after: asText(after) };
}

function asText(value: FieldChange['before']): string | null {
  if (value === null) return null;
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, MAX_VALUE);
}
