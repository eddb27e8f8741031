import { assert, canonicalJson, ok, refused } from '@ovoz/basics';
import type { BodyOf, createElection, saveDefinition } from '@ovoz/contract';
import {
  type CountryPack,
  type DefinitionFinding,
  dateCalendar,
  decideDefinition,
  type ElectionClock,
  type ElectionDefinition,
} from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import type { Refusal } from '../../platform/problem.ts';
import { approvedGeography, currentGeography } from '../geography/public.ts';
import { askCalendar, packOf } from './calendar.ts';
import { draftDiscarded, draftSaved, electionCreated, versionStarted } from './events.ts';
import { findingsOf } from './findings.ts';
import {
  discardStored,
  findStoredElection,
  findStoredVersion,
  insertDraft,
  insertElection,
  keepPack,
  listStoredVersions,
  updateDraft,
} from './store.ts';
import {
  factAbout,
  isLevelEnough,
  lockDraft,
  lockVersion,
  type Outcome,
  stateOf,
  textOf,
  type VersionKey,
} from './version-lock.ts';

type Created = { code: string; version: number };
type Saved = { revision: number; findings: DefinitionFinding[] };

const FIRST_REASON = 'First definition of the election.';

/** Drafts an election from its country's law and its current geography. */
export async function create(
  database: Database,
  actor: Actor,
  now: Date,
  { pack, hash }: { readonly pack: CountryPack; readonly hash: string },
  body: BodyOf<typeof createElection>,
): Outcome<Created> {
  if (!isLevelEnough(body.mode, actor)) return refused('sign-in-level-too-low');
  const system = pack.systems.find(({ code }) => code === body.system);
  if (system === undefined) {
    const known = pack.systems.map(({ code }) => code).join(', ');
    return refused(wrongField('body/system', `The country has these: ${known}.`));
  }
  return inTransaction(database, async (transaction): Outcome<Created> => {
    const current = await currentGeography(transaction, pack.code);
    if (current === null) return refused('no-geography');
    const definition: ElectionDefinition = {
      format: 1,
      code: body.code,
      title: body.title,
      mode: body.mode,
      pack: { code: pack.code, version: pack.version, hash, content: contentHashOf(pack) },
      system: system.code,
      calledOn: body.calledOn,
      votingDay: body.votingDay,
      timeZone: pack.timeZone,
      languages: pack.languages.map(({ tag }) => tag),
      geography: { version: current.number, hash: current.hash },
      contests: system.contests,
      parties: [],
      ballots: [],
      generatedCandidates: false,
    };
    const wrongDays = refuseDays(definition, pack);
    if (wrongDays !== null) return refused(wrongDays);
    const clock = body.mode === 'live' ? null : realTime(now);
    const election = {
      code: body.code,
      pack: pack.code,
      territoryPath: pack.root,
      mode: body.mode,
      clock,
    };
    if (!(await insertElection(transaction, election, actor.personId, now))) {
      return refused('election-code-taken');
    }
    await keepPack(transaction, pack, hash);
    await insertDraft(transaction, {
      election: body.code,
      number: 1,
      text: textOf(definition),
      packHash: hash,
      reason: FIRST_REASON,
      createdBy: actor.personId,
      createdAt: now,
    });
    await recordFact(transaction, electionCreated, factAbout(election, actor, now), {
      mode: body.mode,
      pack: pack.code,
      packHash: hash,
      person: actor.personId,
    });
    return ok({ code: body.code, version: 1 });
  });
}

/** Opens a draft on top of what is in force; where nothing was ever sealed, on top of what was put aside. */
export async function startVersion(
  database: Database,
  actor: Actor,
  now: Date,
  { code, reason }: { readonly code: string; readonly reason: string },
): Outcome<{ version: number }> {
  return inTransaction(database, async (transaction): Outcome<{ version: number }> => {
    const election = await findStoredElection(transaction, code, true);
    if (election === null) return refused('not-found');
    if (!isLevelEnough(election.mode, actor)) return refused('sign-in-level-too-low');
    const versions = await listStoredVersions(transaction, code);
    const open = versions.find(({ status }) => status === 'draft' || status === 'proposed');
    if (open !== undefined) {
      return refused({ code: 'version-not-current', detail: `Version ${open.number} is open.` });
    }
    const basis = versions.find(({ status }) => status === 'sealed') ?? versions[0];
    const found = basis && (await findStoredVersion(transaction, code, basis.number, false));
    assert(found !== undefined && found !== null, 'an election has a version');
    const asked = await askCalendar(transaction, election, now, () => ['change-definition']);
    if (!asked.ok) return asked;
    const number = (versions[0]?.number ?? 0) + 1;
    await insertDraft(transaction, {
      election: code,
      number,
      text: found.text,
      packHash: found.definition.pack.hash,
      reason,
      createdBy: actor.personId,
      createdAt: now,
    });
    const context = factAbout(election, actor, now, number);
    const fields = { version: number, reason, person: actor.personId };
    await recordFact(transaction, versionStarted, context, fields);
    return ok({ version: number });
  });
}

/** Saves what people edit of a draft. Contests, forms and rules are the law's and stay. */
export async function saveDraft(
  database: Database,
  actor: Actor,
  now: Date,
  key: VersionKey,
  body: BodyOf<typeof saveDefinition>,
): Outcome<Saved> {
  return inTransaction(database, async (transaction): Outcome<Saved> => {
    const locked = await lockDraft(transaction, actor, key, body.revision);
    if (!locked.ok) return locked;
    const { election, version } = locked.value;
    const asked = await askCalendar(transaction, election, now, () => ['change-definition']);
    if (!asked.ok) return asked;
    const chosen = await approvedGeography(transaction, {
      pack: election.pack,
      number: body.geographyVersion,
    });
    if (chosen === null) {
      return refused(wrongField('body/geographyVersion', 'It is no approved geography.'));
    }
    const { title, calledOn, votingDay, languages } = body;
    const definition = {
      ...version.definition,
      title,
      calledOn,
      votingDay,
      languages,
      geography: { version: chosen.number, hash: chosen.hash },
    };
    const wrongDays = refuseDays(definition, await packOf(transaction, definition));
    if (wrongDays !== null) return refused(wrongDays);
    const text = textOf(definition);
    await updateDraft(transaction, version, text);
    const revision = version.revision + 1;
    await recordFact(transaction, draftSaved, factAbout(election, actor, now, key.number), {
      version: key.number,
      revision,
      hash: sha256(text).toString('hex'),
      person: actor.personId,
    });
    const findings = await findingsOf(transaction, definition);
    return ok({ revision, findings: [...findings] });
  });
}

export async function discardDraft(
  database: Database,
  actor: Actor,
  now: Date,
  key: VersionKey,
  reason: string,
): Outcome<Record<string, never>> {
  return inTransaction(database, async (transaction): Outcome<Record<string, never>> => {
    const locked = await lockVersion(transaction, actor, key, null);
    if (!locked.ok) return locked;
    const decided = decideDefinition(stateOf(locked.value.version), { type: 'discard' });
    if (!decided.ok) return refused('version-not-draft');
    await discardStored(transaction, locked.value.version);
    const context = factAbout(locked.value.election, actor, now, key.number);
    const fields = { version: key.number, reason, person: actor.personId };
    await recordFact(transaction, draftDiscarded, context, fields);
    return ok({});
  });
}

/** Whoever reads the published pack can tell by it that these are the rules that were sealed. */
function contentHashOf(pack: CountryPack): string {
  return sha256(canonicalJson(pack)).toString('hex');
}

function refuseDays(definition: ElectionDefinition, pack: CountryPack): Refusal | null {
  const system = pack.systems.find(({ code }) => code === definition.system);
  assert(system !== undefined, 'a definition names a system of its pack');
  const dated = dateCalendar(pack, system, definition);
  if (!dated.ok) {
    const detail = dated.refusal.map(({ place, reason }) => `${place}: ${reason}`).join('; ');
    return { code: 'date-impossible', detail };
  }
  if (definition.calledOn <= definition.votingDay) return null;
  return { code: 'date-impossible', detail: 'The election is called after its voting day.' };
}

function realTime(now: Date): ElectionClock {
  return { setAt: now.toISOString(), shows: now.toISOString(), speed: 1 };
}

function wrongField(field: string, reason: string): Refusal {
  return { code: 'invalid-input', errors: [{ field, reason }] };
}
