import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import * as contract from '@ovoz/contract';
import type { ProtocolContent } from '@ovoz/election-model';
import { countContext } from '../src/modules/result-protocols/public.ts';
import { constituencyProtocol } from './count-protocols.ts';
import { type DueProtocol, fillCount } from './filled-count.ts';
import { openSmallCount, smallProtocol } from './small-count.ts';
import { ELECTION } from './small-election.ts';
import { startTestServer, type TestPerson, type TestServer } from './start-test-server.ts';

export type DecidedCount = {
  readonly server: TestServer;
  /** Two central members who know nothing of each other’s accounts. */
  readonly first: TestPerson;
  readonly second: TestPerson;
};

/** What every protocol of the small election says, unless a test wants another. */
export function usualContent({ contest }: DueProtocol): ProtocolContent {
  return contest === 'party-list' ? smallProtocol() : constituencyProtocol();
}

/** The small election with its count open and every protocol accepted; where the content is null it is awaited. */
export async function startDecidedCount(
  t: TestContext,
  contentOf: (due: DueProtocol) => ProtocolContent | null = usualContent,
): Promise<DecidedCount> {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await openSmallCount(first, second);
  const context = await countContext(server.owner, ELECTION);
  assert.ok(context !== null);
  await fillCount(server.owner, context, contentOf);
  return { server, first, second };
}

/** The package that stands at a protocol. */
export async function standingHash(
  { owner }: TestServer,
  { contest, station }: { readonly contest: string; readonly station: string },
): Promise<string> {
  const [row] = await owner<{ hash: string }[]>`
    select encode(package_hash, 'hex') as hash from result_protocols
    where election = ${ELECTION} and contest = ${contest} and station = ${station} and legal`;
  assert.ok(row !== undefined);
  return row.hash;
}

export async function listCanvassAreas(person: TestPerson): Promise<contract.CanvassArea[]> {
  const answer = await person.call(contract.listCanvass, { params: { code: ELECTION }, query: {} });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value.areas;
}

/** Lets every area take the sums below it, level by level. */
export async function confirmWholeCanvass(person: TestPerson): Promise<void> {
  for (;;) {
    const ready = (await listCanvassAreas(person)).filter(
      ({ status, due, decided }) => status !== 'confirmed' && due === decided,
    );
    if (ready.length === 0) return;
    const answer = await person.call(contract.confirmCanvasses, {
      params: { code: ELECTION },
      body: { areas: ready.map(({ contest, area, basis }) => ({ contest, area, basis })) },
    });
    assert.ok(answer.ok, JSON.stringify(answer));
    assert.deepEqual(answer.value, { confirmed: ready.length, refused: [] });
  }
}
