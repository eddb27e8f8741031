import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CHANNEL_CIPHERS,
  type ChannelCipher,
  type GroupName,
  isGroupName,
} from '@ovoz/verifiable-voting';
import { CommandFailure } from '../failure.ts';
import { fromWhereCalled } from '../server-program.ts';

/** The public folder of an election: everything in it may be shown to anyone. */
export type BoxFolder = {
  readonly path: string;
  readonly at: (...names: readonly string[]) => string;
};

export function openBox(path: string): BoxFolder {
  const folder = fromWhereCalled(path);
  return { path: folder, at: (...names) => join(folder, ...names) };
}

/** What was decided at first: group, questions, trustees. */
export type Plan = {
  readonly uuid: string;
  readonly group: GroupName;
  /** Trustees without whom nothing is decrypted come first. */
  readonly mandatory: number;
  readonly size: number;
  readonly threshold: number;
  /** The cipher in which threshold trustees write to each other. */
  readonly channels: ChannelCipher;
  readonly template: Readonly<Record<string, unknown>>;
};

export function readPlan(box: BoxFolder): Plan {
  const plan = JSON.parse(readText(box.at('plan.json'))) as Plan;
  if (!isGroupName(plan.group) || !Object.hasOwn(CHANNEL_CIPHERS, plan.channels)) {
    throw new CommandFailure(
      'plan-malformed',
      'The plan names no group, or no cipher that is known.',
    );
  }
  return plan;
}

export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new CommandFailure('file-unreadable', `${(error as Error).message}.`);
  }
}

const OWNER_ONLY = 0o600;

/** Writes a new file; a secret only for its owner. */
export function writeNew(path: string, text: string, isSecret = false): void {
  if (existsSync(path)) throw new CommandFailure('file-exists', `${path} exists already.`);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `${text}\n`, { flag: 'wx', mode: isSecret ? OWNER_ONLY : 0o644 });
}

/** The archive of the election in a folder, or the file itself. */
export function archiveIn(path: string): string {
  const own = fromWhereCalled(path);
  if (own.endsWith('.bel')) return own;
  const names = existsSync(own) ? readdirSync(own).filter((name) => name.endsWith('.bel')) : [];
  if (names.length !== 1) {
    throw new CommandFailure('archive-missing', `${own} holds ${names.length} archives, not one.`);
  }
  return join(own, names[0] ?? '');
}

export function sidecarOf(archive: string): string {
  return archive.replace(/\.bel$/, '.proofs.jsonl');
}
