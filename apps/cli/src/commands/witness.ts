import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseVkey } from '@ovoz/public-log';
import type { Command } from 'commander';
import { CommandFailure } from '../failure.ts';
import { runCommand } from '../run-command.ts';
import { fromWhereCalled } from '../server-program.ts';
import { readOrigin } from '../sign-in.ts';
import type { Outcome, Terminal } from '../terminal.ts';
import { lockFolder } from '../witness/folder-lock.ts';
import { listen } from '../witness/listen.ts';
import { findLog, openLogSite } from '../witness/log-site.ts';
import { sha256 } from '../witness/node-crypto.ts';
import { type Watched, Witnessing } from '../witness/run-witness.ts';
import {
  makeWitnessKey,
  openWitnessFolder,
  saveSettings,
  settingsIn,
  type WitnessFolder,
  type WitnessSettings,
} from '../witness/witness-folder.ts';
import { addWitnessCompare } from './witness-compare.ts';

type WitnessOptions = {
  readonly log?: string;
  readonly name?: string;
  readonly folder: string;
  readonly logKey?: string;
  readonly server?: string;
  readonly every: string;
  readonly once?: true;
  readonly listen?: string;
};

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/;
const LONGEST_PAUSE_SECONDS = 3600;

/** What a party, a university or an observer runs on a machine of its own. */
export function addWitness(program: Command): void {
  const witness = program
    .command('witness')
    .description('Follows the public log, co-signs what only grows, and alarms when it is changed.')
    .option('--log <url>', 'address of the public pages (needed the first time)')
    .option(
      '--name <name>',
      'name of the witness, such as university.example/witness (the first time)',
    )
    .option('--folder <folder>', 'where key, checkpoints and evidence are kept', './witness')
    .option(
      '--log-key <line>',
      'key of the log, as it was printed; left out: the one that the site names',
    )
    .option('--server <url>', 'where co-signatures are brought to; left out: the address of --log')
    .option('--every <seconds>', 'pause between two looks', '10')
    .option('--once', 'look once and end: exit code 0 all is well, 1 alarm or nothing to be seen')
    .option('--listen <host:port>', 'also serve POST /add-checkpoint, and what was seen, to others')
    .addHelpText(
      'after',
      `
The first start makes the key and shows a line: bring it to the administration, which registers the witness by
two people. Leave it running; it needs no open port. It ends with exit code 1 if it ever raised an alarm.
docs/guides/witness.md tells what to do then.

Examples:
  npm run ovoz -- witness --log https://elections.example.org --name university.example/witness
  npm run ovoz -- witness --folder ./witness --once
  npm run ovoz -- witness compare ./witness https://witness.other.example`,
    )
    .action((_options, command: Command) =>
      runCommand(command, (terminal) => witnessLog(terminal, command.opts())),
    );
  addWitnessCompare(witness);
}

async function witnessLog(terminal: Terminal, options: WitnessOptions): Promise<Outcome> {
  const everyMs = readPause(options.every) * 1000;
  const path = fromWhereCalled(options.folder);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(join(path, 'lock'));
  try {
    const folder = await enter(terminal, path, options);
    const witnessing = new Witnessing(folder, openLogSite(folder.settings.log), terminal);
    if (options.once === true) await witnessing.look();
    else await follow(terminal, folder, witnessing, everyMs, options.listen);
    return outcomeOf(folder, witnessing.watched);
  } finally {
    unlock();
  }
}

function readPause(given: string): number {
  const seconds = Number(given);
  if (/^\d+$/.test(given) && seconds >= 1 && seconds <= LONGEST_PAUSE_SECONDS) return seconds;
  throw new CommandFailure('every-invalid', `--every "${given}" should be 1 to 3600 seconds.`);
}

/** Opens the folder of a witness; makes it when it is not there. */
async function enter(
  terminal: Terminal,
  path: string,
  options: WitnessOptions,
): Promise<WitnessFolder> {
  const before = settingsIn(path);
  if (before !== null) {
    requireSame(before, options);
    return openWitnessFolder(path, before);
  }
  if (options.log === undefined || options.name === undefined) {
    throw new CommandFailure(
      'witness-new',
      `${path} is no folder of a witness yet: the first start needs --log and --name.`,
    );
  }
  const { address, vkey } = await findLog(options.log);
  requireTrusted(address, vkey, options.logKey);
  const settings: WitnessSettings = {
    format: 1,
    name: options.name,
    vkey: makeWitnessKey(path, options.name),
    log: address,
    server: readOrigin(options.server ?? options.log),
    logKey: vkey,
    logKeyFrom: options.logKey === undefined ? 'site' : 'given',
  };
  saveSettings(path, settings);
  if (!terminal.json) for (const line of welcome(settings)) console.log(line);
  return openWitnessFolder(path, settings);
}

function requireSame(before: WitnessSettings, { name, logKey }: WitnessOptions): void {
  if (name !== undefined && name !== before.name) {
    throw new CommandFailure('folder-taken', `This folder belongs to the witness ${before.name}.`);
  }
  if (logKey !== undefined && logKey.trim() !== before.logKey) {
    throw new CommandFailure(
      'log-key-differs',
      `This witness follows the log with the key ${before.logKey}, not ${logKey}. Two keys of one log are a reason for questions.`,
    );
  }
}

/** The key is taken on trust once, so not from a connection that anybody can change. */
function requireTrusted(address: string, served: string, given: string | undefined): void {
  if (given === undefined) {
    const { protocol, hostname } = new URL(address);
    if (protocol === 'https:' || LOOPBACK.test(hostname)) return;
    throw new CommandFailure(
      'address-not-secure',
      `The key of the log would be taken from ${address}, which anybody on the way can change; use https, or give --log-key.`,
    );
  }
  if (!parseVkey(given.trim(), sha256).ok) {
    throw new CommandFailure(
      'log-key-invalid',
      '--log-key is not a key; it looks like name+1a2b3c4d+AQID….',
    );
  }
  if (given.trim() !== served) {
    throw new CommandFailure('log-key-differs', `${address} names another key: ${served}`);
  }
}

function welcome({ name, vkey, log, logKey, logKeyFrom }: WitnessSettings): readonly string[] {
  return [
    `The witness ${name} follows ${log}.`,
    logKeyFrom === 'site'
      ? 'The key of the log was taken from the site. Compare it with the one that is printed or broadcast:'
      : 'The key of the log is the one that was given:',
    `  ${logKey}`,
    'Bring this line to the administration, which registers the witness:',
    `  ${vkey}`,
    '',
  ];
}

async function follow(
  terminal: Terminal,
  folder: WitnessFolder,
  witnessing: Witnessing,
  everyMs: number,
  hostAndPort: string | undefined,
): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => stop.abort());
  }
  const listener =
    hostAndPort === undefined
      ? null
      : await listen(folder, hostAndPort, (alarm) => witnessing.raise(alarm));
  if (listener !== null) {
    if (terminal.json)
      console.log(JSON.stringify({ event: 'listening', address: listener.address }));
    else console.log(`Others find what was seen at ${listener.address}/seen.`);
  }
  try {
    await witnessing.follow(everyMs, stop.signal);
  } finally {
    await listener?.close();
  }
}

function outcomeOf({ path, settings }: WitnessFolder, watched: Watched): Outcome {
  const { size, alarms, unreadable } = watched;
  const said =
    alarms.length > 0
      ? `There ${alarms.length === 1 ? 'was an alarm' : `were ${alarms.length} alarms`}; see ${join(path, 'evidence')}.`
      : unreadable !== null
        ? 'The log could not be seen at the end.'
        : `All is well up to ${(size ?? 0).toLocaleString('en')} entries.`;
  return {
    json: { witness: settings.name, vkey: settings.vkey, logKey: settings.logKey, ...watched },
    lines: [said],
    exitCode: alarms.length > 0 || unreadable !== null ? 1 : 0,
  };
}
