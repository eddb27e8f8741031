import type { Command } from 'commander';
import { programOf } from './base-program.ts';
import { addApprovals } from './commands/approvals.ts';
import { addBallotBox } from './commands/ballot-box.ts';
import { addBackup } from './commands/backup.ts';
import { addDrill } from './commands/drill.ts';
import { addExport } from './commands/export.ts';
import { addImport } from './commands/import.ts';
import { addInstallation } from './commands/installation.ts';
import { addRegister } from './commands/register.ts';
import { addRoll } from './commands/roll.ts';
import { addSeats } from './commands/seats.ts';
import { addServe } from './commands/serve.ts';
import { addStation } from './commands/station.ts';
import { addSynthesize } from './commands/synthesize.ts';
import { addVerify } from './commands/verify.ts';
import { addWatch } from './commands/watch.ts';
import { addWitness } from './commands/witness.ts';

/** Every command of `ovoz`, in the order in which an installation meets them. */
export function createProgram(): Command {
  return programOf([
    addServe,
    addInstallation,
    addImport,
    addApprovals,
    addStation,
    addRegister,
    addExport,
    addRoll,
    addSynthesize,
    addBallotBox,
    addSeats,
    addVerify,
    addWatch,
    addWitness,
    addBackup,
    addDrill,
  ]);
}
