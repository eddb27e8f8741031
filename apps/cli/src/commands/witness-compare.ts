import type { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import { type Outcome, styled, type Terminal } from '../terminal.ts';
import {
  compareKept,
  compareWithLog,
  type Contradiction,
  type Kept,
  readKept,
} from '../witness/compare-witnesses.ts';
import { findLog, openLogSite } from '../witness/log-site.ts';

export function addWitnessCompare(witness: Command): void {
  witness
    .command('compare')
    .description(
      'Holds what several witnesses kept side by side: did the log show all of them one tree?',
    )
    .argument('<witnesses...>', 'folders of witnesses, or addresses where they listen')
    .option('--with <url>', 'also hold everything against the log as it is served now')
    .addHelpText(
      'after',
      `
Exit code 0: no contradiction. Exit code 1: two trees that cannot both be, with both signed checkpoints.
Witnesses that never saw the same number of entries are only comparable with --with.

Example:
  npm run ovoz -- witness compare ./witness https://witness.other.example --with https://elections.example.org`,
    )
    .action((witnesses: readonly string[], _options, command: Command) =>
      runCommand(command, (terminal) =>
        compare(terminal, witnesses, command.opts<{ with?: string }>().with),
      ),
    );
}

async function compare(
  terminal: Terminal,
  witnesses: readonly string[],
  site: string | undefined,
): Promise<Outcome> {
  const all: Kept[] = [];
  for (const given of witnesses) {
    terminal.step(`Reading ${given}`);
    all.push(await readKept(given));
  }
  const { compared, alone, contradictions: between } = compareKept(all);
  const beside =
    site === undefined ? [] : await compareWithLog(all, openLogSite((await findLog(site)).address));
  const contradictions = [...between, ...beside];
  const names = all.map(({ witness, seen }) => `${witness} (${seen.length})`).join(', ');
  return {
    json: { witnesses: all.map(({ witness }) => witness), compared, alone, contradictions },
    lines: [
      `Checkpoints of ${names}: ${compared} sizes that several saw, ${alone} that one saw.`,
      ...contradictions.flatMap(linesOf),
      contradictions.length > 0
        ? styled(
            'red',
            `${contradictions.length} contradictions. The checkpoints above are proof; publish them.`,
          )
        : site === undefined && compared === 0
          ? 'No contradiction, but nothing could be compared either: add --with and the address of the site.'
          : 'No contradiction.',
    ],
    exitCode: contradictions.length > 0 ? 1 : 0,
  };
}

const WORDS = {
  'split-view': 'the log signed two trees',
  'log-shrank': 'the log shows fewer entries than it had signed',
};

function linesOf({ code, size, sides }: Contradiction): readonly string[] {
  return [
    styled(['bold', 'red'], `${code}: at ${size} entries ${WORDS[code]}.`),
    ...sides.flatMap(({ witness, note }) => [`Seen by ${witness}:`, note]),
  ];
}
