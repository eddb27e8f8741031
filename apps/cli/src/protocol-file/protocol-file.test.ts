import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseColumnPlan, planOfHeader } from './column-plan.ts';
import { csvLines, type FiledProtocol, readProtocols } from './read-protocols.ts';
import { parseResolution, resolveRepeated } from './repeated-stations.ts';

const GEORGIA = new URL('../../../../country-packs/georgia/elections/', import.meta.url);
const HEADER = 'station,counts.ballots-valid,votes.a';

function read(text: string) {
  const lines = csvLines(text);
  return readProtocols(lines, planOfHeader(lines[0] ?? [], 'party-list', 'hand'));
}

function found(text: string): readonly string[] {
  return read(text).findings.map(({ line, column, code }) => `${line} ${column} ${code}`);
}

test('an empty cell is unknown and a zero is zero', () => {
  const { protocols, findings } = read(`${HEADER}\n1-2,,0\n`);
  assert.deepEqual(findings, []);
  assert.deepEqual(protocols, [
    { line: 2, station: '1-2', values: { 'counts.ballots-valid': null, 'votes.a': 0 } },
  ]);
});

test('wrong cells are found with line, column and code', () => {
  assert.deepEqual(found(`${HEADER}\n1,=1+1,5\n`), ['2 counts.ballots-valid cell-formula']);
  assert.deepEqual(found(`${HEADER}\n1,@SUM(A1),5\n`), ['2 counts.ballots-valid cell-formula']);
  assert.deepEqual(found(`${HEADER}\n1,-A1,5\n`), ['2 counts.ballots-valid cell-formula']);
  assert.deepEqual(found(`${HEADER}\n1,2,3\n2,2,-3\n`), ['3 votes.a negative']);
  for (const odd of ['1.5', ' 5', '5 ', '007', '1e3', '٣', '５']) {
    assert.deepEqual(found(`${HEADER}\n1,${odd},5\n`), ['2 counts.ballots-valid not-whole-number']);
  }
  assert.deepEqual(found(`${HEADER}\n1,1000000000,5\n`), ['2 counts.ballots-valid too-large']);
  assert.deepEqual(found(`${HEADER}\nnowhere,1,1\n`), ['2 station station-invalid']);
  assert.deepEqual(found(`${HEADER}\n`), ['null null empty-file']);
});

test('headings that repeat, are unknown or are missing stop the file', () => {
  assert.deepEqual(found(`${HEADER},votes.a\n1,2,3,4\n`), ['1 votes.a column-twice']);
  assert.throws(() => read(`${HEADER},remarks\n1,2,3,x\n`), { code: 'unknown-column' });
  assert.throws(() => read('counts.ballots-valid\n1\n'), { code: 'missing-column' });
  assert.throws(() => csvLines('a,b\n1\n'), { code: 'import-unreadable' });
});

test('a column that moved is found by its heading, and one that nobody planned', () => {
  const plan = parseColumnPlan(
    readFileSync(new URL('2012-parliament-proportional-columns.json', GEORGIA), 'utf8'),
  );
  const [header = [], ...rows] = csvLines(
    readFileSync(new URL('2012-parliament-proportional-protocols.csv', GEORGIA), 'utf8'),
  );
  const swapped = header.map(
    (name, index) => header[index === 5 ? 6 : index === 6 ? 5 : index] ?? name,
  );
  const codes = readProtocols([swapped, ...rows], plan).findings.map(({ code }) => code);
  assert.deepEqual(codes, ['column-moved', 'column-moved']);
  const longer = readProtocols([[...header, 'more'], ...rows], plan).findings;
  assert.deepEqual(
    longer.map(({ code }) => code),
    ['column-not-planned'],
  );
  assert.throws(() => parseColumnPlan('{"format":2}'), { code: 'columns-invalid' });
});

test('the Georgian file has 3,696 protocols and one number twice', () => {
  const plan = parseColumnPlan(
    readFileSync(new URL('2012-parliament-proportional-columns.json', GEORGIA), 'utf8'),
  );
  const text = readFileSync(new URL('2012-parliament-proportional-protocols.csv', GEORGIA), 'utf8');
  const { protocols, findings } = readProtocols(csvLines(text), plan);
  assert.deepEqual(findings, []);
  assert.equal(protocols.length, 3696);
  assert.ok(protocols.every(({ values }) => values['counts.ballots-received'] === null));
  const open = resolveRepeated(protocols, []);
  assert.deepEqual(open.repeated, [{ station: '39-18', lines: [1936, 1954] }]);
  assert.equal(open.protocols.length, 3694);
  const decided = resolveRepeated(protocols, [parseResolution('39-18#2=39-18-2')]);
  assert.deepEqual(decided.repeated, []);
  assert.equal(decided.protocols.find(({ line }) => line === 1954)?.station, '39-18-2');
  assert.equal(decided.protocols.find(({ line }) => line === 1936)?.station, '39-18');
});

test('a decision about a row that is not there is refused', () => {
  const protocols: FiledProtocol[] = [{ line: 2, station: '1', values: {} }];
  for (const wrong of ['1', '1#0=2', '1#2', 'x y#2=3', '1#2=']) {
    assert.throws(() => parseResolution(wrong), { code: 'resolution-invalid' });
  }
  assert.throws(() => resolveRepeated(protocols, [parseResolution('1#2=3')]), {
    code: 'resolution-unused',
  });
  const taken = [
    ...protocols,
    { line: 3, station: '1', values: {} },
    { line: 4, station: '3', values: {} },
  ];
  const { repeated } = resolveRepeated(taken, [parseResolution('1#2=3')]);
  assert.deepEqual(
    repeated,
    [{ station: '3', lines: [3, 4] }],
    'a number that is taken is no way out',
  );
});
