import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { getLog, getStationKeyStatus, requestStationKey } from '@ovoz/contract';
import { signKeyRequest } from '@ovoz/public-log';
import { type Command, Option } from 'commander';
import { CommandFailure } from '../failure.ts';
import { runCommand } from '../run-command.ts';
import { fromWhereCalled } from '../server-program.ts';
import { readOrigin, withoutSignIn } from '../sign-in.ts';
import { inGroups, makeDeviceKey, readDeviceKey } from '../station/device-key.ts';
import { withFolder } from '../station/folder-option.ts';
import { readPapers } from '../station/published-papers.ts';
import { stateOf } from '../station/anchor.ts';
import {
  KEY_FILE,
  openStationFolder,
  saveSettings,
  settingsIn,
  signedPackages,
} from '../station/station-folder.ts';
import type { Outcome } from '../terminal.ts';
import { addStationSend, STATE_WORDS } from './station-send.ts';
import { addStationSign } from './station-sign.ts';

/** What a device at a polling station does: it has a key, signs its protocols, and sends them. */
export function addStation(program: Command): void {
  const group = program
    .command('station')
    .description('Signs and sends the protocols of a polling station.');
  addEnrol(group);
  addStatus(group);
  addStationSign(group);
  addStationSend(group);
}

function addEnrol(group: Command): void {
  withFolder(
    group
      .command('enrol')
      .description('Makes the key of this device and asks to have it certified.')
      .requiredOption('--election <code>', 'code of the election')
      .requiredOption('--station <number>', 'number of the station')
      .addOption(
        new Option('--server <url>', 'address of the administration')
          .env('OVOZ_SERVER')
          .default('http://127.0.0.1:4040'),
      )
      .option('--public <url>', 'address of the public pages; left out: that of the server'),
  )
    .addHelpText(
      'after',
      `
The key never leaves the folder. Read the fingerprint to the commission, on paper or by telephone: two
of its officers compare it with what reached them before they certify the key. Enrol again in the same
folder to take the newest papers; the key stays.

Example:
  npm run ovoz -- station enrol --election uzbekistan-2026-12-27-training --station 17 --folder ./station-17`,
    )
    .action((_options, command: Command) => runCommand(command, () => enrol(command.opts())));
}

type EnrolOptions = {
  readonly server: string;
  readonly public?: string;
  readonly election: string;
  readonly station: string;
  readonly folder: string;
};

async function enrol(options: EnrolOptions): Promise<Outcome> {
  const { election, station } = options;
  const server = readOrigin(options.server);
  const pages = readOrigin(options.public ?? options.server);
  const path = fromWhereCalled(options.folder);
  const before = settingsIn(path);
  if (before !== null && (before.election !== election || before.station !== station)) {
    throw new CommandFailure(
      'enrolled-already',
      `${path} belongs to station ${before.station} in ${before.election}; choose another folder.`,
    );
  }
  const session = withoutSignIn(server);
  const papers = await readPapers(pages, election, station);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const isNew = makeDeviceKey(join(path, KEY_FILE));
  const key = readDeviceKey(join(path, KEY_FILE));
  await session.call(requestStationKey, {
    params: { code: election },
    body: {
      station,
      publicKey: key.publicKey,
      signature: signKeyRequest({ election, station }, key.sign),
    },
  });
  const { vkey } = await session.call(getLog, {});
  const logKey = before?.logKey ?? vkey;
  if (logKey !== vkey) {
    throw new CommandFailure(
      'log-key-changed',
      `The server shows another key of the public log than at the first enrolment. Ask the commission before you go on; ${path} was left as it was.`,
    );
  }
  saveSettings(path, { format: 1, server, public: pages, election, station, logKey, ...papers });
  const { fingerprint, publicKey } = key;
  return {
    json: { folder: path, election, station, fingerprint, publicKey },
    lines: [
      `${isNew ? 'A key was made for' : 'The key of'} station ${station} in ${election}${isNew ? '' : ' stays'}.`,
      'Read its fingerprint to the commission:',
      `  ${inGroups(fingerprint)}`,
      'It signs for the station once two officers have certified it. See how it stands by:',
      `  npm run ovoz -- station status --folder ${options.folder}`,
    ],
  };
}

const STATUS_WORDS = {
  requested: 'waits for two officers of the commission',
  certified: 'is certified',
  revoked: 'was revoked; make another device ready',
  unknown: 'is not known to the server; enrol again',
} as const;

function addStatus(group: Command): void {
  withFolder(
    group
      .command('status')
      .description('Says whether the key is certified, and how far each package has come.'),
  )
    .addHelpText('after', '\nExample:\n  npm run ovoz -- station status --folder ./station-17')
    .action((_options, command: Command) =>
      runCommand(command, async () => {
        const folder = openStationFolder(command.opts<{ folder: string }>().folder);
        const { settings, key } = folder;
        const { election: code, station, server } = settings;
        const { fingerprint } = key;
        const answer = await withoutSignIn(server).call(getStationKeyStatus, {
          params: { code, fingerprint },
        });
        const { status, validFrom, validUntil } = answer;
        const period = validFrom === null ? '' : `, valid from ${validFrom} until ${validUntil}`;
        const packages = signedPackages(folder).map((file) => ({ file, state: stateOf(file) }));
        return {
          json: { election: code, station, fingerprint, ...answer, packages },
          lines: [
            `Station ${station} in ${code}: the key ${STATUS_WORDS[status]}${period}.`,
            `  ${inGroups(fingerprint)}`,
            ...packages.map(({ file, state }) => `${file}: ${STATE_WORDS[state]}`),
          ],
          exitCode: status === 'certified' ? 0 : 1,
        };
      }),
    );
}
