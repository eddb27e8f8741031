import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeCsv } from './csv.ts';
import { writeICalendar } from './icalendar.ts';

test('CSV quotes what must be quoted and disarms formulas', () => {
  const text = writeCsv(
    ['a', 'b'],
    [
      ['x, "y"', 7],
      ['=1+1', null],
      ['line\nbreak', 'ʻ'],
    ],
  );
  assert.equal(text, '\uFEFFa,b\r\n"x, ""y""",7\r\n\'=1+1,\r\n"line\nbreak",ʻ\r\n');
});

const CALENDAR = {
  name: 'Saylov; taqvimi',
  language: 'uz-Latn',
  publishedAt: '2026-11-21T19:00:00.000Z',
  version: 2,
  events: [
    {
      uid: 'one@ovoz',
      summary: 'Ovoz berish, 8:00',
      description: `Birinchi qator\n${'Ўзбекистон Республикаси '.repeat(9)}`,
      at: { instant: '2026-12-27T03:00:00.000Z' },
    },
    { uid: 'two@ovoz', summary: 'Kun', description: '-', at: { day: '2026-12-12' } },
  ],
};

test('iCalendar: escaped, folded at 75 octets, CRLF', () => {
  const text = writeICalendar(CALENDAR);
  assert.ok(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n'));
  assert.ok(text.endsWith('END:VCALENDAR\r\n'));
  const lines = text.slice(0, -2).split('\r\n');
  for (const line of lines) {
    assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.ok(!line.includes('\n'), line);
  }
  const unfolded = text.replaceAll('\r\n ', '');
  assert.match(unfolded, /\r\nNAME;LANGUAGE=uz-Latn:Saylov\\; taqvimi\r\n/);
  assert.match(unfolded, /SUMMARY;LANGUAGE=uz-Latn:Ovoz berish\\, 8:00\r\n/);
  assert.match(unfolded, /DESCRIPTION;LANGUAGE=uz-Latn:Birinchi qator\\nЎзбекистон/);
  assert.equal(unfolded.match(/Республикаси/g)?.length, 9);
});

test('iCalendar: days are dates, instants are UTC', () => {
  const text = writeICalendar(CALENDAR);
  assert.match(text, /\r\nDTSTART:20261227T030000Z\r\n/);
  assert.match(text, /\r\nDTSTART;VALUE=DATE:20261212\r\n/);
  assert.match(text, /\r\nDTSTAMP:20261121T190000Z\r\nSEQUENCE:2\r\n/);
});
