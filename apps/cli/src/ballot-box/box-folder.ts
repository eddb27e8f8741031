import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  CHANNEL_CIPHERS,
  type ChannelCipher,
  countAt,
  type GroupName,
  isGroupName,
  Malformed,
  objectAt,
  parseJson,
  stringAt,
} from '@ovoz/verifiable-voting';
import { CommandFailure } from '../failure.ts';
import { fromWhereCalled } from '../server-program.ts';
import { sentenceOfSystem } from './system-error.ts';

/** What every command has first, in its help. */
export const BOX = ['<box>', 'the public folder of the election'] as const;

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
  return readWith(box.at('plan.json'), 'plan-malformed', (text) => {
    const one = objectAt(parseJson(text), '', [
      'uuid',
      'group',
      'mandatory',
      'size',
      'threshold',
      'channels',
      'template',
    ]);
    const { group, channels, template } = one;
    if (!isGroupName(group)) throw new Malformed('group', 'a group that is known');
    if (typeof channels !== 'string' || !Object.hasOwn(CHANNEL_CIPHERS, channels)) {
      throw new Malformed('channels', 'a cipher that is known');
    }
    if (typeof template !== 'object' || template === null) {
      throw new Malformed('template', 'an object');
    }
    return {
      uuid: stringAt(one['uuid'], 'uuid'),
      group,
      mandatory: countAt(one['mandatory'], 'mandatory'),
      size: countAt(one['size'], 'size'),
      threshold: countAt(one['threshold'], 'threshold'),
      channels: channels as ChannelCipher,
      template: template as Plan['template'],
    };
  });
}

export function readText(path: string): string {
  return readWhole(path).trim();
}

/** @throws CommandFailure `file-unreadable` */
export function readWhole(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandFailure('file-unreadable', sentenceOfSystem(error, path));
  }
}

/** Reads a text file whose content may be anything. @throws CommandFailure of the code, for what is malformed. */
export function readWith<Value>(path: string, code: string, read: (text: string) => Value): Value {
  const text = readText(path);
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new CommandFailure(code, `${path} is wrong: ${error.message}.`);
  }
}

const OWNER_ONLY = 0o600;

/** Writes a new file; a secret only for its owner. */
export function writeNew(path: string, text: string, isSecret = false): void {
  demandNew(path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${text}\n`, { flag: 'wx', mode: isSecret ? OWNER_ONLY : 0o644 });
}

/** Before work whose end would be to write it. */
export function demandNew(path: string): void {
  if (existsSync(path)) throw new CommandFailure('file-exists', `${path} exists already.`);
}

/** The archive of the election in a folder, or the file itself. */
export function archiveIn(path: string): string {
  const own = fromWhereCalled(path);
  if (own.endsWith('.bel')) return own;
  const found = statSync(own, { throwIfNoEntry: false });
  if (found !== undefined && !found.isDirectory()) {
    throw new CommandFailure(
      'archive-missing',
      `${own} is neither an archive (.bel) nor a folder.`,
    );
  }
  const names = found === undefined ? [] : readdirSync(own).filter((name) => name.endsWith('.bel'));
  if (names.length === 0) {
    throw new CommandFailure('archive-missing', `There is no archive (.bel) in ${own}.`);
  }
  if (names.length > 1) {
    throw new CommandFailure('archive-missing', `${own} holds ${names.length} archives: name one.`);
  }
  return join(own, names[0] ?? '');
}

export function sidecarOf(archive: string): string {
  return archive.replace(/\.bel$/, '.proofs.jsonl');
}
