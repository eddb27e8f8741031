import type { JsonValue } from '@ovoz/basics';
import { isTimeZone } from './calendar.ts';
import { orderByAnchor } from './calendar-anchors.ts';
import { isDay } from './calendar-day.ts';
import type { CountryPack, ElectoralSystem } from './country-pack.ts';
import type { PackFinding, PackFindingCode } from './country-pack-check.ts';
import type { ResultForm } from './result-form.ts';
import type { SeatMethod, SeatRule, Share } from './seat-rule.ts';
import type { VoterListRules } from './voter-list-rules.ts';
import { workingDaysOf } from './working-days.ts';

type Add = (code: PackFindingCode, path: string, reason: string) => void;

/** Everything that must hold between the parts of a pack whose form is right. */
export function packRuleFindings(pack: CountryPack): readonly PackFinding[] {
  const findings: PackFinding[] = [];
  const add: Add = (code, path, reason) => findings.push({ code, path, reason });
  checkLanguages(pack, add);
  checkTimes(pack, add);
  checkCommissionKinds(pack, add);
  checkUnique(pack.districtSets, '/districtSets', add);
  checkUnique(pack.forms, '/forms', add);
  checkUnique(pack.seatRules, '/seatRules', add);
  checkUnique(pack.systems, '/systems', add);
  for (const [index, form] of pack.forms.entries()) checkForm(form, `/forms/${index}`, add);
  for (const [index, rule] of pack.seatRules.entries()) {
    checkSeatRule(rule, `/seatRules/${index}`, add);
  }
  for (const [index, system] of pack.systems.entries()) {
    checkContests(pack, system, `/systems/${index}`, add);
    checkCalendar(pack, system, `/systems/${index}`, add);
  }
  if (pack.voterList !== undefined) checkVoterList(pack.voterList, add);
  for (const [index, { level }] of pack.boundaries.entries()) {
    checkLevel(pack, level, `/boundaries/${index}/level`, add);
  }
  return findings;
}

function checkLanguages(pack: CountryPack, add: Add): void {
  checkUnique(
    pack.languages.map(({ tag }) => ({ code: tag })),
    '/languages',
    add,
  );
  for (const [index, { alphabet }] of pack.languages.entries()) {
    const seen = new Set<string>();
    for (const letter of alphabet) {
      if (seen.has(letter.toLowerCase())) {
        add('alphabet-repeat', `/languages/${index}/alphabet`, `"${letter}" stands there twice`);
      }
      seen.add(letter.toLowerCase());
    }
  }
  const main = pack.languages[0]?.tag ?? 'en';
  for (const [path, languages] of localizedTexts(pack, '')) {
    if (!languages.includes(main)) add('language-missing', path, `no text in ${main}`);
  }
}

/** Every text in several languages, known by its member `en`, which nothing else in a pack has. */
function* localizedTexts(value: JsonValue, path: string): Generator<[string, readonly string[]]> {
  if (typeof value !== 'object' || value === null) return;
  if ('en' in value) yield [path, Object.keys(value)];
  else {
    for (const [key, member] of Object.entries(value)) {
      yield* localizedTexts(member, `${path}/${key}`);
    }
  }
}

function checkTimes(pack: CountryPack, add: Add): void {
  if (!isTimeZone(pack.timeZone)) {
    add('unknown-time-zone', '/timeZone', `${pack.timeZone} is not in the IANA database`);
  }
  if (!isDay(pack.version)) {
    add('impossible-date', '/version', `${pack.version} is not a day of the calendar`);
  }
  const { opens, closes } = pack.pollingHours;
  if (opens >= closes) add('order', '/pollingHours', `${opens} is not before ${closes}`);
  workingDaysOf(pack, (code, place, reason) => add(code, `/${place}`, reason));
}

function checkCommissionKinds(pack: CountryPack, add: Add): void {
  checkUnique(pack.commissionKinds, '/commissionKinds', add);
  for (const [index, kind] of pack.commissionKinds.entries()) {
    const path = `/commissionKinds/${index}`;
    const coverage = [kind.territoryLevel !== null, kind.districtSet !== null, kind.perStation];
    if (coverage.filter(Boolean).length !== 1) {
      add('commission-coverage', path, `${kind.code} covers none or several of the three`);
    }
    if (kind.territoryLevel !== null) {
      checkLevel(pack, kind.territoryLevel, `${path}/territoryLevel`, add);
    }
    if (kind.districtSet !== null) {
      checkKnown(
        pack.districtSets,
        kind.districtSet,
        'unknown-district-set',
        `${path}/districtSet`,
        add,
      );
    }
    checkRange(kind.members, `${path}/members`, add);
  }
}

function checkVoterList(rules: VoterListRules, add: Add): void {
  checkRange(rules.stationSize, '/voterList/stationSize', add);
  checkUnique(
    rules.exclusions.map(({ fact }) => ({ code: fact })),
    '/voterList/exclusions',
    add,
  );
  // A request from abroad moves an entry, and nothing moves on a frozen roll.
  if (rules.freezeDays > rules.abroadDeadlineDays) {
    add('order', '/voterList/freezeDays', 'the roll is frozen before requests from abroad close');
  }
}

function checkForm(form: ResultForm, path: string, add: Add): void {
  checkUnique(form.fields, `${path}/fields`, add);
  checkUnique(form.checks, `${path}/checks`, add);
  const fields = new Set(form.fields.map((field) => field.code));
  for (const reserved of ['votes', 'one']) {
    if (fields.has(reserved)) {
      add('reserved-field', `${path}/fields`, `a field cannot be called ${reserved}`);
    }
    fields.add(reserved);
  }
  for (const [index, check] of form.checks.entries()) {
    for (const { field, times } of [...check.left, ...check.right]) {
      const place = `${path}/checks/${index}`;
      if (!fields.has(field)) add('unknown-field', place, `${check.code} names the field ${field}`);
      if (times !== undefined && ['votes', 'one'].includes(field)) {
        add('marks-term', place, `${check.code} multiplies ${field}`);
      }
    }
  }
  for (const [role, named] of Object.entries(form.roles)) {
    for (const field of named) {
      if (fields.has(field) && field !== 'one') continue;
      add('unknown-field', `${path}/roles/${role}`, `the role names the field ${field}`);
    }
  }
}

function checkSeatRule(rule: SeatRule, path: string, add: Add): void {
  const divisor = rule.firstDivisor;
  if ((rule.method === 'modified-sainte-lague') !== (divisor !== undefined)) {
    add('first-divisor', path, `${rule.method} ${divisor === undefined ? 'without' : 'with'} one`);
  }
  if (divisor?.numerator === 0) add('first-divisor', `${path}/firstDivisor`, 'it is zero');
  const shares: [string, Share | undefined][] = [
    ...rule.thresholds.map(({ share }, index): [string, Share] => [`thresholds/${index}`, share]),
    ['minimumTurnout', rule.minimumTurnout],
    ['soleListRunnerUp', rule.soleListRunnerUp],
  ];
  for (const [place, share] of shares) {
    if (share === undefined || share.numerator <= share.denominator) continue;
    add('share-above-one', `${path}/${place}`, `${share.numerator} of ${share.denominator}`);
  }
}

const CANDIDATE_METHODS: readonly SeatMethod[] = [
  'plurality',
  'absolute-majority-runoff',
  'block-vote',
  'single-vote-multi-member',
];

function checkContests(pack: CountryPack, system: ElectoralSystem, path: string, add: Add): void {
  checkUnique(system.contests, `${path}/contests`, add);
  for (const [index, contest] of system.contests.entries()) {
    const place = `${path}/contests/${index}`;
    checkKnown(pack.seatRules, contest.seatRule, 'unknown-seat-rule', `${place}/seatRule`, add);
    checkKnown(pack.forms, contest.form, 'unknown-form', `${place}/form`, add);
    if (contest.listSize !== undefined) checkRange(contest.listSize, `${place}/listSize`, add);
    if (contest.districtSet !== null) {
      const known = pack.districtSets;
      checkKnown(known, contest.districtSet, 'unknown-district-set', `${place}/districtSet`, add);
      const set = known.find((one) => one.code === contest.districtSet);
      if (set !== undefined && set.seats !== contest.seats) {
        add('seats-differ', `${place}/seats`, `${contest.seats}; the set has ${set.seats}`);
      }
    }
    const method = pack.seatRules.find((rule) => rule.code === contest.seatRule)?.method;
    const form = pack.forms.find((one) => one.code === contest.form);
    if (method === undefined || form === undefined) continue;
    if (CANDIDATE_METHODS.includes(method) !== (contest.kind === 'candidate')) {
      add('candidate-rule', `${place}/seatRule`, `${method} in a contest of kind ${contest.kind}`);
    }
    if ((method === 'block-vote') !== (form.marksPerBallot === 'district-seats')) {
      add('form-marks', `${place}/form`, `${form.marksPerBallot} marks with ${method}`);
    }
  }
}

function checkCalendar(pack: CountryPack, system: ElectoralSystem, path: string, add: Add): void {
  orderByAnchor(system.calendar, (code, place, reason) =>
    add(code, `${path}/calendar`, `${place}: ${reason}`),
  );
  for (const [index, rule] of system.calendar.entries()) {
    const place = `${path}/calendar/${index}`;
    const kinds = pack.commissionKinds;
    checkKnown(kinds, rule.responsible, 'unknown-commission-kind', `${place}/responsible`, add);
    if (rule.kind === 'moment' && rule.governs !== undefined) {
      add('moment-governs', `${place}/governs`, `${rule.code} is a moment`);
    }
  }
}

function checkLevel(pack: CountryPack, level: number, path: string, add: Add): void {
  if (level >= pack.territoryLevels.length)
    add('unknown-level', path, `there is no level ${level}`);
}

function checkRange(
  range: { readonly minimum: number; readonly maximum: number },
  path: string,
  add: Add,
): void {
  if (range.minimum > range.maximum) {
    add('order', path, `${range.minimum} is more than ${range.maximum}`);
  }
}

function checkUnique(items: readonly { readonly code: string }[], path: string, add: Add): void {
  const seen = new Set<string>();
  for (const [index, { code }] of items.entries()) {
    if (seen.has(code)) add('duplicate-code', `${path}/${index}`, `${code} stands there already`);
    seen.add(code);
  }
}

function checkKnown(
  items: readonly { readonly code: string }[],
  code: string,
  finding: PackFindingCode,
  path: string,
  add: Add,
): void {
  if (!items.some((item) => item.code === code)) add(finding, path, `there is no ${code}`);
}
