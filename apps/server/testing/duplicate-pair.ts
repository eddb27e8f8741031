import { randomUUID } from 'node:crypto';
import { addVoters, VOTERS_HOME } from './roll-voters.ts';
import type { TestServer } from './start-test-server.ts';

/** Two entries of one person and the open pair of them, as a search would leave it. @returns the number of the pair */
export async function addDuplicatePair(
  server: TestServer,
  [a, b]: readonly [number, number] = [900_001, 900_002],
): Promise<string> {
  await addVoters(server, [
    { id: a, station: null },
    { id: b, station: null },
  ]);
  const runId = randomUUID();
  const lines = JSON.stringify([{ comparison: 'surname', level: 'equal', weight: 9000 }]);
  await server.owner`
    insert into match_runs (id, pack, kind, status, requested_at, ended_at, report, model)
    values (${runId}, 'uzbekistan', 'full', 'done', now(), now(),
      '{"population":2,"changed":null,"pairs":1,"added":1,"relatives":0,"expected":1,"seconds":1}', '{"prior":0.01}')`;
  const [row] = await server.owner<{ id: string }[]>`
    insert into match_pairs (pack, voter_a, voter_b, path_a, path_b, version_a, version_b, run_id, weight, lines, status,
      found_at)
    values ('uzbekistan', ${a}, ${b}, ${VOTERS_HOME}, ${VOTERS_HOME}, 1, 1, ${runId}, 9000, ${lines}::text::json, 'open',
      now())
    returning id::text as id`;
  return row?.id ?? '';
}
