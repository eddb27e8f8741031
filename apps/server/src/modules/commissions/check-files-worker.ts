import { parentPort, workerData } from 'node:worker_threads';
import { type CommissionFilesToCheck, checkFiles } from './check-files.ts';

// The thread is started by import-files.ts with these very types.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin, a window has
parentPort?.postMessage(checkFiles(workerData as CommissionFilesToCheck));
