import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generateNation, type NationFiles } from '@ovoz/synthetic-nation';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import { CommandFailure } from '../failure.ts';
import { runCommand } from '../run-command.ts';
import { writeFiles } from '../write-files.ts';
import { synthesizeVoters, type VoterOptions } from './synthesize-voters.ts';

const PACKS = new URL('../../../../country-packs/', import.meta.url);

const FILES_OF = {
  stations: ['stations'],
  districts: ['districts'],
  candidates: ['parties', 'candidates'],
  commissions: ['commissions', 'members'],
  nation: [
    'territories',
    'stations',
    'districts',
    'parties',
    'candidates',
    'commissions',
    'members',
  ],
} as const satisfies Record<string, readonly (keyof NationFiles)[]>;

type Options = Omit<VoterOptions, 'folder'> & {
  readonly folder?: string;
  readonly system?: string;
  readonly year: number;
  readonly formedOn?: string;
  readonly precinctCommissions: number;
};

export function addSynthesize(program: Command): void {
  program
    .command('synthesize')
    .description('Generates import files of an invented nation, for training and tests.')
    .addArgument(
      new Argument('<what>', 'what to generate').choices([...Object.keys(FILES_OF), 'voters']),
    )
    .requiredOption('--country <code>', 'country pack, such as uzbekistan')
    .requiredOption('--seed <text>', 'the same seed gives the same files')
    .option(
      '--out, --folder <folder>',
      'folder for the files (synthetic-WHAT-COUNTRY here); existing ones are not replaced',
    )
    .option('--system <code>', 'electoral system of the candidates (the first of the pack)')
    .option('--year <number>', 'year of voting', wholeNumber, new Date().getFullYear())
    .option('--formed-on <date>', 'day on which commissions were formed (1 October of the year)')
    .option('--precinct-commissions <number>', 'so many stations get a commission', wholeNumber, 0)
    .option('--count <number>', 'voters: so many records', wholeNumber)
    .option('--delta <number>', 'voters: so many changes in a later batch', wholeNumber)
    .option('--deltas <number>', 'voters: so many later batches', wholeNumber, 1)
    .option('--spoiled <number>', 'voters: so many records that must be refused', wholeNumber, 0)
    .option('--as-of <date>', 'voters: day of the full batch', '2026-10-01')
    .option('--territories <codes...>', 'voters: only in these territories')
    .addHelpText(
      'after',
      `
Names of people, addresses and places of stations are invented; every row is marked as generated.

Examples:
  npm run ovoz -- synthesize stations --country uzbekistan --seed 1 --out /tmp/nation
  npm run ovoz -- synthesize nation --country georgia --seed 1 --out /tmp/georgia
  npm run ovoz -- synthesize voters --country uzbekistan --seed 1 --count 1000000 --delta 20000 --folder /tmp/voters`,
    )
    .action((what: keyof typeof FILES_OF | 'voters', _options, command: Command) =>
      runCommand(command, async (terminal) => {
        const options = command.opts<Options>();
        refuseUnknownPack(options.country);
        const folder = options.folder ?? `synthetic-${what}-${options.country}`;
        if (what === 'voters') return synthesizeVoters(terminal, { ...options, folder });
        const files = generate(options);
        const named = FILES_OF[what].map((name) => [`${name}.csv`, files[name]] as const);
        return writeFiles(folder, Object.fromEntries(named));
      }),
    );
}

function refuseUnknownPack(country: string): void {
  const known = readdirSync(PACKS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  if (!known.includes(country)) {
    throw new CommandFailure(
      'pack-unknown',
      `There is no country pack "${country}"; there are ${known.join(', ')}.`,
    );
  }
}

function generate(options: Options): NationFiles {
  const numberOfPrecincts = options.precinctCommissions;
  return generateNation((file) => readPackFile(options.country, file), {
    seed: options.seed,
    ...(options.system === undefined ? {} : { system: options.system }),
    votingYear: options.year,
    formedOn: options.formedOn ?? `${options.year}-10-01`,
    precinctCommissions: (numbers) => numbers.slice(0, numberOfPrecincts),
  });
}

function readPackFile(country: string, file: string): string | null {
  const path = fileURLToPath(new URL(`${country}/${file}`, PACKS));
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It should be a whole number.');
  return Number(text);
}
