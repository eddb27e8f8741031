import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CalendarEntry, CalendarRule } from './calendar-rule.ts';
import { dutiesOn, dutyState, mayAct } from './duty.ts';

const ZONE = 'Asia/Tashkent';

function entry(
  code: string,
  kind: CalendarRule['kind'],
  day: string,
  instant: string,
  governs?: CalendarRule['governs'],
): CalendarEntry {
  const rule: CalendarRule = {
    code,
    title: { en: code },
    duty: { en: code },
    article: { en: 'Article 1' },
    confirmed: true,
    anchor: 'voting-day',
    offset: { amount: 0, unit: 'days' },
    at: 'start-of-day',
    kind,
    responsible: 'central',
    ...(governs === undefined ? {} : { governs }),
  };
  return { rule, day, instant };
}

const at = (local: string) => Date.parse(`${local}+05:00`);
const OPENING = entry('opening', 'opens', '2026-12-01', '2026-12-01T04:00:00.000Z');
const DEADLINE = entry('deadline', 'closes', '2026-12-01', '2026-12-01T13:00:00.000Z');
const LAST_MINUTE = entry('last-minute', 'closes', '2026-12-01', '2026-12-01T19:00:00.000Z');
const MOMENT = entry('moment', 'moment', '2026-12-01', '2026-12-01T04:00:00.000Z');

test('how a duty stands follows the local day and the legal instant', () => {
  const cases: readonly [CalendarEntry, string, string][] = [
    [OPENING, '2026-11-30T23:59:59', 'upcoming'],
    [OPENING, '2026-12-01T00:00:00', 'today'],
    [OPENING, '2026-12-01T08:59:59', 'today'],
    [OPENING, '2026-12-01T09:00:00', 'open'],
    [OPENING, '2026-12-05T09:00:00', 'open'],
    [DEADLINE, '2026-11-30T23:59:59', 'upcoming'],
    [DEADLINE, '2026-12-01T17:59:59', 'today'],
    [DEADLINE, '2026-12-01T18:00:00', 'past'],
    [LAST_MINUTE, '2026-12-01T23:59:59', 'today'],
    [LAST_MINUTE, '2026-12-02T00:00:00', 'past'],
    [MOMENT, '2026-12-01T08:00:00', 'today'],
    [MOMENT, '2026-12-01T23:00:00', 'today'],
    [MOMENT, '2026-12-02T00:00:00', 'past'],
  ];
  for (const [duty, local, expected] of cases) {
    assert.equal(dutyState(duty, at(local), ZONE), expected, `${duty.rule.code} ${local}`);
  }
});

test('the duties of a day fall into lists, each duty into one', () => {
  const districts = { act: 'change-districts', effect: 'block' } as const;
  const entries = [
    entry('a-opened', 'opens', '2026-10-01', '2026-09-30T19:00:00.000Z', districts),
    entry('b-standing', 'opens', '2026-10-05', '2026-10-04T19:00:00.000Z'),
    entry('c-missed', 'closes', '2026-10-20', '2026-10-20T19:00:00.000Z', districts),
    entry('d-missed-today', 'closes', '2026-12-01', '2026-12-01T04:00:00.000Z'),
    DEADLINE,
    MOMENT,
    entry('e-later', 'closes', '2026-12-24', '2026-12-24T19:00:00.000Z'),
  ];
  const codes = (list: readonly CalendarEntry[]) => list.map((one) => one.rule.code);
  const duties = dutiesOn(entries, at('2026-12-01T12:00:00'), ZONE);
  assert.deepEqual(codes(duties.today), ['deadline', 'moment']);
  assert.deepEqual(codes(duties.open), ['b-standing']);
  assert.deepEqual(codes(duties.overdue), ['c-missed', 'd-missed-today']);
  assert.deepEqual(codes(duties.next), ['e-later']);

  const done = new Set(['c-missed', 'd-missed-today']);
  const after = dutiesOn(entries, at('2026-12-01T12:00:00'), ZONE, done);
  assert.deepEqual(codes(after.overdue), []);
  assert.deepEqual(codes(after.today), ['d-missed-today', 'deadline', 'moment']);
});

test('an act is free, warned of or blocked as the calendar says', () => {
  const block = { act: 'change-ballot', effect: 'block' } as const;
  const warn = { act: 'change-ballot', effect: 'warn' } as const;
  const entries = [
    entry('may-start', 'opens', '2026-10-01', '2026-09-30T19:00:00.000Z', block),
    entry('better-not', 'closes', '2026-11-01', '2026-11-01T19:00:00.000Z', warn),
    entry('moment', 'moment', '2026-11-10', '2026-11-09T19:00:00.000Z', block),
    entry('no-more', 'closes', '2026-12-01', '2026-12-01T19:00:00.000Z', block),
  ];
  const cases: readonly [string, string, string | null][] = [
    ['2026-09-30T23:59:59', 'blocked', 'may-start'],
    ['2026-10-01T00:00:00', 'allowed', null],
    ['2026-11-01T23:59:59', 'allowed', null],
    ['2026-11-02T00:00:00', 'warned', 'better-not'],
    ['2026-11-15T00:00:00', 'warned', 'better-not'],
    ['2026-12-02T00:00:00', 'blocked', 'no-more'],
  ];
  for (const [local, outcome, named] of cases) {
    const permission = mayAct(entries, 'change-ballot', at(local));
    assert.equal(permission.outcome, outcome, local);
    const code = permission.outcome === 'allowed' ? null : permission.entry.rule.code;
    assert.equal(code, named, local);
    assert.equal(mayAct(entries, 'change-stations', at(local)).outcome, 'allowed');
  }
});
