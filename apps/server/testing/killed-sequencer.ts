import { readFileSync } from 'node:fs';
import pino from 'pino';
import { openSequencer, type SequencerStep } from '../src/modules/record/sequencer.ts';
import type { Configuration } from '../src/platform/configuration.ts';
import { openDatabase } from '../src/platform/database.ts';
import { loadServerKeys } from '../src/platform/server-keys.ts';

/**
 * A sequencer in a process of its own, which ends it by SIGKILL at a step, or goes on until somebody kills it.
 * Arguments: file with the settings, step (or `never`), and how often the step is passed before.
 */
const [, , file = '', at = 'never', passed = '0'] = process.argv;
const { configuration, installation } = JSON.parse(readFileSync(file, 'utf8')) as {
  configuration: Configuration;
  installation: { id: string; kind: 'demo' };
};
const url = configuration.databaseUrl ?? '';
let left = Number(passed);
const sequencer = await openSequencer(
  {
    database: openDatabase(url),
    log: pino({ level: 'silent' }),
    configuration,
    installation,
    keys: loadServerKeys(configuration.dataDirectory),
    now: () => new Date(),
  },
  url,
  {
    onStep: (log, step: SequencerStep) => {
      if (log !== 'public' || step !== at) return;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
      left -= 1;
    },
  },
);
if (sequencer === null) throw new Error('another sequencer holds the lock');
console.log('open');
for (;;) {
  await sequencer.step('sign-now');
  console.log('round');
}
