#!/usr/bin/env node
import { CommanderError } from 'commander';

/** 1 is for a refusal or a failure; the shell's custom for a command that was written wrong is 2. */
const USAGE_ERROR = 2;

const command = process.argv.slice(2).find((word) => !word.startsWith('-'));
const { createProgram } =
  command === 'verify' ? await import('./verify-program.ts') : await import('./program.ts');

try {
  await createProgram().parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : USAGE_ERROR;
}
