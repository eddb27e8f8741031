import assert from 'node:assert/strict';
import type { APIRequestContext } from 'playwright-core';
import { ELECTION, type Travel } from './stage.ts';

/** Evening of the voting day in Uzbekistan: the stations there have closed, those abroad have not. */
const EVENING = '2026-12-27T15:40:00.000Z';
const FREEZE_DAY = '2026-12-24T05:00:00.000Z';

type Answer = { readonly status: number; readonly body: Record<string, unknown> };

/** A person of the demonstration who calls the server without a window. */
export type Caller = (
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  data?: unknown,
) => Promise<Answer>;

export async function callerAs(travel: Travel, username: string): Promise<Caller> {
  const { page } = await travel.open();
  const call = callerOf(page.request, travel.origin);
  const entered = await call('POST', '/api/demo/session', { username });
  assert.equal(entered.status, 200);
  return call;
}

function callerOf(request: APIRequestContext, origin: string): Caller {
  return async (method, path, data) => {
    const response = await request.fetch(path, {
      method,
      headers: { origin },
      ...(data === undefined ? {} : { data }),
    });
    return { status: response.status(), body: await response.json() };
  };
}

/** Puts the election’s clock to the evening of the voting day. */
export async function beEvening(central: Caller): Promise<void> {
  await beAt(central, EVENING, 'The journey is about the evening');
}

/** Puts the election’s clock to the morning of the day from which the law has the roll frozen. */
export async function beFreezeDay(central: Caller): Promise<void> {
  await beAt(central, FREEZE_DAY, 'The journey is about the freeze');
}

async function beAt(central: Caller, shows: string, reason: string): Promise<void> {
  const { status } = await central('PUT', `/api/elections/${ELECTION}/clock`, {
    shows,
    speed: 1,
    reason,
  });
  assert.equal(status, 200);
}

/** Opens the count unless a journey before did. */
export async function haveCountOpen(travel: Travel): Promise<void> {
  const central = await callerAs(travel, 'demo.central');
  await beEvening(central);
  const { status, body } = await central('POST', `/api/elections/${ELECTION}/count`, {});
  assert.ok(status === 200 || body['code'] === 'count-already-open', String(body['code']));
}

/** Figures of the paper that pass all checks of the form, for `share` votes of each option and the rest. */
export const PAPER: Readonly<Record<string, number>> = {
  'voters-listed': 900,
  'voters-main-list': 890,
  'voters-supplementary': 10,
  'ballots-received': 950,
  'ballots-issued': 500,
  'ballots-issued-early': 20,
  'ballots-issued-outside': 10,
  'ballots-unused': 447,
  'ballots-spoilt': 3,
  'mobile-requests': 10,
  'ballots-in-mobile-boxes': 10,
  'ballots-in-fixed-boxes': 490,
  'ballots-found': 500,
  'ballots-valid': 490,
  'ballots-invalid': 10,
};

/** What the paper says in each field of an entry: the first option gets what the others leave. */
export function figuresFor(fields: readonly string[]): Record<string, number> {
  const votes = fields.filter((name) => name.startsWith('votes.'));
  const each = 50;
  const first = (PAPER['ballots-valid'] ?? 0) - each * (votes.length - 1);
  return Object.fromEntries(
    fields.map((name) => {
      const count = PAPER[name.replace('counts.', '')];
      return [name, count ?? (name === votes[0] ? first : each)];
    }),
  );
}

/** Two people key the same paper through the same doors as the screens. */
export async function keyTwice(travel: Travel, contest: string, station: string): Promise<void> {
  for (const username of ['demo.operator', 'demo.precinct']) {
    const call = await callerAs(travel, username);
    const place = `/api/elections/${ELECTION}/protocols/${contest}/${station}/hand/entries`;
    const { status, body } = await call('POST', place, {});
    assert.equal(status, 200, String(body['code']));
    const finished = await call('POST', `/api/entries/${String(body['id'])}/finish`, {
      revision: body['revision'],
      values: figuresFor(body['fields'] as readonly string[]),
      errorsOnPaper: false,
    });
    assert.equal(finished.status, 200, JSON.stringify(finished.body));
  }
}
