import { parentPort, workerData } from 'node:worker_threads';
import { checkRules, type RulesToCheck } from './check-rules.ts';

// The thread is started by commands.ts with these very types.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin, a window has
parentPort?.postMessage(checkRules(workerData as RulesToCheck));
