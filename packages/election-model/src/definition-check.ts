import { checkBallots } from './ballot-check.ts';
import { dateCalendar } from './calendar.ts';
import type { ContestTemplate, CountryPack, ElectoralSystem } from './country-pack.ts';
import { type AddDefinitionFinding, gatherDefinitionFindings } from './definition-findings.ts';
import type { DefinitionFinding, ElectionDefinition } from './election-definition.ts';
import { changedFields } from './field-diff.ts';
import type { Geography } from './geography.ts';

/**
 * Everything that people must know before they seal a definition: errors stop the sealing, warnings are
 * shown. The definition has passed its schema; the pack and the geography are those that it names (the
 * caller compares the hashes).
 */
export function checkDefinition(
  definition: ElectionDefinition,
  pack: CountryPack,
  geography: Geography,
): readonly DefinitionFinding[] {
  return gatherDefinitionFindings((add) => {
    if (definition.pack.code !== pack.code || definition.pack.version !== pack.version) {
      const [named, given] = [definition.pack, pack].map((one) => `${one.code} ${one.version}`);
      add('pack-mismatch', 'pack', `the definition names ${named}, the pack is ${given}`);
    }
    const system = pack.systems.find((one) => one.code === definition.system);
    if (system === undefined) {
      add('system-unknown', 'system', `there is no electoral system ${definition.system}`);
    } else {
      checkContests(definition.contests, system.contests, add);
      checkCalendar(definition, pack, system, add);
    }
    checkLanguages(definition, pack, add);
    checkDistricts(definition, pack, geography, add);
    checkBallots(definition, pack, geography, add);
    checkGenerated(definition, geography, add);
  });
}

function checkContests(
  contests: readonly ContestTemplate[],
  templates: readonly ContestTemplate[],
  add: AddDefinitionFinding,
): void {
  for (const contest of contests) {
    const place = `contests/${contest.code}`;
    const template = templates.find((one) => one.code === contest.code);
    if (template === undefined) {
      add('contest-unknown', place, `the system has no contest ${contest.code}`);
      continue;
    }
    for (const { field, before, after } of changedFields(template, contest)) {
      const reason = `${field} is ${JSON.stringify(after)}, in the pack ${JSON.stringify(before)}`;
      add('contest-differs', place, reason);
    }
  }
  for (const { code } of templates) {
    const count = contests.filter((contest) => contest.code === code).length;
    if (count === 0) add('contest-missing', `contests/${code}`, `there is no contest ${code}`);
    if (count > 1)
      add('contest-differs', `contests/${code}`, `${code} stands there ${count} times`);
  }
}

function checkCalendar(
  definition: ElectionDefinition,
  pack: CountryPack,
  system: ElectoralSystem,
  add: AddDefinitionFinding,
): void {
  const dated = dateCalendar(pack, system, definition);
  if (!dated.ok) {
    for (const { place, reason } of dated.refusal) add('calendar-undatable', place, reason);
    return;
  }
  const { calledOn, votingDay } = definition;
  if (calledOn >= votingDay) {
    add('called-after-voting', 'votingDay', `called on ${calledOn}, voting on ${votingDay}`);
  }
  for (const { rule, day } of dated.value) {
    if (rule.kind !== 'closes' || day >= calledOn) continue;
    const reason = `${rule.title.en}: ${day}, and the election is called on ${calledOn}`;
    add('deadline-before-call', `calendar/${rule.code}`, reason);
  }
}

function checkLanguages(
  definition: ElectionDefinition,
  pack: CountryPack,
  add: AddDefinitionFinding,
): void {
  const main = pack.languages[0]?.tag ?? 'en';
  if (!definition.languages.includes(main)) {
    add('language-missing', 'languages', `${main} is not among the languages`);
  }
  const known = pack.languages.map((language) => language.tag);
  for (const tag of definition.languages) {
    if (!known.includes(tag))
      add('language-unknown', 'languages', `the pack has no language ${tag}`);
  }
  if (definition.title[main] === undefined) add('language-missing', 'title', `no title in ${main}`);
  for (const { code, name, shortName } of definition.parties) {
    for (const text of [name, shortName]) {
      if (text[main] === undefined)
        add('language-missing', `parties/${code}`, `no name in ${main}`);
    }
  }
}

/** The sets of districts that the contests use are as large as the law has them. */
function checkDistricts(
  definition: ElectionDefinition,
  pack: CountryPack,
  geography: Geography,
  add: AddDefinitionFinding,
): void {
  const used = new Set(definition.contests.map((contest) => contest.districtSet));
  for (const set of pack.districtSets) {
    if (!used.has(set.code)) continue;
    const own = geography.districts.filter((district) => district.set === set.code);
    const seats = own.reduce((sum, district) => sum + district.seats, 0);
    if (own.length === set.districts && seats === set.seats) continue;
    const reason = `${own.length} districts with ${seats} seats; the law has ${set.districts} with ${set.seats}`;
    add('districts-differ', `geography/${set.code}`, reason);
  }
}

function checkGenerated(
  definition: ElectionDefinition,
  geography: Geography,
  add: AddDefinitionFinding,
): void {
  if (definition.mode !== 'live') return;
  if (definition.generatedCandidates) {
    add('generated-in-live', 'ballots', 'parties or candidates were generated');
  }
  const stations = geography.stations.filter((station) => station.generated).length;
  if (stations > 0) {
    add('generated-in-live', 'geography', `${stations} polling stations were generated`);
  }
  const used = new Set(definition.contests.map((contest) => contest.districtSet));
  const districts = geography.districts.filter(({ set, generated }) => generated && used.has(set));
  if (districts.length > 0) {
    add('generated-in-live', 'geography', `${districts.length} districts were generated`);
  }
}
