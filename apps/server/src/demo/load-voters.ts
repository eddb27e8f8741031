import { setTimeout } from 'node:timers/promises';
import { present } from '@ovoz/basics';
import * as contract from '@ovoz/contract';
import type { PackReader } from '@ovoz/synthetic-nation';
import { supplierPublicKey } from '@ovoz/synthetic-nation/node';
import type { FastifyInstance } from 'fastify';
import { StartFailure } from '../platform/failure.ts';
import { type DemoClient, signInDemo } from './demo-client.ts';
import { DEMO_FOUNDERS, DEMO_PRECINCT, DEMO_REGISTER } from './demo-people.ts';
import { type DemoBatch, type DemoRegisters, makeDemoRegisters } from './demo-registers.ts';

/** Few enough for a first start that does not make people wait. */
const VOTERS = 20_000;
/** Lines for the page of what was set aside. */
const SPOILED = 9;
const DISTRICTS = 3;
/** The registers of the demonstration are of this day, or of today when that comes first. */
const AS_OF = '2026-10-01';
const REASON = 'Loaded for the demonstration';
/** Loading takes seconds; a machine that needs longer than this is not working. */
const LONGEST_WAIT_MS = 180_000;
const BETWEEN_LOOKS_MS = 100;

export type DemoVoters = {
  readonly pack: string;
  readonly read: PackReader;
  readonly seed: string;
  readonly today: string;
};

/**
 * Gives a few districts of the demonstration their voters, through the door of the registers, and their addresses
 * their stations. Needs the jobs to run. Each step looks first whether it was done.
 */
export async function loadDemoVoters(
  app: FastifyInstance,
  demo: DemoVoters,
  progress: (step: string) => void,
): Promise<void> {
  const first = await signInDemo(app, DEMO_FOUNDERS[0].username);
  const second = await signInDemo(app, DEMO_FOUNDERS[1].username);
  const { pack } = demo;
  const { feeds } = await first.call(contract.listRegisterBatches, { params: { pack }, query: {} });
  const { sets } = await first.call(contract.listAssignmentSets, { params: { pack } });
  const isAssigned = sets.some(({ status }) => status === 'current');
  if (!isAssigned || feeds.some(({ applied }) => applied === null)) {
    progress(`Loading ${VOTERS.toLocaleString('en')} invented voters`);
    const registers = await makeRegisters(first, demo);
    await registerSuppliers(first, second, demo);
    await sendRegisters(app, pack, registers);
    if (!isAssigned) await assignStations(first, second, pack, registers);
  }
  await giveDeskOnce(first, pack);
  await searchDuplicatesOnce(first, pack);
  for (const client of [first, second]) await client.call(contract.signOut, {});
}

async function makeRegisters(client: DemoClient, demo: DemoVoters): Promise<DemoRegisters> {
  return makeDemoRegisters(demo.read, {
    seed: demo.seed,
    count: VOTERS,
    spoiled: SPOILED,
    territories: await homeDistricts(client, demo.pack),
    asOf: demo.today < AS_OF ? demo.today : AS_OF,
  });
}

async function sendRegisters(
  app: FastifyInstance,
  pack: string,
  registers: DemoRegisters,
): Promise<void> {
  const supplier = await signInDemo(app, DEMO_REGISTER);
  for (const register of ['address', 'civil'] as const) {
    await sendBatch(supplier, pack, registers[register]);
  }
  await supplier.call(contract.signOut, {});
}

/** The precinct member sees the voters of one station: the first of the own district. */
async function giveDeskOnce(client: DemoClient, pack: string): Promise<void> {
  const params = { pack };
  const { desks } = await client.call(contract.listDesks, { params });
  const [district] = await homeDistricts(client, pack);
  if (desks.length > 0 || district === undefined) return;
  const query = { territory: district };
  const { stations } = await client.call(contract.listStations, { params, query });
  const station = stations[0]?.number;
  if (station === undefined) return;
  const body = { username: DEMO_PRECINCT, station };
  await client.call(contract.giveDesk, { params, body });
}

/** Nobody waits for it: it shows its progress, and then the pairs to decide. */
async function searchDuplicatesOnce(client: DemoClient, pack: string): Promise<void> {
  const params = { pack };
  const { runs } = await client.call(contract.listDuplicateSearches, { params });
  if (runs.length === 0) await client.call(contract.startDuplicateSearch, { params });
}

/** Codes of the first districts of the first region, where the other accounts of the demonstration are at home. */
async function homeDistricts(client: DemoClient, pack: string): Promise<readonly string[]> {
  const { territories } = await client.call(contract.listTerritories, {
    params: { pack },
    query: {},
  });
  const served = territories.filter(({ stations }) => stations > 0);
  const regions = served.filter(({ territory }) => territory.level === 1);
  const [region] = regions;
  const districts = served.filter(
    ({ territory }) => territory.level === 2 && territory.parentCode === region?.territory.code,
  );
  return (districts.length > 0 ? districts : regions)
    .slice(0, DISTRICTS)
    .map(({ territory }) => territory.code);
}

async function registerSuppliers(
  first: DemoClient,
  second: DemoClient,
  { pack, seed }: DemoVoters,
): Promise<void> {
  const params = { pack };
  const { suppliers } = await first.call(contract.listRegisterSuppliers, { params });
  for (const register of ['address', 'civil'] as const) {
    if (suppliers.some((supplier) => supplier.register === register)) continue;
    const name = register === 'civil' ? 'Invented civil register' : 'Invented address register';
    const publicKey = supplierPublicKey(seed, register);
    const body = { register, name, publicKey, reason: REASON };
    await first.tryCall(contract.proposeRegisterSupplier, { params, body });
    await approveWaiting(second, 'register-supplier');
  }
}

async function sendBatch(
  supplier: DemoClient,
  pack: string,
  { manifest, signature, files }: DemoBatch,
): Promise<void> {
  const body = { manifest, signature };
  const announced = await supplier.call(contract.announceBatch, { params: { pack }, body });
  const id = announced.batch;
  if (announced.status === 'arriving') {
    for (const { name, received } of announced.files) {
      const bytes = present(files.get(name), 'the batch has the files of its manifest');
      for (let from = received; from < bytes.length; from += contract.MAX_PIECE_BYTES) {
        await supplier.call(contract.sendBatchFile, {
          params: { id, name },
          query: { offset: String(from) },
          bytes: new Uint8Array(bytes.subarray(from, from + contract.MAX_PIECE_BYTES)),
        });
      }
    }
    await supplier.call(contract.finishBatch, { params: { id }, body: {} });
  }
  await until('The batch of a register was not loaded', async () => {
    const { batch } = await supplier.call(contract.getRegisterBatch, { params: { id } });
    if (batch.status === 'applied') return true;
    if (batch.status === 'refused' || batch.status === 'held') {
      throw failure(`A batch of the registers was ${batch.status}: ${batch.refusal ?? ''}`);
    }
    return false;
  });
}

async function assignStations(
  first: DemoClient,
  second: DemoClient,
  pack: string,
  { ranges }: DemoRegisters,
): Promise<void> {
  const { sets } = await first.call(contract.listAssignmentSets, { params: { pack } });
  const begun = sets.find(({ status }) => status !== 'discarded' && status !== 'superseded');
  const number = String(begun?.number ?? (await importRanges(first, pack, ranges)));
  const params = { pack, set: number };
  const isSet = async (status: contract.AssignmentStatus) => {
    const { set } = await first.call(contract.getAssignmentSet, { params });
    return set.status === status;
  };
  if (begun === undefined || begun.status === 'computing') {
    await until('The stations of the addresses were not computed', () => isSet('draft'));
  }
  if (await isSet('draft')) {
    await first.call(contract.proposeAssignment, { params, body: { reason: REASON } });
  }
  await approveWaiting(second, 'approve-assignment');
  await until('The stations of the addresses did not come into force', () => isSet('current'));
}

async function importRanges(client: DemoClient, pack: string, ranges: string): Promise<number> {
  const { set, report } = await client.call(contract.importAssignment, {
    params: { pack },
    body: { reason: REASON, files: { ranges } },
  });
  return present(set, `generated rules pass the import: ${JSON.stringify(report.findings[0])}`);
}

async function approveWaiting(client: DemoClient, kind: contract.ProposalKind): Promise<void> {
  const { proposals } = await client.call(contract.listProposals, { query: {} });
  for (const { id, contentHash, mayDecide } of proposals.filter((one) => one.kind === kind)) {
    if (mayDecide) {
      await client.call(contract.approveProposal, { params: { id }, body: { contentHash } });
    }
  }
}

/** Looks again and again: what is waited for happens in another process. */
async function until(words: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + LONGEST_WAIT_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw failure(words);
    await setTimeout(BETWEEN_LOOKS_MS);
  }
}

function failure(words: string): StartFailure {
  return new StartFailure('demo-not-loaded', `The demonstration could not be loaded: ${words}.`);
}
