import { ArchiveBroken, FINDINGS, Malformed } from '@ovoz/verifiable-voting';
import type { Command } from 'commander';
import { CommandFailure } from '../failure.ts';
import { runCommand } from '../run-command.ts';
import type { Outcome, Terminal } from '../terminal.ts';
import { isSystemError, sentenceOfSystem } from './system-error.ts';

/** Does the work of a ballot-box command. What is wrong with a file that it reads is a refusal, never a defect. */
export function runBox(
  command: Command,
  work: (terminal: Terminal) => Promise<Outcome>,
): Promise<void> {
  return runCommand(command, async (terminal) => {
    try {
      return await work(terminal);
    } catch (error) {
      throw refusalOf(error);
    }
  });
}

function refusalOf(error: unknown): unknown {
  if (error instanceof ArchiveBroken) {
    const sentence = `${FINDINGS[error.code]} (byte ${error.offset})`;
    return new CommandFailure(error.code, sentence);
  }
  if (error instanceof Malformed) {
    return new CommandFailure('file-malformed', `What was read is wrong: ${error.message}.`);
  }
  if (isSystemError(error)) {
    return new CommandFailure('file-unusable', sentenceOfSystem(error, error.path ?? 'a file'));
  }
  return error;
}
