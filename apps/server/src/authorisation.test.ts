import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { addressOf, type Client } from '@ovoz/client';
import * as contract from '@ovoz/contract';
import { ROLES, type Role } from '@ovoz/election-model';
import { addDuplicatePair } from '../testing/duplicate-pair.ts';
import { buildFeedWorld, type FeedWorld } from '../testing/register-world.ts';
import { approve, loadSmallNation, smallStationsCsv } from '../testing/small-nation.ts';
import {
  buildVoterRequests,
  NO_VOTER_REQUESTS,
  type VoterRequestWorld,
} from '../testing/voter-request-world.ts';
import { startTestServer, type TestPerson, type TestServer } from '../testing/start-test-server.ts';
import { addStationKey } from '../testing/station-device.ts';

const REASON = 'Tried by the authorisation test';
const ELECTION = 'uzbekistan-2027-05-30-training';
const NATION = 'UZ';
const REGION = 'UZ/1703';
const OTHER_REGION = 'UZ/1706';
const OTHER_COUNTRY = 'MN';

/** A call of an operation about a subject that lies in `home`. */
type Sample = {
  readonly home: string;
  readonly foreign: string;
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  readonly bytes?: Uint8Array;
};

type World = FeedWorld &
  VoterRequestWorld & {
    readonly personId: string;
    readonly grantId: string;
    readonly membershipId: string;
    readonly factId: string;
    /** An entry of a paper in the region, by a person who takes no part in the test. */
    readonly entryId: string;
    readonly keyFingerprint: string;
    readonly pairId: string;
  };

const PACK = { pack: 'uzbekistan' };
const PURPOSE = { purpose: 'voter-asks', words: '' };
const VERSION = { ...PACK, version: '1' };
const SET = { ...PACK, set: '1' };
const RULES = 'address_id,station\n7,1\n';
const PAPER = { code: ELECTION, contest: 'party-list', station: '1', count: 'hand' };
/** An election of its own, whose count is open. */
const COUNTED = 'uzbekistan-2027-06-06-training';
const CANVASS = { code: ELECTION, contest: 'party-list', area: 'nation' };
const nation = { home: NATION, foreign: OTHER_COUNTRY };
const region = { home: REGION, foreign: OTHER_REGION };
const commission = {
  pack: 'uzbekistan',
  code: 'precinct-1',
  kind: 'precinct',
  name: { en: 'Precinct commission 1' },
  territoryCode: '1703202',
  districtSet: null,
  districtCode: null,
  stationNumber: '1',
  address: null,
  phone: null,
  formedOn: '2026-10-01',
  endsOn: null,
  generated: true,
};
const membership = {
  commissionCode: 'precinct-1',
  name: 'A member',
  office: 'member',
  nominatedBy: null,
  from: '2026-10-01',
  until: null,
  generated: true,
};

/** One call for every operation that asks for a role. A new operation fails the test until it is here. */
const SAMPLES: Readonly<Record<string, (world: World) => Sample>> = {
  listPeople: () => ({ ...region, query: {} }),
  getPerson: ({ personId }) => ({ ...region, params: { id: personId } }),
  createPerson: () => ({
    ...region,
    body: { username: `p${randomUUID().slice(0, 8)}`, name: 'A person', homeTerritory: REGION },
  }),
  proposeSignInReset: ({ personId }) => ({
    ...region,
    params: { id: personId },
    body: { reason: REASON },
  }),
  proposeGrant: ({ personId }) => ({
    ...region,
    params: { id: personId },
    body: {
      role: 'operator',
      territoryPath: REGION,
      election: null,
      from: '2026-11-01',
      until: null,
      reason: REASON,
    },
  }),
  endGrant: ({ grantId }) => ({ ...region, params: { id: grantId }, body: { reason: REASON } }),
  suspendPerson: ({ personId }) => ({
    ...region,
    params: { id: personId },
    body: { reason: REASON },
  }),
  listTerritories: () => ({ ...nation, params: PACK }),
  listStations: () => ({ ...nation, params: PACK }),
  getStationPoints: () => ({ ...nation, params: PACK }),
  getStation: () => ({ ...region, params: { ...PACK, number: '1' } }),
  listDistricts: () => ({ ...nation, params: PACK }),
  listGeographyVersions: () => ({ ...nation, params: PACK }),
  getGeographyContent: () => ({ ...nation, params: PACK }),
  getGeographyVersion: () => ({ ...nation, params: VERSION }),
  listGeographyImports: () => ({ ...nation, params: PACK }),
  importGeography: () => ({
    ...nation,
    params: PACK,
    body: { reason: REASON, generated: true, files: { stations: smallStationsCsv() } },
  }),
  proposeGeographyVersion: () => ({ ...nation, params: VERSION, body: { reason: REASON } }),
  discardGeographyVersion: () => ({ ...nation, params: VERSION, body: { reason: REASON } }),
  listCommissions: () => ({ ...nation, params: PACK }),
  getCommission: () => ({ ...region, params: { ...PACK, code: commission.code } }),
  importCommissions: () => ({ ...nation, params: PACK, body: { reason: REASON, files: {} } }),
  createCommission: () => ({ ...region, params: PACK, body: commission }),
  appointMember: () => ({
    ...region,
    params: { ...PACK, code: commission.code },
    body: membership,
  }),
  endMembership: ({ membershipId }) => ({
    ...region,
    params: { id: membershipId },
    body: { on: '2026-11-01', reason: REASON },
  }),
  listElections: () => nation,
  listDuties: () => nation,
  getElection: () => ({ ...nation, params: { code: ELECTION } }),
  listDefinitionVersions: () => ({ ...nation, params: { code: ELECTION } }),
  getDefinitionVersion: () => ({ ...nation, params: { code: ELECTION, version: '1' } }),
  createElection: () => ({
    ...nation,
    body: {
      code: ELECTION,
      pack: 'uzbekistan',
      system: 'legislative-chamber',
      title: { en: 'Once more' },
      mode: 'training',
      calledOn: '2027-01-01',
      votingDay: '2027-05-30',
    },
  }),
  startDefinitionVersion: () => ({
    ...nation,
    params: { code: ELECTION },
    body: { reason: REASON },
  }),
  saveDefinition: () => ({
    ...nation,
    params: { code: ELECTION, version: '1' },
    body: {
      revision: 999,
      title: { en: 'Changed' },
      calledOn: '2027-01-01',
      votingDay: '2027-05-30',
      languages: ['uz-Latn'],
      geographyVersion: 1,
    },
  }),
  importCandidates: () => ({
    ...nation,
    params: { code: ELECTION, version: '1' },
    body: { revision: 999, generated: true, files: { parties: '', candidates: '' } },
  }),
  proposeDefinition: () => ({
    ...nation,
    params: { code: ELECTION, version: '1' },
    body: { revision: 999 },
  }),
  discardDefinition: () => ({
    ...nation,
    params: { code: ELECTION, version: '1' },
    body: { reason: REASON },
  }),
  moveElectionClock: () => ({
    ...nation,
    params: { code: ELECTION },
    body: { shows: '2027-05-01T00:00:00.000Z', speed: 0, reason: REASON },
  }),
  reportTurnout: () => ({
    ...nation,
    params: { code: ELECTION },
    body: { reports: [{ station: '1', hour: '11:00', voters: 1, listed: null }] },
  }),
  getTurnout: () => ({ ...nation, params: { code: ELECTION } }),
  listProtocols: () => ({ ...nation, params: { code: ELECTION } }),
  getProtocol: () => ({ ...nation, params: PAPER }),
  getCoverage: () => ({ ...nation, params: { code: ELECTION } }),
  startEntry: () => ({ ...nation, params: PAPER, body: {} }),
  saveEntry: ({ entryId }) => ({
    ...region,
    params: { id: entryId },
    body: { revision: 1, values: {} },
  }),
  finishEntry: ({ entryId }) => ({
    ...region,
    params: { id: entryId },
    body: { revision: 1, values: {}, errorsOnPaper: false },
  }),
  discardEntries: () => ({ ...nation, params: PAPER, body: { reason: REASON } }),
  attachScan: () => ({
    ...nation,
    params: PAPER,
    body: { mediaType: 'application/pdf', base64: Buffer.from('%PDF-1.7').toString('base64') },
  }),
  getScan: () => ({ ...nation, params: { ...PAPER, hash: 'a'.repeat(64) } }),
  explainFinding: () => ({
    ...nation,
    params: PAPER,
    body: { hash: 'a'.repeat(64), check: 'E01', reasonCode: 'other', text: REASON },
  }),
  acceptProtocols: () => ({
    ...nation,
    params: { code: ELECTION },
    body: {
      protocols: [
        {
          contest: 'party-list',
          station: '1',
          count: 'hand',
          hash: 'a'.repeat(64),
          reason: null,
        },
      ],
    },
  }),
  returnProtocol: () => ({
    ...nation,
    params: PAPER,
    body: { hash: 'a'.repeat(64), reason: REASON },
  }),
  proposeCorrection: () => ({
    ...nation,
    params: PAPER,
    body: { hash: 'a'.repeat(64), content: { counts: {}, votes: {} }, reason: REASON },
  }),
  proposeAnnulment: () => ({
    ...nation,
    params: PAPER,
    body: { hash: 'a'.repeat(64), act: 'annul', reason: REASON },
  }),
  getResults: () => ({ ...nation, params: { code: ELECTION } }),
  listCanvass: () => ({ ...nation, params: { code: ELECTION } }),
  getCanvass: () => ({ ...nation, params: CANVASS }),
  confirmCanvass: () => ({
    ...nation,
    params: CANVASS,
    body: { basis: 'a'.repeat(64), counts: {}, votes: {}, reason: null },
  }),
  confirmCanvasses: () => ({
    ...nation,
    params: { code: ELECTION },
    body: { areas: [{ contest: 'party-list', area: 'nation', basis: 'a'.repeat(64) }] },
  }),
  listObjections: () => ({ ...nation, params: { code: ELECTION } }),
  registerObjection: () => ({
    ...nation,
    params: { code: ELECTION },
    body: {
      station: '1',
      contest: null,
      submittedBy: 'An observer',
      text: 'The box was open',
      deadline: '2027-06-05T00:00:00.000Z',
    },
  }),
  decideObjection: () => ({
    ...nation,
    params: { code: ELECTION, number: '1' },
    body: { decision: 'rejected', text: 'The box was not open' },
  }),
  getCertification: () => ({ ...nation, params: { code: ELECTION } }),
  proposeLot: () => ({
    ...nation,
    params: { code: ELECTION },
    body: {
      contest: 'party-list',
      district: null,
      step: 'remainder-1',
      order: ['green', 'blue'],
      reason: REASON,
    },
  }),
  proposeCertification: () => ({
    ...nation,
    params: { code: ELECTION },
    body: { reason: REASON, override: false },
  }),
  getSuccessor: () => ({
    ...nation,
    params: { code: ELECTION },
    query: { contest: 'party-list', option: 'green', candidate: '1' },
  }),
  openCount: () => ({ ...nation, params: { code: ELECTION }, body: {} }),
  getCount: () => ({ ...nation, params: { code: ELECTION } }),
  uploadPackages: () => ({ ...nation, params: { code: ELECTION }, body: { packages: ['{}'] } }),
  proposeSettlement: () => ({
    ...nation,
    params: { code: ELECTION, id: randomUUID() },
    body: { take: 'a'.repeat(64), reason: REASON },
  }),
  listStationKeys: () => ({ ...nation, params: { code: ELECTION } }),
  proposeStationKeys: () => ({
    ...nation,
    params: { code: ELECTION },
    body: {
      keys: [{ station: '1', publicKey: 'A'.repeat(43) }],
      validFrom: '2027-05-29T00:00:00.000Z',
      validUntil: '2027-06-29T00:00:00.000Z',
      reason: REASON,
    },
  }),
  revokeStationKey: ({ keyFingerprint }) => ({
    ...region,
    params: { code: ELECTION, fingerprint: keyFingerprint },
    body: { reason: REASON },
  }),
  listFacts: () => nation,
  getFact: ({ factId }) => ({ ...nation, params: { id: factId } }),
  getRollState: () => ({ ...nation, params: { code: ELECTION } }),
  listRollStations: () => ({ ...nation, params: { code: ELECTION }, query: {} }),
  proposeFreeze: () => ({ ...nation, params: { code: ELECTION }, body: { reason: REASON } }),
  exportStationRoll: () => ({ ...nation, params: { code: ELECTION, station: '1' } }),
  listSupplements: () => ({ ...nation, params: { code: ELECTION, station: '1' } }),
  proposeSupplement: () => ({
    ...nation,
    params: { code: ELECTION, station: '1' },
    body: {
      nationalNumber: '1',
      documentNumber: '1',
      kind: 'omitted',
      evidence: 'A decision',
      reason: REASON,
    },
  }),
  proposePrint: () => ({
    ...region,
    params: { code: ELECTION },
    body: { territoryPath: REGION, language: 'ru', reason: REASON },
  }),
  printStationRoll: () => ({
    ...nation,
    params: { code: ELECTION, station: '1' },
    body: { language: 'ru', reason: REASON },
  }),
  listStationPrints: () => ({ ...nation, params: { code: ELECTION, station: '1' } }),
  exportSupplements: () => ({ ...nation, params: { code: ELECTION, station: '1' } }),
  printSupplements: () => ({
    ...nation,
    params: { code: ELECTION, station: '1' },
    body: { language: 'ru', reason: REASON },
  }),
  removePrint: () => ({ ...nation, params: { code: ELECTION, print: randomUUID() } }),
  getPrintedRoll: () => ({
    ...nation,
    params: { code: ELECTION, station: '1', print: randomUUID() },
  }),
  getRecordState: () => nation,
  proposeWitness: () => ({
    ...nation,
    params: PACK,
    body: {
      vkey: `witness.example+00000000+${'A'.repeat(44)}`,
      organisation: 'University',
      reason: REASON,
    },
  }),
  listAssignmentSets: () => ({ ...nation, params: PACK }),
  getAssignmentSet: () => ({ ...nation, params: SET }),
  listAssignmentMoves: () => ({ ...nation, params: SET }),
  listAssignedStations: () => ({ ...nation, params: SET }),
  listUnplacedAddresses: () => ({ ...nation, params: PACK }),
  importAssignment: () => ({
    ...nation,
    params: PACK,
    body: { reason: REASON, files: { addresses: RULES } },
  }),
  computeAssignment: () => ({ ...nation, params: SET, body: {} }),
  proposeAssignment: () => ({ ...nation, params: SET, body: { reason: REASON } }),
  discardAssignment: () => ({ ...nation, params: SET, body: { reason: REASON } }),
  placeAddress: () => ({
    ...region,
    params: { ...PACK, address: '7' },
    body: { station: '1', reason: REASON },
  }),
  proposeWitnessRemoval: () => ({
    ...nation,
    params: PACK,
    body: { witness: randomUUID(), reason: REASON },
  }),
  listRegisterSuppliers: () => ({ ...nation, params: PACK }),
  proposeRegisterSupplier: () => ({
    ...nation,
    params: PACK,
    body: {
      register: 'civil',
      name: 'A register',
      publicKey: `${'A'.repeat(42)}B`,
      reason: REASON,
    },
  }),
  proposeSupplierEnd: ({ supplierId }) => ({
    ...nation,
    params: PACK,
    body: { supplier: supplierId, reason: REASON },
  }),
  announceBatch: () => ({
    ...nation,
    params: PACK,
    body: { manifest: '{}', signature: `${'A'.repeat(86)}==` },
  }),
  sendBatchFile: ({ uploadId }) => ({
    ...nation,
    params: { id: uploadId, name: 'addresses.csv' },
    query: { offset: '1' },
    bytes: new Uint8Array(1),
  }),
  finishBatch: ({ uploadId }) => ({ ...nation, params: { id: uploadId }, body: {} }),
  listRegisterBatches: () => ({ ...nation, params: PACK }),
  getRegisterBatch: ({ heldBatchId }) => ({ ...nation, params: { id: heldBatchId } }),
  proposeBatchRelease: ({ heldBatchId }) => ({
    ...nation,
    params: { id: heldBatchId },
    body: { reason: REASON },
  }),
  refuseHeldBatch: ({ heldBatchId }) => ({
    ...nation,
    params: { id: heldBatchId },
    body: { reason: REASON },
  }),
  listQuarantine: ({ heldBatchId }) => ({ ...nation, params: { id: heldBatchId } }),
  openQuarantineLine: ({ heldBatchId }) => ({
    ...nation,
    params: { id: heldBatchId, file: 'persons.csv', line: '2' },
    body: { purpose: REASON },
  }),
  resolveQuarantineLine: ({ heldBatchId }) => ({
    ...nation,
    params: { id: heldBatchId, file: 'persons.csv', line: '2' },
    body: { resolution: REASON },
  }),
  sendChecksums: () => ({
    ...nation,
    params: PACK,
    body: { checksums: '{}', signature: `${'A'.repeat(86)}==` },
  }),
  listReconciliations: () => ({ ...nation, params: PACK }),
  searchVoters: () => ({ ...nation, params: PACK, body: { ...PURPOSE, name: 'Karimov' } }),
  openVoter: ({ voterId }) => ({
    ...nation,
    params: { ...PACK, voter: voterId },
    body: PURPOSE,
  }),
  unmaskVoter: ({ voterId }) => ({
    ...nation,
    params: { ...PACK, voter: voterId },
    body: { purpose: 'court', reason: REASON },
  }),
  createViewLink: ({ voterId }) => ({
    ...nation,
    params: { ...PACK, voter: voterId },
    body: { purpose: 'voter-asks', words: '' },
  }),
  findAddresses: () => ({
    ...nation,
    params: PACK,
    query: { territory: 'UZ/1703/1703202', street: 'Navoiy' },
  }),
  listViewCounts: () => ({ ...nation, params: PACK }),
  listDesks: () => ({ ...nation, params: PACK }),
  giveDesk: () => ({ ...nation, params: PACK, body: { username: 'nobody', station: '1' } }),
  endDesk: ({ deskPersonId }) => ({ ...nation, params: PACK, body: { personId: deskPersonId } }),
  getDisplayList: () => ({ ...nation, params: { code: ELECTION, number: '1' } }),
  getAbroad: () => ({ ...nation, params: { code: ELECTION } }),
  registerVoterRequest: ({ voterId }) => ({
    ...nation,
    params: PACK,
    body: {
      kind: 'fix',
      about: 'self',
      voter: voterId,
      election: null,
      fields: { flat: '8' },
      station: null,
      reverses: null,
      requester: 'The voter',
      reason: REASON,
    },
  }),
  countVoterRequests: () => ({ ...nation, params: PACK }),
  listVoterRequests: () => ({ ...nation, params: PACK }),
  getVoterRequest: ({ requestId }) => ({ ...nation, params: { id: requestId } }),
  addRequestDocument: ({ requestId }) => ({
    ...nation,
    params: { id: requestId },
    body: {
      name: 'a.pdf',
      mediaType: 'application/pdf',
      base64: Buffer.from('%PDF-1.7').toString('base64'),
    },
  }),
  getRequestDocument: ({ requestId }) => ({
    ...nation,
    params: { id: requestId, number: '1' },
  }),
  giveHearingNotice: ({ requestId }) => ({
    ...nation,
    params: { id: requestId },
    body: { method: 'post', words: REASON },
  }),
  recordDelivery: ({ requestId }) => ({
    ...nation,
    params: { id: requestId },
    body: { answer: null },
  }),
  decideVoterRequest: ({ requestId }) => ({
    ...nation,
    params: { id: requestId },
    body: { revision: 999, decision: 'reject', error: 'other', words: REASON },
  }),
  giveDecisionNotice: ({ requestId }) => ({
    ...nation,
    params: { id: requestId },
    body: { method: 'post', words: REASON },
  }),
  appealVoterRequest: ({ requestId }) => ({
    ...nation,
    params: { id: requestId },
    body: { submittedBy: 'The voter', ground: REASON },
  }),
  decideVoterAppeal: ({ requestId }) => ({
    ...nation,
    params: { id: requestId },
    body: { outcome: 'upheld', words: REASON },
  }),
  withdrawVoterRequest: ({ requestId }) => ({
    ...nation,
    params: { id: requestId },
    body: { words: REASON },
  }),
  startDuplicateSearch: () => ({ ...nation, params: PACK }),
  listDuplicateSearches: () => ({ ...nation, params: PACK }),
  listDuplicatePairs: () => ({ ...nation, params: PACK }),
  openDuplicatePair: ({ pairId }) => ({
    ...region,
    params: { ...PACK, pair: pairId },
    body: { purpose: 'duplicate', words: '' },
  }),
  decideDuplicatePair: ({ pairId }) => ({
    ...region,
    params: { ...PACK, pair: pairId },
    body: { outcome: 'unsure', superfluous: null, reason: REASON },
  }),
  getDuplicateQuality: () => ({ ...nation, params: PACK }),
  drawDuplicateSample: () => ({ ...nation, params: PACK, body: { pairsABand: 1 } }),
  openSamplePair: () => ({ ...nation, params: PACK }),
  reviewSamplePair: ({ pairId }) => ({
    ...nation,
    params: { ...PACK, pair: pairId },
    body: { verdict: 'same' },
  }),
  getReconciliation: ({ reconciliationId }) => ({ ...nation, params: { id: reconciliationId } }),
};

/** What only somebody with a right in the home may read: marks of the subjects of all samples. */
const MARKS = ['First school', commission.code, ELECTION, 'Prepared for a test'];

test('every operation that asks for a role has a sample call, and every sample an operation', () => {
  const asking = contract.OPERATIONS.filter(({ access }) => access.kind === 'roles');
  assert.deepEqual(asking.map(({ id }) => id).toSorted(), Object.keys(SAMPLES).toSorted());
});

test('every operation of the contract is served', async (t) => {
  const server = await startTestServer(t);
  for (const { method, path, id } of contract.OPERATIONS) {
    assert.ok(server.app.hasRoute({ method, url: path }), id);
  }
});

test('without a session nothing but public operations answers', async (t) => {
  const server = await startTestServer(t);
  for (const operation of contract.OPERATIONS) {
    if (operation.access.kind === 'public') continue;
    const params = Object.fromEntries(
      [...operation.path.matchAll(/:([a-zA-Z]+)/g)].map(([, name]) => [name, idFor(name)]),
    );
    const response = await server.app.inject({
      method: operation.method,
      url: addressOf(operation, params, sampleOf(operation.id)?.query ?? {}),
      ...(operation.body === undefined ? {} : { payload: sampleBody(operation.id) }),
    });
    assert.equal(response.json().code, 'not-signed-in', operation.id);
  }
});

test('every operation, as every role, from home and from a foreign territory', async (t) => {
  const server = await startTestServer(t);
  const world = await buildWorld(server);
  const asking = contract.OPERATIONS.filter(({ access }) => access.kind === 'roles');
  const people = new Map<string, TestPerson>();
  const personWith = async (role: Role, path: string): Promise<TestPerson> => {
    const key = `${role} ${path}`;
    const person = people.get(key) ?? (await server.signInAs(role, path));
    people.set(key, person);
    return person;
  };
  for (const operation of asking) {
    const { roles } = operation.access as { roles: readonly Role[] };
    const sample = SAMPLES[operation.id]?.(world);
    assert.ok(sample !== undefined);
    for (const role of ROLES) {
      const abroad = await attempt(await personWith(role, sample.foreign), operation, sample);
      const allowed = roles.includes(role);
      checkForeign(`${operation.id} as ${role} from ${sample.foreign}`, allowed, abroad);
    }
    for (const role of ROLES) {
      const home: Attempt = await attempt(await personWith(role, sample.home), operation, sample);
      const about: string = `${operation.id} as ${role} from ${sample.home}: ${home.code}`;
      if (roles.includes(role)) {
        const barred = ['not-signed-in', 'not-permitted', 'not-found', 'invalid-input'];
        assert.ok(!barred.includes(home.code), about);
      } else {
        assert.equal(home.code, 'not-permitted', about);
      }
    }
  }
});

test('every body refuses a field that the contract does not know, and names it', async (t) => {
  const server = await startTestServer(t);
  const person = await server.signInAs('central-member');
  const withBody = contract.OPERATIONS.filter(({ body }) => body !== undefined);
  assert.ok(withBody.length > 10);
  const { username } = person;
  const session = await server.app.inject({
    method: 'POST',
    url: '/api/demo/session',
    payload: { username },
  });
  const cookie = session.cookies.findLast(({ name }) => name === 'ovoz');
  for (const operation of withBody) {
    const params = Object.fromEntries(
      [...operation.path.matchAll(/:([a-zA-Z]+)/g)].map(([, name]) => [name, idFor(name)]),
    );
    const response = await server.app.inject({
      method: operation.method,
      url: addressOf(operation, params, {}),
      headers: { cookie: `ovoz=${encodeURIComponent(cookie?.value ?? '')}` },
      payload: { ...sampleBody(operation.id), surprise: 1 },
    });
    const { code, errors } = response.json();
    assert.equal(code, 'invalid-input', operation.id);
    assert.deepEqual(
      errors.map(({ field }: { field: string }) => field),
      ['body/surprise'],
      operation.id,
    );
  }
});

function checkForeign(about: string, allowed: boolean, { code, text }: Attempt): void {
  if (!allowed) {
    assert.equal(code, 'not-permitted', about);
    return;
  }
  assert.ok(['not-found', 'ok'].includes(code), `${about}: ${code}`);
  if (code !== 'ok') return;
  for (const mark of MARKS) assert.ok(!text.includes(mark), `${about} leaks ${mark}`);
}

type Attempt = { readonly code: string; readonly text: string };

async function attempt(
  person: Client,
  operation: contract.AnyOperation,
  { params, query, body, bytes }: Sample,
): Promise<Attempt> {
  const input = { params, query: query ?? {}, body, bytes } as never;
  const answer = await person.call(operation, input);
  return { code: answer.ok ? 'ok' : answer.refusal.code, text: JSON.stringify(answer) };
}

/** A person, a commission with a member, an election and a fact, all at home. */
async function buildWorld(server: TestServer): Promise<World> {
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await loadSmallNation(first, second);
  const subject = await server.signInAs('operator', REGION);
  const shown = await first.call(contract.getPerson, { params: { id: subject.personId } });
  assert.ok(shown.ok);
  await must(first.call(contract.createCommission, { params: PACK, body: commission }));
  const appointed = await must(
    first.call(contract.appointMember, {
      params: { ...PACK, code: commission.code },
      body: membership as never,
    }),
  );
  const { body } = SAMPLES['createElection']?.(undefined as never) ?? {};
  await must(first.call(contract.createElection, { body: body as never }));
  const facts = await must(
    first.call(contract.listFacts, { query: { type: 'elections.created' } }),
  );
  const proposal = await must(
    first.call(contract.proposeGrant, {
      params: { id: subject.personId },
      body: {
        role: 'observer',
        territoryPath: REGION,
        election: null,
        from: '2026-01-01',
        until: null,
        reason: REASON,
      },
    }),
  );
  await approve(second, proposal.proposalId);
  await must(
    first.call(contract.importAssignment, {
      params: PACK,
      body: { reason: REASON, files: { addresses: RULES } },
    }),
  );
  await server.owner`
    insert into address_stations (pack, address_id, territory_path, method, from_set)
    values ('uzbekistan', 7, ${REGION}, 'unplaced', 1)`;
  return {
    ...(await buildFeedWorld(server, first, second)),
    personId: subject.personId,
    grantId: shown.value.grants[0]?.id ?? '',
    membershipId: appointed.id,
    factId: facts.facts[0]?.id ?? '',
    entryId: await insertEntry(server, first),
    pairId: await addDuplicatePair(server),
    ...(await buildVoterRequests(server, first)),
    keyFingerprint: await addStationKey(server.owner, ELECTION, '1', REGION, [first, second]),
  };
}

/** An open entry of a count that nobody else has to do with, behind the server's back. */
async function insertEntry({ owner }: TestServer, person: TestPerson): Promise<string> {
  const { body } = SAMPLES['createElection']?.(undefined as never) ?? {};
  const election = { ...(body as object), code: COUNTED, votingDay: '2027-06-06' };
  await must(person.call(contract.createElection, { body: election as never }));
  const now = new Date();
  const id = randomUUID();
  await owner`
    insert into result_counts (election, definition_version, definition_hash, geography_version,
      legal_count, stations, release_at, opened_at, opened_by)
    values (${COUNTED}, 1, ${Buffer.alloc(32)}, 1, 'hand', 1, ${now}, ${now}, ${person.personId})`;
  await owner`
    insert into result_protocols (election, contest, station, count, position, territory_path, closes_at,
      legal, status, version, latest, changed_at)
    values (${COUNTED}, 'party-list', '1', 'hand', 0, ${REGION}, ${now}, true, 'awaited', 0, 0, ${now})`;
  await owner`
    insert into result_entries (id, election, contest, station, count, version, ordinal, person_id, fields,
      content, status, started_at)
    values (${id}, ${COUNTED}, 'party-list', '1', 'hand', 1, 1, ${person.personId}, '{}', '{}', 'open',
      ${now})`;
  return id;
}

async function must<Value>(
  answer: Promise<{ ok: true; value: Value } | { ok: false; refusal: unknown }>,
): Promise<Value> {
  const outcome = await answer;
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
}

/** Parameters of addresses that have their form, and name nothing. */
const PARAMS: Readonly<Record<string, string>> = {
  ...PACK,
  ...PAPER,
  ...CANVASS,
  version: '1',
  set: '1',
  address: '7',
  level: '1',
  number: '1',
  hash: 'a'.repeat(64),
  fingerprint: 'a'.repeat(64),
  name: 'persons.csv',
  file: 'persons.csv',
  line: '2',
  voter: '1',
  pair: '1',
  print: '00000000-0000-4000-8000-000000000000',
};

function idFor(name = ''): string {
  return name === 'id' || name === 'print' ? randomUUID() : (PARAMS[name] ?? 'x');
}

const OTHER_BODIES: Readonly<Record<string, unknown>> = {
  signInToDemo: { username: 'nobody' },
  signIn: { username: 'nobody', password: 'x', code: '000000' },
  openInvitation: { token: 'a'.repeat(43) },
  acceptInvitation: { token: 'a'.repeat(43), password: 'x'.repeat(12), code: '000000' },
  submitPackage: { package: '{}' },
  addCosignature: { checkpoint: 'x', cosignature: 'x' },
  lookUpVoter: { nationalNumber: '1', documentNumber: '1' },
  requestStationKey: {
    station: '1',
    publicKey: 'A'.repeat(43),
    signature: 'A'.repeat(86),
  },
  approveProposal: { contentHash: 'a'.repeat(64) },
  declineProposal: { reason: REASON },
  withdrawProposal: {},
  openViewLink: { token: 'AAAA-AAAA-AAAA-AAAA' },
  askToVoteAbroad: {
    station: '1',
    surname: 'A',
    given: 'B',
    patronymic: '',
    birthDate: '1990-01-01',
    nationalNumber: '1',
    document: '1',
    contact: 'x',
  },
};

/** The sample of an operation about things that are not there. */
function sampleOf(id: string): Sample | undefined {
  const empty = {
    personId: randomUUID(),
    grantId: randomUUID(),
    membershipId: randomUUID(),
    factId: randomUUID(),
    entryId: randomUUID(),
    keyFingerprint: 'a'.repeat(64),
    supplierId: randomUUID(),
    heldBatchId: randomUUID(),
    uploadId: randomUUID(),
    reconciliationId: randomUUID(),
    pairId: '999999',
    ...NO_VOTER_REQUESTS,
  };
  return SAMPLES[id]?.(empty);
}

function sampleBody(id: string): object {
  const body = sampleOf(id)?.body ?? OTHER_BODIES[id];
  assert.ok(typeof body === 'object' && body !== null, `${id} has a sample body`);
  return body;
}

test('text with characters that nobody sees, or that is over-long, is refused with its field', async (t) => {
  const server = await startTestServer(t);
  const person = await server.signInAs('central-member');
  const wrong = [
    '\u0007bell',
    'a\u202Eb',
    'zero\u200Bwidth',
    'line\nbreak',
    '\ud800',
    'x'.repeat(201),
  ];
  for (const name of wrong) {
    const answer = await person.call(contract.createPerson, {
      body: { username: 'somebody', name, homeTerritory: NATION },
    });
    assert.ok(!answer.ok && 'errors' in answer.refusal, JSON.stringify(name));
    assert.equal(answer.refusal.code, 'invalid-input');
    assert.deepEqual(
      answer.refusal.errors?.map(({ field }) => field),
      ['body/name'],
    );
  }
});
