import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  flagsOf,
  KNOWN_ALL_VOTES,
  KNOWN_COUNTS,
  KNOWN_FLAGS,
  KNOWN_VOTES,
} from './georgia-known.ts';
import { contentOf, readGeorgianFile } from './georgia-file.ts';
import { runDrill } from './run-drill.ts';

const papers = readGeorgianFile().map(contentOf);

test('the file has the known totals and flags', () => {
  const total = (read: (paper: (typeof papers)[number]) => number | null | undefined) =>
    papers.reduce((sum, paper) => sum + (read(paper) ?? 0), 0);
  for (const [code, known] of Object.entries(KNOWN_COUNTS)) {
    assert.equal(
      total(({ counts }) => counts[code]),
      known,
      code,
    );
  }
  for (const [list, known] of Object.entries(KNOWN_VOTES)) {
    assert.equal(
      total(({ votes }) => votes[list]),
      known,
      list,
    );
  }
  const all = total(({ votes }) =>
    Object.values(votes).reduce<number>((sum, own) => sum + (own ?? 0), 0),
  );
  assert.equal(all, KNOWN_ALL_VOTES);
  const flags = papers.flatMap(flagsOf);
  for (const [flag, known] of Object.entries(KNOWN_FLAGS)) {
    assert.equal(flags.filter((one) => one === flag).length, known, flag);
  }
});

test('a part of the real protocols goes from double entry to certified, published seats', async () => {
  const { exitCode, output } = await runDrill('--country', 'georgia', '--stations', '150');
  assert.equal(exitCode, 0, output);
  assert.match(output, /39-18 stands on the lines 1936 and 1954/);
  assert.match(output, /150 keyed twice/);
  assert.match(output, /agrees with the drill’s own sums/);
});
