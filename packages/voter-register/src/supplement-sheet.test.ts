import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRollCode, rollCodeText } from './roll-code.ts';
import { readSheetLines, type SheetLine, sheetLineText } from './supplement-sheet.ts';

const place = { election: 'e', station: '7' };
const salt = 'ab'.repeat(16);
const added = (line: number, change: Partial<SheetLine> = {}): string =>
  sheetLineText({
    ...place,
    part: 'supplement',
    line,
    surname: 'Aliyev',
    given: 'Gʻani',
    patronymic: '',
    birthDate: '1990-01-31',
    address: 'Navoiy, 7',
    reason: 'certificate',
    home: { station: '12', line: 34 },
    salt,
    ...change,
  } as SheetLine);
const struck = (line: number): string =>
  sheetLineText({ ...place, part: 'struck', line, reason: 'certificate', votesAt: '9', salt });

test('a line of a sheet is canonical JSON', () => {
  assert.equal(
    added(1),
    '{"address":"Navoiy, 7","birthDate":"1990-01-31","election":"e","format":1,"given":"Gʻani","home":{"line":34,"station":"12"},"line":1,"part":"supplement","patronymic":"","reason":"certificate","salt":"abababababababababababababababab","station":"7","surname":"Aliyev"}',
  );
  assert.equal(
    struck(5),
    '{"election":"e","format":1,"line":5,"part":"struck","reason":"certificate","salt":"abababababababababababababababab","station":"7","votesAt":"9"}',
  );
});

test('a sheet has additions without gaps, then struck lines in their order, and nothing else', () => {
  const read = (...lines: string[]) => {
    const { ok, ...rest } = readSheetLines(`${lines.join('\n')}\n`, place);
    if (ok && 'value' in rest) return `${rest.value.added}+${rest.value.struck}`;
    return 'refusal' in rest ? `${rest.refusal.code} ${rest.refusal.line}` : '';
  };
  assert.equal(read(added(1), added(2), struck(3), struck(90)), '2+2');
  assert.equal(read(struck(3)), '0+1');
  assert.equal(read(added(1), added(3)), 'roll-line-misplaced 2');
  assert.equal(read(struck(3), added(1)), 'roll-line-misplaced 2');
  assert.equal(read(added(1), struck(3), struck(3)), 'roll-line-misplaced 3');
  assert.equal(read(added(1, { station: '8' })), 'roll-line-misplaced 1');
  assert.equal(read(added(1).replace('"format":1', '"format":2')), 'roll-line-unreadable 1');
  assert.equal(
    read(added(1).replace('"reason":"certificate"', '"reason":"asked"')),
    'roll-line-unreadable 1',
  );
  assert.equal(read(added(1).replace(',"format"', ', "format"')), 'roll-line-not-canonical 1');
  assert.equal(read(added(1).replace('{', '{"a":1,')), 'roll-line-unreadable 1');
  assert.equal(read('nothing'), 'roll-line-unreadable 1');
  assert.equal(read(added(1), ''), 'roll-empty 2');
  assert.deepEqual(readSheetLines('', place), {
    ok: false,
    refusal: { code: 'sheet-empty', line: 1 },
  });
});

test('the code on paper says which roll or sheet it is', () => {
  const root = '0123456789abcdef'.repeat(4);
  const code = { part: 'supplements', ...place, version: 12, root } as const;
  const text = rollCodeText(code);
  assert.equal(text, 'ovoz:supplements?election=e&station=7&version=12&root=0123456789abcdef');
  assert.deepEqual(readRollCode(`${text}\n`), {
    ok: true,
    value: { ...code, root: '0123456789abcdef' },
  });
  assert.equal(readRollCode(text.replace('supplements', 'roll')).ok, true);
  for (const wrong of ['', 'https://example.org', `${text}0`, text.replace('=12', '=0')]) {
    assert.equal(readRollCode(wrong).ok, false, wrong);
  }
});
