import { type Client, createClient, type InputOf } from '@ovoz/client';
import { type AnswerOf, type AnyOperation, signInToDemo } from '@ovoz/contract';
import type { CallTimes } from './call-times.ts';
import { DrillFailure } from './drill-failure.ts';

/** Somebody with a browser of their own, or a device without any session. */
export type DrillClient = {
  /** The answer. @throws DrillFailure with the refusal where none is expected. */
  readonly call: <Op extends AnyOperation>(
    operation: Op,
    input: InputOf<Op>,
  ) => Promise<AnswerOf<Op>>;
  /** The answer or the refusal, where a refusal can be right. */
  readonly tryCall: Client['call'];
  readonly cookies: () => string;
};

/** Somebody works in bursts; after the limit of calls a minute they wait like anybody else. */
const PAUSE_MS = 1000;
const MAX_PAUSES = 90;

export function createDrillClient(origin: string, times: CallTimes): DrillClient {
  const cookies = new Map<string, string>();
  const header = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const client = createClient({
    origin,
    fetch: async (url, init) => {
      const headers = { ...(init.headers as Record<string, string>), cookie: header() };
      const response = await fetch(url, { ...init, headers, redirect: 'error' });
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';', 1);
        const at = pair.indexOf('=');
        cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
      return response;
    },
  });
  const tryCall: Client['call'] = async (operation, input) => {
    for (let pauses = 0; ; pauses++) {
      const began = performance.now();
      const answer = await client.call(operation, input);
      const isLimited = !answer.ok && answer.refusal.code === 'too-many-requests';
      if (!isLimited || pauses === MAX_PAUSES) {
        times.add(operation.id, performance.now() - began);
        return answer;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  return {
    tryCall,
    call: async (operation, input) => {
      const answer = await tryCall(operation, input);
      if (answer.ok) return answer.value;
      const { refusal } = answer;
      throw new DrillFailure(`${operation.id} was refused: ${JSON.stringify(refusal)}`);
    },
    cookies: header,
  };
}

/** Signs a demonstration account in. */
export async function signIn(
  origin: string,
  times: CallTimes,
  username: string,
): Promise<DrillClient> {
  const client = createDrillClient(origin, times);
  await client.call(signInToDemo, { body: { username } });
  return client;
}
