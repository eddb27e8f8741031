import type { Register } from '@ovoz/voter-register';
import { type Command, Option } from 'commander';
import { CommandFailure } from '../failure.ts';
import {
  type Heading,
  MANIFEST,
  manifestHash,
  readManifest,
  signFolder,
} from '../register/batch-folder.ts';
import { runCommand } from '../run-command.ts';
import { fromWhereCalled } from '../server-program.ts';
import { readDeviceKey } from '../station/device-key.ts';

type SignOptions = {
  readonly key: string;
  readonly after?: string;
  readonly country?: string;
  readonly register?: Register;
  readonly full?: true;
  readonly asOf?: string;
};

export function addRegisterSign(group: Command): void {
  group
    .command('sign')
    .description('Writes manifest.json and manifest.sig for the CSV files of a folder.')
    .argument(
      '<folder>',
      'folder with persons.csv and events.csv, or addresses.csv, or their parts',
    )
    .requiredOption('--key <file>', 'private key of the register, made by register keygen')
    .option('--after <folder>', 'folder of the batch before this one; left out for the very first')
    .option('--country <code>', 'country pack, for the very first batch')
    .addOption(
      new Option('--register <register>', 'for the very first batch').choices(['civil', 'address']),
    )
    .option('--full', 'everybody, not changes only; the very first batch always is')
    .option(
      '--as-of <moment>',
      'moment that the rows show, such as 2026-11-22T00:00:00Z; left out: now',
    )
    .addHelpText(
      'after',
      `
Examples:
  npm run ovoz -- register sign day-1 --key register.pem --country uzbekistan --register civil
  npm run ovoz -- register sign day-2 --key register.pem --after day-1`,
    )
    .action((folder: string, _options, command: Command) =>
      runCommand(command, async (terminal) => {
        const options = command.opts<SignOptions>();
        const path = fromWhereCalled(folder);
        const key = readDeviceKey(fromWhereCalled(options.key));
        const manifest = await signFolder(path, headingOf(options), key, (name) =>
          terminal.step(name),
        );
        const { register, kind, sequence, files } = manifest;
        const rows = files.reduce((sum, file) => sum + file.rows, 0);
        return {
          json: { manifest },
          lines: [
            `Batch ${sequence} of the ${register} register, ${kind}, ${rows.toLocaleString('en')} rows.`,
            `${folder}/${MANIFEST} is signed; send it with register push ${folder}.`,
          ],
        };
      }),
    );
}

function headingOf(options: SignOptions): Heading {
  const asOf = readMoment(options.asOf);
  if (options.after !== undefined) {
    const { manifest, text } = readManifest(fromWhereCalled(options.after));
    return {
      pack: manifest.pack,
      register: manifest.register,
      kind: options.full === true ? 'full' : 'delta',
      sequence: manifest.sequence + 1,
      previous: manifestHash(text),
      asOf,
    };
  }
  const { country, register } = options;
  if (country === undefined || register === undefined) {
    throw new CommandFailure(
      'sequence-unknown',
      'Give --after with the folder of the batch before, or --country and --register for the very first.',
    );
  }
  return { pack: country, register, kind: 'full', sequence: 1, previous: null, asOf };
}

function readMoment(given: string | undefined): string {
  const moment = given === undefined ? new Date() : new Date(given);
  if (!Number.isNaN(moment.getTime())) return moment.toISOString();
  throw new CommandFailure('moment-invalid', `--as-of "${given}" is no moment.`);
}
