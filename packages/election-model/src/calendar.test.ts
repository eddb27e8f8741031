import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Static } from 'typebox';
import { dateCalendar } from './calendar.ts';
import type { CalendarRule } from './calendar-rule.ts';
import type { Holiday } from './country-pack.ts';

type Offset = CalendarRule['offset'];
const WEEK = [1, 2, 3, 4, 5];
const FACTS = { votingDay: '2026-12-27', calledOn: '2026-09-25', timeZone: 'Asia/Tashkent' };

function rule(code: string, amount: number, change: Partial<CalendarRule> = {}): CalendarRule {
  return {
    code,
    title: { en: code },
    duty: { en: code },
    article: { en: 'Article 1' },
    confirmed: false,
    anchor: 'voting-day',
    offset: { amount, unit: 'days' },
    at: 'start-of-day',
    kind: 'opens',
    responsible: 'central',
    ...change,
  };
}

function offset(amount: number, unit: Offset['unit']): Partial<CalendarRule> {
  return { offset: { amount, unit } };
}

function holiday(day: string): Static<typeof Holiday> {
  return { day, name: { en: day } };
}

function datesOf(
  calendar: readonly CalendarRule[],
  facts = FACTS,
  holidays: readonly string[] = [],
): Record<string, string> {
  const pack = { workingWeek: WEEK, holidays: holidays.map(holiday) };
  const dated = dateCalendar(pack, { calendar: [...calendar] }, facts);
  assert.ok(dated.ok, JSON.stringify(dated));
  return Object.fromEntries(
    dated.value.map((entry) => [entry.rule.code, `${entry.day} ${entry.instant}`]),
  );
}

test('rules like those of Uzbekistan are dated from the day of voting in local time', () => {
  const dates = datesOf([
    rule('called', 0, { anchor: 'called-day', kind: 'moment' }),
    rule('districts-formed', -75, { kind: 'closes', at: 'end-of-day' }),
    rule('list-displayed', -15),
    rule('candidates-registered', -35, { kind: 'closes', at: '18:00' }),
    rule('early-voting', -10, { at: '09:00' }),
    rule('early-voting-ends', -3, { kind: 'closes', at: '20:00' }),
    rule('silence', -1),
    rule('results', 10, { kind: 'closes', at: 'end-of-day' }),
    rule('gazette', 2, { anchor: 'results', ...offset(2, 'working-days') }),
  ]);
  assert.deepEqual(dates, {
    called: '2026-09-25 2026-09-24T19:00:00.000Z',
    'districts-formed': '2026-10-13 2026-10-13T19:00:00.000Z',
    'candidates-registered': '2026-11-22 2026-11-22T13:00:00.000Z',
    'list-displayed': '2026-12-12 2026-12-11T19:00:00.000Z',
    'early-voting': '2026-12-17 2026-12-17T04:00:00.000Z',
    'early-voting-ends': '2026-12-24 2026-12-24T15:00:00.000Z',
    silence: '2026-12-26 2026-12-25T19:00:00.000Z',
    results: '2027-01-06 2027-01-06T19:00:00.000Z',
    gazette: '2027-01-08 2027-01-07T19:00:00.000Z',
  });
});

test('entries come in the order of their instants', () => {
  assert.deepEqual(
    Object.keys(datesOf([rule('c', 3), rule('a', -3), rule('b', 0), rule('b2', 0)])),
    ['a', 'b', 'b2', 'c'],
  );
});

test('working days skip weekends, yearly holidays and single holidays, and never count the anchor', () => {
  // 27 December 2026 is a Sunday; 1 January 2027 a Friday.
  const cases: readonly [amount: number, holidays: readonly string[], expected: string][] = [
    [1, [], '2026-12-28'],
    [5, [], '2027-01-01'],
    [5, ['01-01'], '2027-01-04'],
    [5, ['01-01', '2027-01-04'], '2027-01-05'],
    [-1, [], '2026-12-25'],
    [-1, ['12-25', '2026-12-24'], '2026-12-23'],
    [-6, [], '2026-12-18'],
    [0, ['12-27'], '2026-12-27'],
    [1, ['2025-12-28'], '2026-12-28'],
  ];
  for (const [amount, holidays, expected] of cases) {
    const dates = datesOf([rule('one', 0, offset(amount, 'working-days'))], FACTS, holidays);
    assert.equal(dates['one']?.slice(0, 10), expected, `${amount} with ${holidays.join()}`);
  }
});

test('months keep the day, or take the last day of a shorter month', () => {
  const cases: readonly [day: string, months: number, expected: string][] = [
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-27', -4, '2026-08-27'],
    ['2026-05-31', 1, '2026-06-30'],
    ['2026-12-15', 2, '2027-02-15'],
    ['2028-02-29', 12, '2029-02-28'],
  ];
  for (const [votingDay, months, expected] of cases) {
    const dates = datesOf([rule('one', 0, offset(months, 'months'))], { ...FACTS, votingDay });
    assert.equal(dates['one']?.slice(0, 10), expected, `${votingDay} ${months}`);
  }
});

test('hours are elapsed hours from the instant of the anchor', () => {
  const rules = [
    rule('polls-close', 0, { at: '20:00' }),
    rule('protocol', 0, { anchor: 'polls-close', ...offset(24, 'hours') }),
    rule('eve', 0, offset(-24, 'hours')),
  ];
  assert.deepEqual(datesOf(rules), {
    eve: '2026-12-26 2026-12-25T19:00:00.000Z',
    'polls-close': '2026-12-27 2026-12-27T15:00:00.000Z',
    protocol: '2026-12-28 2026-12-28T15:00:00.000Z',
  });
  // On 25 October 2026 clocks in Berlin go back: the day has 25 hours.
  const berlin = { ...FACTS, votingDay: '2026-10-25', timeZone: 'Europe/Berlin' };
  assert.deepEqual(datesOf([rule('day-after', 0, offset(24, 'hours'))], berlin), {
    'day-after': '2026-10-25 2026-10-25T22:00:00.000Z',
  });
});

test('clock changes move no legal day', () => {
  const spring = { ...FACTS, votingDay: '2026-03-29', timeZone: 'Europe/Berlin' };
  assert.deepEqual(
    datesOf(
      [rule('start', 0), rule('skipped', 0, { at: '02:30' }), rule('end', 0, { at: 'end-of-day' })],
      spring,
    ),
    {
      start: '2026-03-29 2026-03-28T23:00:00.000Z',
      skipped: '2026-03-29 2026-03-29T01:30:00.000Z',
      end: '2026-03-29 2026-03-29T22:00:00.000Z',
    },
  );
  const autumn = { ...FACTS, votingDay: '2026-10-25', timeZone: 'Europe/Berlin' };
  assert.deepEqual(datesOf([rule('repeated', 0, { at: '02:30' })], autumn), {
    repeated: '2026-10-25 2026-10-25T00:30:00.000Z',
  });
  // In Beirut the clocks of spring skip midnight itself, so the day begins at 01:00.
  const beirut = { ...FACTS, votingDay: '2026-03-29', timeZone: 'Asia/Beirut' };
  assert.deepEqual(datesOf([rule('start', 0)], beirut), {
    start: '2026-03-29 2026-03-28T22:00:00.000Z',
  });
});

test('a calendar that cannot be dated is refused with every reason', () => {
  const cases: readonly [string, readonly CalendarRule[], Partial<typeof FACTS>, string[]][] = [
    ['no such day', [rule('a', 0)], { votingDay: '2026-02-30' }, ['impossible-date']],
    ['not a date', [rule('a', 0)], { calledOn: '27.12.2026' }, ['impossible-date']],
    ['far year', [rule('a', 0)], { votingDay: '0026-12-27' }, ['date-out-of-range']],
    ['no such zone', [rule('a', 0)], { timeZone: 'Asia/Samarkandia' }, ['unknown-time-zone']],
    ['an offset', [rule('a', 0)], { timeZone: '+05:00' }, ['unknown-time-zone']],
    ['no such anchor', [rule('a', 0, { anchor: 'b' })], {}, ['unknown-anchor']],
    ['a rule on itself', [rule('a', 0, { anchor: 'a' })], {}, ['anchor-cycle']],
    [
      'a cycle of two',
      [rule('a', 0, { anchor: 'b' }), rule('b', 0, { anchor: 'a' })],
      {},
      ['anchor-cycle', 'anchor-cycle'],
    ],
    ['a code twice', [rule('a', 0), rule('a', 1)], {}, ['duplicate-rule']],
    ['a code of an anchor', [rule('voting-day', 1)], {}, ['duplicate-rule']],
    [
      'two reasons',
      [rule('a', 0)],
      { votingDay: '2026-13-01', calledOn: '2026-00-10' },
      ['impossible-date', 'impossible-date'],
    ],
    [
      'beyond the years',
      [
        rule('a', 0, offset(1000, 'months')),
        rule('b', 0, { anchor: 'a', ...offset(1000, 'months') }),
        rule('c', 0, { anchor: 'b', ...offset(1000, 'working-days') }),
        rule('d', 0, { anchor: 'b', ...offset(1000, 'months') }),
      ],
      {},
      ['date-out-of-range'],
    ],
  ];
  for (const [name, calendar, change, expected] of cases) {
    const pack = { workingWeek: WEEK, holidays: [] };
    const dated = dateCalendar(pack, { calendar: [...calendar] }, { ...FACTS, ...change });
    assert.ok(!dated.ok, name);
    assert.deepEqual(
      dated.refusal.map((refusal) => refusal.code),
      expected,
      name,
    );
  }
});

test('a pack whose week or holidays make no sense is refused', () => {
  for (const day of ['02-30', '13-01', '2026-02-29', '1-1', '04-31']) {
    const pack = { workingWeek: WEEK, holidays: [holiday(day)] };
    const dated = dateCalendar(pack, { calendar: [rule('a', 0)] }, FACTS);
    assert.ok(!dated.ok && dated.refusal[0]?.code === 'impossible-date', day);
  }
  const dated = dateCalendar({ workingWeek: [], holidays: [] }, { calendar: [] }, FACTS);
  assert.ok(!dated.ok && dated.refusal[0]?.code === 'no-working-days');
});

const anyDay = fc
  .integer({ min: 0, max: 36_500 })
  .map((days) => new Date(Date.UTC(1960, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));

test('moving the voting day by n days moves every rule in plain days by n days', () => {
  const shift = (day: string, days: number) =>
    new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
  fc.assert(
    fc.property(
      anyDay,
      fc.integer({ min: -400, max: 400 }),
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 5 }),
      (votingDay, days, amounts) => {
        const rules = amounts.map((amount, index) =>
          rule(`r${index}`, amount, { anchor: index === 0 ? 'voting-day' : `r${index - 1}` }),
        );
        const before = datesOf(rules, { ...FACTS, votingDay });
        const after = datesOf(rules, { ...FACTS, votingDay: shift(votingDay, days) });
        for (const { code } of rules) {
          assert.equal(after[code]?.slice(0, 10), shift(before[code]?.slice(0, 10) ?? '', days));
        }
      },
    ),
  );
});

test('working days before and after a working day undo each other', () => {
  const pack = { workingWeek: WEEK, holidays: ['01-01', '03-21'].map(holiday) };
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 300 }), (votingDay, amount) => {
      const dated = dateCalendar(
        pack,
        {
          calendar: [
            rule('first', 0, offset(1, 'working-days')),
            rule('there', 0, { anchor: 'first', ...offset(amount, 'working-days') }),
            rule('back', 0, { anchor: 'there', ...offset(-amount, 'working-days') }),
          ],
        },
        { ...FACTS, votingDay },
      );
      assert.ok(dated.ok);
      const dayOf = (code: string) => dated.value.find((one) => one.rule.code === code)?.day;
      assert.equal(dayOf('back'), dayOf('first'));
    }),
  );
});
