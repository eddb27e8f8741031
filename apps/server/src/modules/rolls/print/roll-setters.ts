import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RollDocument } from './roll-document.ts';
import type { SetAnswer, SetRequest } from './set-rolls-program.ts';

const PROGRAM = fileURLToPath(new URL('./set-rolls-program.ts', import.meta.url));
/** The text of a roll; what it is laid out in is outside of the heap. */
const MAX_HEAP_MB = 96;

export type SetRoll = { readonly sha256: string; readonly bytes: number };

/** Processes that set rolls, as many as there are cores to use. Each has one roll at a time. */
export type RollSetters = {
  readonly pids: readonly number[];
  /** Waits for a free process, then until the file stands there. */
  readonly set: (path: string, document: RollDocument) => Promise<SetRoll>;
  readonly end: () => void;
};

export function startRollSetters(count: number): RollSetters {
  const free = Array.from({ length: count }, startOne);
  const waiting: ((child: ChildProcess) => void)[] = [];
  const take = (): Promise<ChildProcess> => {
    const child = free.pop();
    if (child !== undefined) return Promise.resolve(child);
    return new Promise((resolve) => {
      waiting.push(resolve);
    });
  };
  return {
    pids: free.flatMap(({ pid }) => pid ?? []),
    set: async (path, document) => {
      const child = await take();
      const answer = await ask(child, { path, document });
      const next = waiting.shift();
      if (next === undefined) free.push(child);
      else next(child);
      if (!answer.ok) throw new Error(answer.reason);
      return answer;
    },
    end: () => {
      for (const child of free) if (child.connected) child.disconnect();
    },
  };
}

function startOne(): ChildProcess {
  return fork(PROGRAM, [], {
    execArgv: [`--max-old-space-size=${MAX_HEAP_MB}`],
    env: { NODE_ENV: 'production', MALLOC_ARENA_MAX: '1' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

async function ask(child: ChildProcess, request: SetRequest): Promise<SetAnswer> {
  const ended = new AbortController();
  const died = once(child, 'exit', { signal: ended.signal }).then((): never => {
    throw new Error('a process that sets rolls ended');
  });
  died.catch(() => {});
  const answered = once(child, 'message', { signal: ended.signal });
  answered.catch(() => {});
  child.send(request);
  try {
    const [answer] = (await Promise.race([answered, died])) as [SetAnswer];
    return answer;
  } finally {
    ended.abort();
  }
}
