import {
  type Checkpoint,
  countAt,
  FINDINGS,
  type Finding,
  hashAt,
  listAt,
  Malformed,
  objectAt,
  parseJson,
  stringAt,
} from '@ovoz/verifiable-voting';
import { CommandFailure } from '../failure.ts';
import { eventBefore } from './archive-file.ts';

const LEVELS: readonly Finding['level'][] = ['invalid', 'unverified', 'strict'];

/** @throws Malformed */
export function parseCheckpoint(text: string): Checkpoint {
  const one = objectAt(parseJson(text), '', [
    'format',
    'offset',
    'head',
    'setup',
    'findings',
    'ballots',
    'last',
    'replaced',
  ]);
  if (one['format'] !== 1) throw new Malformed('format', '1');
  const head = objectAt(one['head'], 'head', ['timestamp', 'event', 'height']);
  return {
    format: 1,
    offset: countAt(one['offset'], 'offset'),
    head: {
      timestamp: countAt(head['timestamp'], 'head.timestamp'),
      event: hashAt(head['event'], 'head.event'),
      height: countAt(head['height'], 'head.height'),
    },
    setup: hashAt(one['setup'], 'setup'),
    findings: listAt(one['findings'], 'findings', readFinding),
    ballots: countAt(one['ballots'], 'ballots'),
    last: listAt(one['last'], 'last', readLast),
    replaced: listAt(one['replaced'], 'replaced', hashAt),
  };
}

function readFinding(value: unknown, path: string): Finding {
  const one = objectAt(value, path, ['level', 'code', 'place', 'sentence']);
  const level = LEVELS.find((known) => known === one['level']);
  if (level === undefined) throw new Malformed(`${path}.level`, 'a level');
  const code = stringAt(one['code'], `${path}.code`);
  if (!Object.hasOwn(FINDINGS, code)) throw new Malformed(`${path}.code`, 'a code that is known');
  return {
    level,
    code: code as Finding['code'],
    place: stringAt(one['place'], `${path}.place`),
    sentence: stringAt(one['sentence'], `${path}.sentence`),
  };
}

function readLast(value: unknown, path: string): Checkpoint['last'][number] {
  const [credential, ballot, ...rest] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (rest.length > 0) throw new Malformed(path, 'a credential and its ballot');
  const one = objectAt(ballot, `${path}[1]`, ['offset', 'sizeBytes', 'hash']);
  return [
    stringAt(credential, `${path}[0]`),
    {
      offset: countAt(one['offset'], `${path}[1].offset`),
      sizeBytes: countAt(one['sizeBytes'], `${path}[1].sizeBytes`),
      hash: hashAt(one['hash'], `${path}[1].hash`),
    },
  ];
}

/** An archive that is another one, or was cut since, would go unnoticed: what was verified is not read again. */
export function demandContinues(archive: string, { offset, head }: Checkpoint): void {
  const last = eventBefore(archive, offset);
  if (last?.head.event === head.event && last.head.height === head.height) return;
  throw new CommandFailure(
    'checkpoint-not-in-archive',
    `${archive} no longer has what was verified for this checkpoint, or is another one.`,
  );
}
