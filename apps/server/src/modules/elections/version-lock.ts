import { assert, canonicalJson, ok, present, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import {
  decideDefinition,
  type DefinitionState,
  ElectionDefinition,
  type ElectionMode,
} from '@ovoz/election-model';
import Value from 'typebox/value';
import type { Actor, SignedIn } from '../../platform/actor.ts';
import type { Queries } from '../../platform/database.ts';
import type { FactContext } from '../../platform/evidence.ts';
import type { Refusal } from '../../platform/problem.ts';
import {
  type ElectionRecord,
  findStoredElection,
  findStoredVersion,
  MAX_DEFINITION_LENGTH,
  type VersionRecord,
  type WholeVersion,
} from './store.ts';

export type Outcome<Value> = Promise<Result<Value, RefusalCode | Refusal>>;

/** A version by the election's code and its number. */
export type VersionKey = { readonly code: string; readonly number: number };

/** Locks a draft for a change of its content. */
export async function lockDraft(
  transaction: Queries,
  actor: Actor,
  key: VersionKey,
  revision: number,
): Outcome<{ election: ElectionRecord; version: WholeVersion }> {
  const locked = await lockVersion(transaction, actor, key, revision);
  if (!locked.ok) return locked;
  const decided = decideDefinition(stateOf(locked.value.version), { type: 'change' });
  return decided.ok ? locked : refused('version-not-draft');
}

/** Locks a version; `revision` is the one that the person saw, null where it does not matter. */
export async function lockVersion(
  transaction: Queries,
  actor: Actor,
  { code, number }: VersionKey,
  revision: number | null,
): Outcome<{ election: ElectionRecord; version: WholeVersion }> {
  const election = await findStoredElection(transaction, code, true);
  const version = await findStoredVersion(transaction, code, number, true);
  if (election === null || version === null) return refused('not-found');
  if (!isLevelEnough(election.mode, actor)) return refused('sign-in-level-too-low');
  if (revision !== null && revision !== version.revision) {
    const detail = `The draft is at revision ${version.revision}, your change is for ${revision}.`;
    return refused({ code: 'revision-conflict', detail });
  }
  return ok({ election, version });
}

/** The version as the state machine of definitions knows it. */
export function stateOf({ status, proposedBy }: VersionRecord): DefinitionState {
  if (status !== 'proposed') return { status };
  return { status, proposedBy: present(proposedBy, 'a proposed version names who proposed it') };
}

/**
 * Levels of sign-in that may act on a live election. There is none until passkeys and digital
 * signatures exist: a password with a one-time code can be phished.
 */
const LEVELS_FOR_LIVE: readonly SignedIn['level'][] = [];

export function isLevelEnough(mode: ElectionMode, { level }: Pick<SignedIn, 'level'>): boolean {
  return mode !== 'live' || LEVELS_FOR_LIVE.includes(level);
}

/** The canonical text of a definition, whose hash is sealed. */
export function textOf(definition: ElectionDefinition): string {
  assert(Value.Check(ElectionDefinition, definition), 'a definition that is kept has its form');
  const text = canonicalJson(definition);
  assert(text.length <= MAX_DEFINITION_LENGTH, 'a definition that is kept fits its column');
  return text;
}

/** Where and by whom, for a fact about an election or about a version of its definition. */
export function factAbout(
  { code, territoryPath }: Pick<ElectionRecord, 'code' | 'territoryPath'>,
  actor: Actor,
  now: Date,
  version?: number,
): FactContext {
  const subject = version === undefined ? code : `${code}/definition/${version}`;
  return { now, actor: actor.actingAs, election: code, territoryPath, subject };
}
