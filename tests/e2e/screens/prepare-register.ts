import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as contract from '@ovoz/contract';
import type { Browser } from 'playwright-core';
import { untilPublished } from '../stage/published.ts';
import { ELECTION } from '../stage/stage.ts';
import { openVisit, type Visit } from '../stage/visit.ts';
import { type Call, callerIn } from './call-in-window.ts';

const PACK = 'uzbekistan';
const params = { code: ELECTION };
const REASON = 'Qonun belgilagan kun keldi';
const REASON_OF_SET = 'Mahallaning bir qismi ikkinchi uchastkaga oʻtadi';
/** Most of the addresses of one street get another station. */
const MOVED_ADDRESSES = 400;
/** Three days before voting the law lets the roll be frozen. */
const DAY_OF_FREEZE = '2026-12-24T05:00:00.000Z';
/** Loading, searching and freezing twenty thousand voters takes a minute on a busy machine. */
const LIMIT_MS = 240_000;
const POLL_MS = 1000;

/** What the pictures of the voter list show. */
export type RegisterPapers = {
  /** Id of the first batch of the civil register. */
  readonly batch: string;
  /** Number of a pair of entries that may be one person. */
  readonly pair: string;
  /** Number of a set of rules that moves addresses. */
  readonly set: number;
  /** Numbers of a voter who is on the list. */
  readonly nationalNumber: string;
  readonly document: string;
};

/** Waits for the register of the demonstration, and makes a set of rules to compare. */
export async function prepareRegister(browser: Browser, origin: string): Promise<RegisterPapers> {
  return asCentral(browser, origin, 'demo.central', async (call, visit) => {
    await untilPublished(visit, `/en/elections/${ELECTION}/stations/`, 'By your address');
    const pack = { pack: PACK };
    const { batches } = await call(contract.listRegisterBatches, { params: pack, query: {} });
    const civil = batches.find(({ register }) => register === 'civil');
    assert.ok(civil !== undefined, 'the civil register sent a batch');
    const pair = await until(async () => {
      const { pairs } = await call(contract.listDuplicatePairs, { params: pack, query: {} });
      return pairs[0]?.id;
    });
    const addresses = Array.from({ length: MOVED_ADDRESSES }, (_, at) => `${at + 1},2`);
    const { set } = await call(contract.importAssignment, {
      params: pack,
      body: {
        reason: REASON_OF_SET,
        files: { addresses: `address_id,station\n${addresses.join('\n')}\n` },
      },
    });
    assert.ok(set !== null, 'the rules pass the import');
    await until(async () => {
      const one = await call(contract.getAssignmentSet, { params: { ...pack, set: String(set) } });
      return one.set.status === 'draft' ? true : undefined;
    });
    return { batch: civil.id, pair, set, ...(await numbersOfSomebody(call)) };
  });
}

async function numbersOfSomebody(call: Call) {
  const purpose = { purpose: 'voter-asks', words: '' } as const;
  const { voters } = await call(contract.searchVoters, {
    params: { pack: PACK },
    body: { ...purpose, name: 'rahim' },
  });
  for (const { id } of voters) {
    const place = { pack: PACK, voter: id };
    const { record } = await call(contract.openVoter, { params: place, body: purpose });
    if (record.eligibility?.eligible !== true || record.voter.station === null) continue;
    return call(contract.unmaskVoter, {
      params: place,
      body: { purpose: 'voter-asks', reason: REASON },
    });
  }
  assert.fail('somebody of this name may vote');
}

/** Freezes the roll by two people, and has one station printed in each language. @returns the station. */
export async function freezeRoll(browser: Browser, origin: string): Promise<string> {
  const proposal = await asCentral(browser, origin, 'demo.central', async (call) => {
    const clock = { shows: DAY_OF_FREEZE, speed: 1, reason: REASON };
    await call(contract.moveElectionClock, { params, body: clock });
    return (await call(contract.proposeFreeze, { params, body: { reason: REASON } })).proposalId;
  });
  await asCentral(browser, origin, 'demo.central2', async (call) => {
    const { proposal: waiting } = await call(contract.getProposal, { params: { id: proposal } });
    const { contentHash } = waiting;
    await call(contract.approveProposal, { params: { id: proposal }, body: { contentHash } });
  });
  return asCentral(browser, origin, 'demo.central', async (call) => {
    await until(async () => {
      const { status } = await call(contract.getRollState, { params });
      return status === 'frozen' ? true : undefined;
    });
    const { stations } = await call(contract.listRollStations, { params, query: {} });
    const largest = stations.toSorted((a, b) => b.voters - a.voters)[0];
    assert.ok(largest !== undefined);
    return largest.station;
  });
}

/** @returns the roll of a station as a PDF in a language. */
export async function printRoll(
  browser: Browser,
  origin: string,
  { station, language }: { readonly station: string; readonly language: string },
): Promise<Buffer> {
  return asCentral(browser, origin, 'demo.central', async (call) => {
    const place = { ...params, station };
    const body = { language, reason: REASON };
    const { print } = await call(contract.printStationRoll, { params: place, body });
    await until(async () => {
      const { prints } = await call(contract.getRollState, { params });
      return prints.find(({ id, status }) => id === print && status === 'done');
    });
    const { base64 } = await call(contract.getPrintedRoll, { params: { ...place, print } });
    return Buffer.from(base64, 'base64');
  });
}

async function asCentral<Value>(
  browser: Browser,
  origin: string,
  username: string,
  act: (call: Call, visit: Visit) => Promise<Value>,
): Promise<Value> {
  const visit = await openVisit(browser, origin, {});
  try {
    const call = callerIn(visit.page.request, origin);
    await call(contract.signInToDemo, { body: { username } });
    return await act(call, visit);
  } finally {
    await visit.close();
  }
}

async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  const limit = performance.now() + LIMIT_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    assert.ok(performance.now() < limit, 'it came about in time');
    await wait(POLL_MS);
  }
}
