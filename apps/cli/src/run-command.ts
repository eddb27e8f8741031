import type { Command } from 'commander';
import { CommandFailure } from './failure.ts';
import { type Outcome, openTerminal, styled, type Terminal } from './terminal.ts';

/** Does the work of a command and shows what it came to. Only a defect throws. */
export async function runCommand(
  command: Command,
  work: (terminal: Terminal) => Promise<Outcome>,
): Promise<void> {
  const terminal = openTerminal(command.optsWithGlobals()['json'] === true, process.stderr);
  try {
    const outcome = await work(terminal);
    terminal.clear();
    console.log(terminal.json ? JSON.stringify(outcome.json) : outcome.lines.join('\n'));
    process.exitCode = outcome.exitCode ?? 0;
  } catch (error) {
    terminal.clear();
    if (!(error instanceof CommandFailure)) throw error;
    showFailure(terminal, error);
    process.exitCode = 1;
  }
}

function showFailure(terminal: Terminal, { code, message, errors }: CommandFailure): void {
  if (terminal.json) {
    console.log(JSON.stringify({ failure: { code, sentence: message, errors } }));
    return;
  }
  console.error(`${styled('red', `Not done (${code}):`, process.stderr)} ${message}`);
  for (const { field, reason } of errors) console.error(`  ${field}: ${reason}`);
}
