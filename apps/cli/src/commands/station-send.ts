import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type PackageReceipt, submitPackage } from '@ovoz/contract';
import type { NoteKey } from '@ovoz/public-log';
import type { Command } from 'commander';
import { CommandFailure } from '../failure.ts';
import { runCommand } from '../run-command.ts';
import { fromWhereCalled } from '../server-program.ts';
import { type Session, withoutSignIn } from '../sign-in.ts';
import { askAnchor, type PackageState, pinnedLogKey, stateOf } from '../station/anchor.ts';
import { withFolder } from '../station/folder-option.ts';
import {
  openStationFolder,
  receiptPath,
  type StationFolder,
  signedPackages,
  writeWhole,
} from '../station/station-folder.ts';
import type { Outcome, Terminal } from '../terminal.ts';

export function addStationSend(group: Command): void {
  withFolder(
    group
      .command('send')
      .description(
        'Sends signed packages, keeps the receipts, and proves that they are in the public log.',
      )
      .argument('[files...]', 'packages; left out: all of the folder that are not in the log yet')
      .option('--until-anchored', 'ask and send again until every package is in the public log'),
  )
    .addHelpText(
      'after',
      `
Sending twice does no harm: the same package gets the same receipt. When the line breaks, send again. A result is safe
when its package is in the public log and witnesses co-signed that: send and status say so.

Example:
  npm run ovoz -- station send --folder ./station-17 --until-anchored`,
    )
    .action((files: readonly string[], _options, command: Command) =>
      runCommand(command, (terminal) => {
        const { folder, untilAnchored } = command.opts<SendOptions>();
        const opened = openStationFolder(folder);
        const given = files.map((file) => fromWhereCalled(file));
        const asked = given.length > 0 ? given : undonePackages(opened);
        return sendAll(terminal, opened, asked, untilAnchored === true);
      }),
    );
}

type SendOptions = { readonly folder: string; readonly untilAnchored?: true };

type Sent =
  | { readonly file: string; readonly receipt: PackageReceipt; readonly state: PackageState }
  | { readonly file: string; readonly code: string; readonly sentence: string };

/** How far a package has come, in words. */
export const STATE_WORDS = {
  signed: 'signed, not sent yet',
  received: 'received; not in the public log yet, send again in a moment',
  anchored: 'in the public log; witnesses have not co-signed that yet',
  public: 'in the public log, co-signed by witnesses',
} as const satisfies Record<PackageState, string>;

/** A new checkpoint comes every ten seconds while there is work. */
const ASK_AGAIN_MS = 5000;

function undonePackages(folder: StationFolder): readonly string[] {
  return signedPackages(folder).filter((file) => stateOf(file) !== 'public');
}

async function sendAll(
  terminal: Terminal,
  { path, settings }: StationFolder,
  files: readonly string[],
  untilAnchored: boolean,
): Promise<Outcome> {
  if (files.length === 0) {
    return {
      json: { sent: [] },
      lines: ['Every package of the folder is in the public log, co-signed by witnesses.'],
    };
  }
  const session = withoutSignIn(settings.server);
  const logKey = await pinnedLogKey(session, path, settings);
  const sent: Sent[] = [];
  for (const file of files) {
    terminal.step(`Sending ${file}`);
    sent.push(await send(session, settings.election, file, logKey));
  }
  if (untilAnchored) {
    while (sent.some(isWaiting)) {
      terminal.step('Waiting for the public log');
      await wait(ASK_AGAIN_MS);
      for (const [at, one] of sent.entries()) {
        if (isWaiting(one)) sent[at] = await send(session, settings.election, one.file, logKey);
      }
    }
  }
  return {
    json: { sent },
    lines: sent.flatMap(linesOf),
    exitCode: sent.every((one) => 'receipt' in one) ? 0 : 1,
  };
}

function isWaiting(sent: Sent): boolean {
  return 'state' in sent && sent.state === 'received';
}

/**
 * Sends what is not in the log yet: a server that lost a package gets it again. A package that is refused does not
 * keep the others back; a line that is dead does.
 */
async function send(session: Session, code: string, file: string, logKey: NoteKey): Promise<Sent> {
  if (!existsSync(file)) throw new CommandFailure('file-not-found', `There is no ${file}.`);
  const body = { package: readFileSync(file, 'utf8') };
  try {
    const receipt = await session.call(submitPackage, { params: { code }, body });
    const lost = keepOtherReceipt(file, receipt);
    writeWhole(receiptPath(file), `${JSON.stringify(receipt, null, 2)}\n`);
    if (lost !== null) {
      throw new CommandFailure(
        'receipt-changed',
        `The server had lost this package and has it again, under another receipt; the first one is kept as ${lost}. Tell the commission.`,
      );
    }
    return { file, receipt, state: await askAnchor(session, logKey, file) };
  } catch (error) {
    if (!(error instanceof CommandFailure) || error.code === 'unreachable') throw error;
    return { file, code: error.code, sentence: error.message };
  }
}

/** A server that gives another receipt than before has lost what it had acknowledged. @returns where the first one lies. */
function keepOtherReceipt(file: string, { fact }: PackageReceipt): string | null {
  const path = receiptPath(file);
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'utf8');
  const before = JSON.parse(text) as PackageReceipt;
  if (before.fact === fact) return null;
  const kept = file.replace(/(\.json)?$/, `.lost-receipt-${before.fact.slice(0, 8)}.json`);
  writeWhole(kept, text);
  return kept;
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
    `  ${STATE_WORDS[sent.state]}`,
    ...(errors + warnings > 0 ? [`  ${errors} errors, ${warnings} warnings by the form`] : []),
  ];
}
