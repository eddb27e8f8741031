import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import pino from 'pino';
import { openSequencer, type SequencerStep } from '../src/modules/record/sequencer.ts';
import type { Configuration } from '../src/platform/configuration.ts';
import { openDatabase } from '../src/platform/database.ts';
import { loadServerKeys } from '../src/platform/server-keys.ts';

/**
 * A sequencer in a process of its own, which ends it by SIGKILL at a step, or goes on until somebody kills it.
 * Arguments: file with the settings, step (or `never`), and how often the step is passed before.
 */
const RETRY_MS = 20;
const [, , file = '', at = 'never', passed = '0'] = process.argv;
const { configuration, installation } = JSON.parse(readFileSync(file, 'utf8')) as {
  configuration: Configuration;
  installation: { id: string; kind: 'demo' };
};
const url = configuration.databaseUrl ?? '';
let left = Number(passed);
const open = () =>
  openSequencer(
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
let sequencer = await open();
// The database takes a moment to see that the process before was killed.
while (sequencer === null) {
  await wait(RETRY_MS);
  sequencer = await open();
}
console.log('open');
for (;;) {
  await sequencer.step('sign-now');
  console.log('round');
}
