import { Command } from 'commander';
import { addApprovals } from './commands/approvals.ts';
import { addBallotBox } from './commands/ballot-box.ts';
import { addBackup } from './commands/backup.ts';
import { addDrill } from './commands/drill.ts';
import { addExport } from './commands/export.ts';
import { addImport } from './commands/import.ts';
import { addInstallation } from './commands/installation.ts';
import { addSeats } from './commands/seats.ts';
import { addServe } from './commands/serve.ts';
import { addStation } from './commands/station.ts';
import { addSynthesize } from './commands/synthesize.ts';
import { addVerify } from './commands/verify.ts';
import { addWatch } from './commands/watch.ts';
import { addWitness } from './commands/witness.ts';

/** Every command of `ovoz`, in the order in which an installation meets them. */
export function createProgram(): Command {
  const program = new Command('ovoz')
    .description('Works with Ovoz, the national election information system.')
    .option('--json', 'write one JSON object for programs instead of text for people')
    .showSuggestionAfterError()
    .showHelpAfterError('Add --help to see how it is used.')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      `
In a clone: npm run ovoz -- COMMAND
for example npm run ovoz -- proposals --demo demo.central
Exit codes: 0 done, 1 refused or failed (one sentence with a stable code),
2 written wrong.`,
    )
    .exitOverride();
  const parts = [
    addServe,
    addInstallation,
    addImport,
    addApprovals,
    addStation,
    addExport,
    addSynthesize,
    addBallotBox,
    addSeats,
    addVerify,
    addWatch,
    addWitness,
    addBackup,
    addDrill,
  ];
  for (const add of parts) add(program);
  inheritSettings(program);
  return program;
}

/** Commander hands its settings to subcommands only when these are made by `command()`, one level at a time. */
function inheritSettings(parent: Command): void {
  for (const child of parent.commands) {
    child.copyInheritedSettings(parent);
    inheritSettings(child);
  }
}
