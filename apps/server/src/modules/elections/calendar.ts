import { ok, present, type Result, refused } from '@ovoz/basics';
import {
  type ActPermission,
  type CalendarEntry,
  type CountryPack,
  dateCalendar,
  diffDefinition,
  type ElectionClock,
  type ElectionDefinition,
  type GovernedAct,
  legalTimeMs,
  mayAct,
} from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import type { Refusal } from '../../platform/problem.ts';
import { type ElectionRecord, findKeptPack, findSealedVersion, type Outline } from './store.ts';

/** A fast clock that nobody watches stops here: dates have four-digit years. */
const LATEST_LEGAL_TIME_MS = Date.UTC(9999, 11, 31);

/** The legal time of an election: what its clock shows, or real time for a live one. */
export function legalTime(clock: ElectionClock | null, now: Date): Date {
  return new Date(Math.min(legalTimeMs(clock, now.getTime()), LATEST_LEGAL_TIME_MS));
}

/** Packs never change under their hash; this many are kept parsed. */
const MAX_PARSED_PACKS = 50;
const parsedPacks = new Map<string, CountryPack>();

/** The pack that a definition was drafted from, whatever the installation's packs say today. */
export async function packOf(
  queries: Queries,
  { pack: { hash } }: Pick<Outline, 'pack'>,
): Promise<CountryPack> {
  const parsed = parsedPacks.get(hash);
  if (parsed !== undefined) return parsed;
  const pack = present(await findKeptPack(queries, hash), 'the pack of a definition is kept');
  if (parsedPacks.size >= MAX_PARSED_PACKS) parsedPacks.clear();
  parsedPacks.set(hash, pack);
  return pack;
}

/** The dated calendar of a definition. Its days were checked when the draft was saved. */
export function calendarOf(
  outline: Pick<Outline, 'system' | 'votingDay' | 'calledOn' | 'timeZone'>,
  pack: CountryPack,
): readonly CalendarEntry[] {
  const dated = dateCalendar(pack, systemOf(outline, pack), outline);
  return present(dated.ok ? dated.value : null, 'a saved definition has a calendar');
}

function systemOf({ system }: Pick<Outline, 'system'>, pack: CountryPack) {
  const found = pack.systems.find(({ code }) => code === system);
  return present(found, 'a definition names a system of its pack');
}

/** Acts of the calendar that sealing the draft would carry out, compared with what is in force. */
export function actsOf(
  sealed: ElectionDefinition,
  draft: ElectionDefinition,
): readonly GovernedAct[] {
  const acts: GovernedAct[] = [...actsOnBallot(sealed, draft)];
  if (sealed.geography.version !== draft.geography.version) acts.push('change-stations');
  return [...acts, 'change-definition'];
}

/** What a change of parties, lists and candidates is in the eyes of the calendar. */
export function actsOnBallot(
  sealed: ElectionDefinition,
  draft: ElectionDefinition,
): readonly GovernedAct[] {
  const { parties, ballots, lists, candidates } = diffDefinition(sealed, draft);
  // Somebody who withdraws changes the ballot; only somebody new is registered.
  if (lists.added.length + candidates.added.length > 0) {
    return ['register-candidates', 'change-ballot'];
  }
  const isTouched = [parties, ballots, lists, candidates].some(
    ({ added, removed, changed }) => added.length + removed.length + changed.length > 0,
  );
  return isTouched ? ['change-ballot'] : [];
}

/**
 * Asks the calendar in force about a change of the definition. Before the first sealing nothing is in
 * force; a draft's own days do not count, or one could free oneself by moving the voting day.
 * @returns the rule that warns, or null; the refusal names the rule that blocks.
 */
export async function askCalendar(
  queries: Queries,
  election: Pick<ElectionRecord, 'code' | 'clock'>,
  now: Date,
  actsAgainst: (sealed: ElectionDefinition) => readonly GovernedAct[],
): Promise<Result<CalendarEntry | null, Refusal>> {
  const sealed = await findSealedVersion(queries, election.code);
  if (sealed === null) return ok(null);
  const entries = calendarOf(sealed.definition, await packOf(queries, sealed.definition));
  const acts = actsAgainst(sealed.definition);
  const said = permissionFor(entries, acts, legalTime(election.clock, now));
  if (said.outcome === 'blocked') {
    return refused({ code: 'calendar-blocks', detail: ruleInWords(said.entry) });
  }
  return ok(said.outcome === 'warned' ? said.entry : null);
}

/** What the calendar says to several acts at once: a block outweighs a warning. */
export function permissionFor(
  entries: readonly CalendarEntry[],
  acts: readonly GovernedAct[],
  legal: Date,
): ActPermission {
  const said = acts.map((act) => mayAct(entries, act, legal.getTime()));
  return (
    said.find(({ outcome }) => outcome === 'blocked') ??
    said.find(({ outcome }) => outcome === 'warned') ?? { outcome: 'allowed' }
  );
}

/** A rule of the calendar for a person who runs against it. */
export function ruleInWords({ rule, day }: CalendarEntry): string {
  return `${rule.title.en}: ${day} (${rule.article.en}${rule.confirmed ? '' : ', not confirmed'})`;
}
