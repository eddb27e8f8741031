import { existsSync, readFileSync } from 'node:fs';
import { type PackageReceipt, submitPackage } from '@ovoz/contract';
import type { Command } from 'commander';
import { CommandFailure } from '../failure.ts';
import { runCommand } from '../run-command.ts';
import { fromWhereCalled } from '../server-program.ts';
import { type Session, withoutSignIn } from '../sign-in.ts';
import { withFolder } from '../station/folder-option.ts';
import {
  openStationFolder,
  receiptPath,
  type StationFolder,
  unsentPackages,
  writeWhole,
} from '../station/station-folder.ts';
import type { Outcome, Terminal } from '../terminal.ts';

export function addStationSend(group: Command): void {
  withFolder(
    group
      .command('send')
      .description('Sends signed packages and keeps the receipts beside them.')
      .argument('[files...]', 'packages; left out: all of the folder that have no receipt'),
  )
    .addHelpText(
      'after',
      `
Sending twice does no harm: the same package gets the same receipt. When the line breaks, send again.

Example:
  npm run ovoz -- station send --folder ./station-17`,
    )
    .action((files: readonly string[], _options, command: Command) =>
      runCommand(command, (terminal) => {
        const folder = openStationFolder(command.opts<{ folder: string }>().folder);
        const given = files.map((file) => fromWhereCalled(file));
        return sendAll(terminal, folder, given.length > 0 ? given : unsentPackages(folder));
      }),
    );
}

type Sent =
  | { readonly file: string; readonly receipt: PackageReceipt }
  | { readonly file: string; readonly code: string; readonly sentence: string };

async function sendAll(
  terminal: Terminal,
  { settings }: StationFolder,
  files: readonly string[],
): Promise<Outcome> {
  if (files.length === 0) {
    return { json: { sent: [] }, lines: ['Every package of the folder has its receipt.'] };
  }
  const session = withoutSignIn(settings.server);
  const sent: Sent[] = [];
  for (const file of files) {
    terminal.step(`Sending ${file}`);
    sent.push(await send(session, settings.election, file));
  }
  return {
    json: { sent },
    lines: sent.flatMap(linesOf),
    exitCode: sent.every((one) => 'receipt' in one) ? 0 : 1,
  };
}

/** A package that is refused does not keep the others back; a line that is dead does. */
async function send(session: Session, code: string, file: string): Promise<Sent> {
  if (!existsSync(file)) throw new CommandFailure('file-not-found', `There is no ${file}.`);
  const body = { package: readFileSync(file, 'utf8') };
  try {
    const receipt = await session.call(submitPackage, { params: { code }, body });
    writeWhole(receiptPath(file), `${JSON.stringify(receipt, null, 2)}\n`);
    return { file, receipt };
  } catch (error) {
    if (!(error instanceof CommandFailure) || error.code === 'unreachable') throw error;
    return { file, code: error.code, sentence: error.message };
  }
}

function linesOf(sent: Sent): readonly string[] {
  if ('code' in sent) return [`${sent.file}: refused (${sent.code}). ${sent.sentence}`];
  const { outcome, hash, fact, errors, warnings, receivedAt } = sent.receipt;
  return [
    outcome === 'received'
      ? `${sent.file}: received.`
      : `${sent.file}: kept, but another one stands; two officers decide. Call the commission.`,
    `  package ${hash}`,
    `  recorded as fact ${fact} at ${receivedAt}`,
    ...(errors + warnings > 0 ? [`  ${errors} errors, ${warnings} warnings by the form`] : []),
  ];
}
