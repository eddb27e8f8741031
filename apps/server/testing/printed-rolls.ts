import assert from 'node:assert/strict';
import * as contract from '@ovoz/contract';
import { printRolls } from '../src/modules/rolls/print/print-rolls.ts';
import { startRollSetters } from '../src/modules/rolls/print/roll-setters.ts';
import { unfinishedPrints } from '../src/modules/rolls/store-prints.ts';
import { documentNumberOf, nationalNumberOf } from './roll-voters.ts';
import { ELECTION } from './small-election.ts';
import { approve } from './small-nation.ts';
import type { TestPerson, TestServer } from './start-test-server.ts';

/** Does what the process that prints does, for everything that waits. */
export async function printAll({ platform }: TestServer): Promise<void> {
  const { database, configuration, now } = platform;
  const setters = startRollSetters(1);
  try {
    for (const { id, election } of await unfinishedPrints(database)) {
      await printRolls(
        database,
        { election, print: id, dataDirectory: configuration.dataDirectory },
        { setters, atOnce: 1, stop: new AbortController().signal, now },
      );
    }
  } finally {
    setters.end();
  }
}

/** Has two people add a voter of the test register to the frozen roll of a station. */
export async function addSupplement(
  first: TestPerson,
  second: TestPerson,
  {
    voter,
    station,
    kind = 'omitted',
  }: {
    readonly voter: number;
    readonly station: string;
    readonly kind?: contract.BodyOf<typeof contract.proposeSupplement>['kind'];
  },
): Promise<void> {
  const proposed = await first.call(contract.proposeSupplement, {
    params: { code: ELECTION, station },
    body: {
      nationalNumber: nationalNumberOf(voter),
      documentNumber: documentNumberOf(voter),
      kind,
      evidence: 'Certificate 12 of 26 December',
      reason: 'Tried by a test',
    },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(second, proposed.value.proposalId);
}
