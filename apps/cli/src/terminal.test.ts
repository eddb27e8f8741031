import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { openTerminal } from './terminal.ts';

/** A terminal of some width, or a pipe, with a clock that the test moves. */
function open(columns: number | null) {
  const clock = { ms: 0 };
  const stream = new PassThrough({ encoding: 'utf8' });
  const shape = columns === null ? {} : { isTTY: true, columns };
  const terminal = openTerminal(false, Object.assign(stream, shape), () => clock.ms);
  const written = () => String(stream.read() ?? '');
  return { terminal, clock, written };
}

const ERASE = '\r\u001b[K';

test('progress stays on one line of any width, whatever it counts', () => {
  for (const columns of [20, 40, 80, 200]) {
    const { terminal, clock, written } = open(columns);
    for (const done of [0, 1, 123_456_789, 1_600_000_000]) {
      clock.ms += 60_000;
      terminal.progress(done, 1_600_000_000, 'bytes read, 120000 ballots');
      const line = written().replace(ERASE, '');
      assert.ok(line.length < columns, `${columns}: ${line}`);
    }
  }
});

test('progress shows a bar, grouped digits, and after a while what is left', () => {
  const { terminal, clock, written } = open(80);
  terminal.progress(1000, 5000, 'credentials');
  assert.equal(written(), `${ERASE}${'█'.repeat(5)}${'░'.repeat(19)} 1,000 of 5,000  credentials`);
  clock.ms = 6000;
  terminal.progress(2000, 5000, 'credentials');
  assert.match(written(), / 2,000 of 5,000 {2}credentials, 18 s left$/);
  clock.ms = 60_000;
  terminal.progress(2001, 5000, 'credentials');
  assert.match(written(), /, 3 min left$/);
  terminal.progress(5000, 5000, 'credentials');
  assert.match(written(), /credentials$/);
  terminal.progress(0, 0, 'nothing to do');
  assert.match(written(), /█{24} 0 of 0 {2}nothing to do$/);
});

test('only what was drawn is removed', () => {
  const { terminal, written } = open(80);
  terminal.clear();
  assert.equal(written(), '');
  terminal.progress(1, 2, 'a');
  written();
  terminal.clear();
  assert.equal(written(), ERASE);
  terminal.clear();
  assert.equal(written(), '');
});

test('without a terminal there is a line at each tenth', () => {
  const { terminal, written } = open(null);
  for (let done = 0; done <= 1000; done += 1) terminal.progress(done, 1000, 'credentials');
  const lines = written().trimEnd().split('\n');
  assert.equal(lines.length, 11);
  assert.equal(lines[10], '1,000 of 1,000: credentials');
});
