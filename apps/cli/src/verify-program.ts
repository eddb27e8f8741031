import type { Command } from 'commander';
import { programOf } from './base-program.ts';
import { addVerify } from './commands/verify.ts';

/** `ovoz verify` alone: it waits for the verifier, and what other commands load is kept out of memory meanwhile. */
export function createProgram(): Command {
  return programOf([addVerify]);
}
