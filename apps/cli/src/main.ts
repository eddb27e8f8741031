#!/usr/bin/env node
import { CommanderError } from 'commander';
import { createProgram } from './program.ts';

/** 1 is for a refusal or a failure; the shell's custom for a command that was written wrong is 2. */
const USAGE_ERROR = 2;

try {
  await createProgram().parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : USAGE_ERROR;
}
