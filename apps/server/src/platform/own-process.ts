import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Where Node.js keeps what it compiled: half a second less each time. It does without where it may not write. */
const COMPILED = fileURLToPath(new URL('../../../../node_modules/.cache/ovoz', import.meta.url));
/** A process that is told to end has this long to finish its transaction. */
const PATIENCE_MS = 5000;

/**
 * Runs a program that was written with `inOwnProcess`, so that heavy work holds up no call and its memory goes back.
 * @param input goes by the channel: an environment can be read from outside, and it may hold the database's address.
 * @throws when the program ended otherwise than by having done its work, unless it was stopped.
 */
export async function runInOwnProcess(
  program: URL,
  input: object,
  { maxHeapMb, stop }: { readonly maxHeapMb: number; readonly stop: AbortSignal },
): Promise<void> {
  if (stop.aborted) return;
  const child = fork(fileURLToPath(program), [], {
    execArgv: [`--max-old-space-size=${maxHeapMb}`, '--max-semi-space-size=16'],
    env: { NODE_ENV: 'production', MALLOC_ARENA_MAX: '2', NODE_COMPILE_CACHE: COMPILED },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const end = () => {
    if (child.connected) child.disconnect();
    setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
  };
  stop.addEventListener('abort', end, { once: true });
  child.once('error', reject);
  child.once('exit', (code, signal) => {
    stop.removeEventListener('abort', end);
    if (code === 0 || stop.aborted) resolve();
    else reject(new Error(`${program.pathname.split('/').at(-1)} ended with ${signal ?? code}`));
  });
  child.send(input);
  return promise;
}

/**
 * The other side of `runInOwnProcess`: takes the input, works, and ends the process. Whoever started it may end first;
 * then `stop` is signalled.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says what it is sent
export function inOwnProcess<Input extends object>(
  work: (input: Input, stop: AbortSignal) => Promise<void>,
): void {
  const stopping = new AbortController();
  process.once('disconnect', () => stopping.abort());
  process.once('message', (input: Input) => {
    work(input, stopping.signal).then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(
          `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
        );
        process.exit(1);
      },
    );
  });
}
