import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { canonicalJson } from '@ovoz/basics';
import * as contract from '@ovoz/contract';
import { openAsRealInstallation } from '../../../testing/real-installation.ts';
import { codeOf } from '../../../testing/outcome.ts';
import {
  createSmallElection,
  ELECTION,
  importSmallCandidates,
  loadSmallElectorate,
  sealSmallElection,
  sealVersion,
  smallCandidateFiles,
  smallElectorateStations,
  VOTING_DAY,
} from '../../../testing/small-election.ts';
import { approve } from '../../../testing/small-nation.ts';
import { startTestServer, type TestPerson } from '../../../testing/start-test-server.ts';

/** Far ahead: the session library compares expiry with the machine's own clock. */
const NOW = new Date('2096-11-01T05:00:00.000Z');
/** Legal time before every deadline that stops a change. */
const IN_TIME = '2026-11-02T05:00:00.000Z';
const REASON = 'For the test of this rule';

async function startWithTwo(t: TestContext) {
  const server = await startTestServer(t);
  server.setNow(NOW);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  return { server, first, second };
}

const params = { code: ELECTION };
const versionParams = (version: number) => ({ code: ELECTION, version: String(version) });

async function versionOf(person: TestPerson, version: number) {
  const answer = await person.call(contract.getDefinitionVersion, {
    params: versionParams(version),
  });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

async function moveClock(person: TestPerson, shows: string, speed = 0): Promise<string> {
  const body = { shows, speed, reason: REASON };
  return codeOf(await person.call(contract.moveElectionClock, { params, body }));
}

test('a definition is drafted from the law, proposed by one and sealed by another', async (t) => {
  const { server, first, second } = await startWithTwo(t);
  const geography = await loadSmallElectorate(first, second);
  await createSmallElection(first);
  const drafted = await versionOf(first, 1);
  assert.equal(drafted.definition.geography.version, geography);
  assert.deepEqual(
    drafted.definition.contests.map(({ code }) => code),
    ['party-list', 'constituency'],
  );
  assert.ok(drafted.findings.some(({ code }) => code === 'ballot-missing'));

  const early = await first.call(contract.proposeDefinition, {
    params: versionParams(1),
    body: { revision: 1 },
  });
  assert.equal(codeOf(early), 'definition-has-errors');

  const revision = await importSmallCandidates(first);
  const proposed = await first.call(contract.proposeDefinition, {
    params: versionParams(1),
    body: { revision },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  const id = proposed.value.proposalId;

  const shown = await first.call(contract.getProposal, { params: { id } });
  assert.ok(shown.ok, JSON.stringify(shown));
  assert.ok(shown.value.rows.some(({ value }) => value.includes('300, made by a program')));
  const { contentHash } = shown.value.proposal;
  const own = await first.call(contract.approveProposal, {
    params: { id },
    body: { contentHash },
  });
  assert.equal(codeOf(own), 'second-person-required');
  const save = await first.call(contract.saveDefinition, {
    params: versionParams(1),
    body: savedBody(drafted.definition, revision),
  });
  assert.equal(codeOf(save), 'version-not-draft', 'what is proposed does not change');

  await approve(second, id);
  const sealed = await versionOf(first, 1);
  assert.equal(sealed.version.status, 'sealed');
  assert.deepEqual(sealed.version.sealedBy, [first.name, second.name]);
  const text = canonicalJson(sealed.definition);
  assert.equal(createHash('sha256').update(text).digest('hex'), sealed.version.hash);

  const facts = await first.call(contract.listFacts, {
    query: { type: 'elections.definition-sealed' },
  });
  assert.ok(facts.ok);
  const [fact] = facts.value.facts;
  assert.ok(fact !== undefined);
  const read = await first.call(contract.getFact, { params: { id: fact.id } });
  assert.ok(read.ok);
  const { payload } = JSON.parse(read.value.bytes) as { payload: Record<string, unknown> };
  assert.equal(payload['hash'], sealed.version.hash);
  assert.equal(payload['packHash'], sealed.definition.pack.hash);
  assert.equal(payload['mode'], 'training');

  await assert.rejects(
    server.owner`update election_versions set definition = definition || ' '`,
    /only a draft is edited/,
  );
});

function savedBody(
  definition: { title: { en: string }; calledOn: string; votingDay: string; languages: string[] },
  revision: number,
) {
  const { title, calledOn, votingDay, languages } = definition;
  return { revision, title, calledOn, votingDay, languages, geographyVersion: 1 };
}

test('a save for an old revision is refused, and days are checked', async (t) => {
  const { first, second } = await startWithTwo(t);
  await loadSmallElectorate(first, second);
  await createSmallElection(first);
  const { definition } = await versionOf(first, 1);
  const save = async (change: object, revision = 1) =>
    codeOf(
      await second.call(contract.saveDefinition, {
        params: versionParams(1),
        body: { ...savedBody(definition, revision), ...change },
      }),
    );
  assert.equal(await save({ votingDay: '2026-02-31' }), 'date-impossible');
  assert.equal(await save({ votingDay: '2026-01-01' }), 'date-impossible');
  assert.equal(await save({ geographyVersion: 7 }), 'invalid-input');
  assert.equal(await save({ title: { en: 'Renamed', 'uz-Latn': 'Yangi nom' } }), 'ok');
  assert.equal(await save({ title: { en: 'Too late', 'uz-Latn': 'Kech' } }), 'revision-conflict');
  assert.equal((await versionOf(first, 1)).definition.title.en, 'Renamed');
});

test('an import with a wrong row changes nothing and says which', async (t) => {
  const { first, second } = await startWithTwo(t);
  await loadSmallElectorate(first, second);
  await createSmallElection(first);
  const files = smallCandidateFiles();
  const importWith = (changed: Partial<typeof files>) =>
    first.call(contract.importCandidates, {
      params: versionParams(1),
      body: { revision: 1, generated: true, files: { ...files, ...changed } },
    });
  const wrong = await importWith({
    candidates: files.candidates.replace('constituency,1,', 'constituency,76,'),
  });
  assert.ok(wrong.ok);
  assert.equal(wrong.value.applied, false);
  const [finding] = wrong.value.report.findings;
  assert.equal(finding?.code, 'unknown-district');
  assert.equal(finding?.line, 152, 'the header, two lists of 75, and the row');
  assert.deepEqual((await versionOf(first, 1)).definition.ballots, []);
  assert.equal(codeOf(await importWith({ parties: '"never closed' })), 'import-unreadable');
});

test('a declined definition is a draft again and can be put aside', async (t) => {
  const { first, second } = await startWithTwo(t);
  await loadSmallElectorate(first, second);
  await createSmallElection(first);
  const revision = await importSmallCandidates(first);
  const proposed = await first.call(contract.proposeDefinition, {
    params: versionParams(1),
    body: { revision },
  });
  assert.ok(proposed.ok);
  const id = proposed.value.proposalId;
  const discard = async () =>
    codeOf(
      await first.call(contract.discardDefinition, {
        params: versionParams(1),
        body: { reason: REASON },
      }),
    );
  assert.equal(await discard(), 'version-not-draft');
  const declined = await second.call(contract.declineProposal, {
    params: { id },
    body: { reason: REASON },
  });
  assert.equal(codeOf(declined), 'ok');
  assert.equal((await versionOf(first, 1)).version.status, 'draft');
  assert.equal(await discard(), 'ok');
  const again = await first.call(contract.startDefinitionVersion, {
    params,
    body: { reason: REASON },
  });
  assert.ok(again.ok, 'an election whose draft was put aside is not lost');
  assert.equal(again.value.version, 2);
});

test('a new version has a reason, shows its changes and supersedes the sealed one', async (t) => {
  const { first, second } = await startWithTwo(t);
  await sealSmallElection(first, second);
  assert.equal(await moveClock(first, IN_TIME), 'ok');
  const start = () =>
    first.call(contract.startDefinitionVersion, { params, body: { reason: REASON } });
  assert.equal(codeOf(await start()), 'ok');
  assert.equal(codeOf(await start()), 'version-not-current', 'one draft at a time');
  const { definition } = await versionOf(first, 2);
  const saved = await first.call(contract.saveDefinition, {
    params: versionParams(2),
    body: { ...savedBody(definition, 1), title: { ...definition.title, en: 'Corrected' } },
  });
  assert.ok(saved.ok, JSON.stringify(saved));
  assert.deepEqual((await versionOf(second, 2)).changes, [
    { place: 'title.en', before: 'Training', after: 'Corrected' },
  ]);
  await sealVersion(first, second, '2', saved.value.revision);
  const listed = await second.call(contract.listDefinitionVersions, { params });
  assert.ok(listed.ok);
  assert.deepEqual(
    listed.value.versions.map(({ number, status, reason }) => [number, status, reason]),
    [
      [2, 'sealed', REASON],
      [1, 'superseded', 'First definition of the election.'],
    ],
  );
  const election = await second.call(contract.getElection, { params });
  assert.ok(election.ok);
  assert.equal(election.value.definition.title.en, 'Corrected');
});

test('after the deadlines the calendar blocks candidates, the ballot and the definition', async (t) => {
  const { first, second } = await startWithTwo(t);
  await sealSmallElection(first, second);
  assert.equal(await moveClock(first, IN_TIME), 'ok');
  assert.equal(
    codeOf(await first.call(contract.startDefinitionVersion, { params, body: { reason: REASON } })),
    'ok',
  );
  let revision = 1;
  const importWith = async (more: readonly string[]) => {
    const answer = await first.call(contract.importCandidates, {
      params: versionParams(2),
      body: { revision, generated: true, files: smallCandidateFiles(more) },
    });
    if (answer.ok) revision = answer.value.revision;
    return codeOf(answer);
  };
  // Registration closes 35 days before voting, the ballot is frozen 20 days before.
  assert.equal(await moveClock(first, '2026-11-22T18:00:00.000Z'), 'ok');
  assert.equal(await importWith(['late']), 'ok');
  assert.equal(await moveClock(first, '2026-11-22T19:00:00.000Z'), 'ok');
  assert.equal(await importWith(['late']), 'calendar-blocks', 'midnight in Tashkent is too late');
  assert.equal(await importWith([]), 'ok', 'nobody new, nothing blocked');
  assert.equal(await moveClock(first, '2026-11-22T18:00:00.000Z'), 'ok');
  assert.equal(await importWith(['late']), 'ok');
  assert.equal(await moveClock(first, '2026-12-03T09:00:00.000Z'), 'ok');
  const warned = (await versionOf(first, 2)).findings.find(({ code }) => code.startsWith('cal'));
  assert.equal(warned?.code, 'calendar-blocks');
  const propose = async () =>
    codeOf(
      await first.call(contract.proposeDefinition, {
        params: versionParams(2),
        body: { revision },
      }),
    );
  assert.equal(await propose(), 'calendar-blocks', 'somebody new is in the draft');
  assert.equal(await importWith([]), 'ok');
  assert.equal(await moveClock(first, '2026-12-24T18:59:59.000Z'), 'ok');
  assert.equal(await propose(), 'ok', 'a warning does not stop');
  const [proposal] = await waiting(second);
  assert.ok(proposal !== undefined);
  assert.equal(await moveClock(first, '2026-12-24T19:00:00.000Z'), 'ok');
  const late = await second.call(contract.approveProposal, {
    params: { id: proposal.id },
    body: { contentHash: proposal.contentHash },
  });
  assert.equal(codeOf(late), 'calendar-blocks', 'sealing asks the calendar again');
});

test('the calendar of a sealed election rules over the geography of its country until voting', async (t) => {
  const { first, second } = await startWithTwo(t);
  await sealSmallElection(first, second);
  const changed = smallElectorateStations().replace('School 75', 'Library 75');
  const change = async () =>
    codeOf(
      await first.call(contract.importGeography, {
        params: { pack: 'uzbekistan' },
        body: { reason: REASON, generated: true, files: { stations: changed } },
      }),
    );
  // Stations are frozen from the beginning of the fifteenth day before voting.
  assert.equal(await moveClock(first, '2026-12-11T18:59:59.000Z'), 'ok');
  assert.equal(await change(), 'ok');
  assert.equal(await moveClock(first, '2026-12-11T19:00:00.000Z'), 'ok');
  assert.equal(await change(), 'calendar-blocks');
  assert.equal(await moveClock(first, '2026-12-27T18:59:59.000Z'), 'ok');
  assert.equal(await change(), 'calendar-blocks', 'voting day is not over');
  assert.equal(await moveClock(first, '2026-12-27T19:00:00.000Z'), 'ok');
  assert.equal(await change(), 'ok');
});

async function waiting(person: TestPerson) {
  const answer = await person.call(contract.listProposals, { query: {} });
  assert.ok(answer.ok);
  return answer.value.proposals;
}

test('a live election asks for more than a password and a code', async (t) => {
  const { server, first, second } = await startWithTwo(t);
  await loadSmallElectorate(first, second);
  await createSmallElection(first);
  const live = await first.call(contract.createElection, {
    body: {
      code: 'uzbekistan-2029',
      pack: 'uzbekistan',
      system: 'legislative-chamber',
      title: { en: 'Live' },
      mode: 'live',
      calledOn: '2029-09-18',
      votingDay: '2029-12-30',
    },
  });
  assert.equal(codeOf(live), 'sign-in-level-too-low');
  // Behind the server's back: a live election from a time of stronger sign-in.
  await server.owner`update elections set mode = 'live', clock_set_at = null, clock_shows = null, clock_speed = null`;
  const { definition } = await versionOf(first, 1);
  const save = await first.call(contract.saveDefinition, {
    params: versionParams(1),
    body: savedBody(definition, 1),
  });
  assert.equal(codeOf(save), 'sign-in-level-too-low');
  assert.equal(await moveClock(first, NOW.toISOString()), 'clock-is-real');
});

test('the election clock starts with real time, runs at its speed, and is recorded', async (t) => {
  const { server, first, second } = await startWithTwo(t);
  await sealSmallElection(first, second);
  const legalTime = async () => {
    const answer = await first.call(contract.getElection, { params });
    assert.ok(answer.ok);
    return answer.value.election.legalTime;
  };
  assert.equal(await legalTime(), NOW.toISOString());
  assert.equal(await moveClock(first, '2026-12-02T04:00:00.000Z', 60), 'ok');
  server.setNow(new Date(NOW.getTime() + 60_000));
  assert.equal(await legalTime(), '2026-12-02T05:00:00.000Z');
  assert.equal(
    await moveClock(first, '2026-12-01T04:00:00.000Z'),
    'ok',
    'back, in a demonstration',
  );
  assert.equal(await moveClock(first, '2026-02-31T04:00:00.000Z'), 'date-impossible');
  const territorial = await server.signInAs('territorial-member', 'UZ/1703');
  assert.equal(await moveClock(territorial, '2026-12-01T04:00:00.000Z'), 'not-permitted');
  const facts = await first.call(contract.listFacts, { query: { type: 'elections.clock-moved' } });
  assert.ok(facts.ok);
  assert.equal(facts.value.facts.length, 2);
});

test('outside of a demonstration the election clock does not go back', async (t) => {
  const { server, first, second } = await startWithTwo(t);
  await loadSmallElectorate(first, second);
  await createSmallElection(first);
  const signedIn = await server.app.inject({
    method: 'POST',
    url: contract.signInToDemo.path,
    payload: { username: first.username },
  });
  const real = await openAsRealInstallation(t, server);
  const move = async (shows: string) => {
    const answer = await real.inject({
      method: 'PUT',
      url: `/api/elections/${ELECTION}/clock`,
      cookies: Object.fromEntries(signedIn.cookies.map(({ name, value }) => [name, value])),
      payload: { shows, speed: 1, reason: REASON },
    });
    return answer.statusCode === 200 ? 'ok' : answer.json().code;
  };
  assert.equal(await move('2096-11-01T04:59:59.999Z'), 'clock-backwards');
  assert.equal(await move('2096-11-01T05:00:00.000Z'), 'ok');
});

test('duties are those of today, the open ones, three past and ten to come', async (t) => {
  const { server, first, second } = await startWithTwo(t);
  await sealSmallElection(first, second);
  assert.equal(await moveClock(first, '2026-12-02T04:00:00.000Z'), 'ok');
  const precinct = await server.signInAs('precinct-member', 'UZ/1703/1703202');
  const answer = await precinct.call(contract.listDuties, {});
  assert.ok(answer.ok, JSON.stringify(answer));
  const { duties, clocks } = answer.value;
  const codes = (state: string) =>
    duties.filter((duty) => duty.state === state).map(({ entry }) => entry.rule.code);
  assert.deepEqual(codes('today'), [
    'premises-checked',
    'ballot-text-approved',
    'definition-settled',
  ]);
  assert.equal(codes('past').length, 3);
  assert.equal(codes('upcoming').length, 10);
  assert.equal(clocks[0]?.votingDay, VOTING_DAY);
  const elsewhere = await server.signInAs('central-member', 'MN');
  const foreign = await elsewhere.call(contract.listDuties, {});
  assert.ok(foreign.ok);
  assert.deepEqual(foreign.value.duties, []);
  assert.equal(codeOf(await elsewhere.call(contract.getElection, { params })), 'not-found');
  assert.equal(await moveClock(elsewhere, '2026-12-02T04:00:00.000Z'), 'not-found');
});
