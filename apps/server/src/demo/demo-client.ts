import { type Client, createClient, type InputOf } from '@ovoz/client';
import { type AnswerOf, type AnyOperation, signInToDemo } from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import { StartFailure } from '../platform/failure.ts';

/** A client whose refusals stop the loading: the demonstration's own data must pass every rule. */
export type DemoClient = {
  readonly call: <Op extends AnyOperation>(
    operation: Op,
    input: InputOf<Op>,
  ) => Promise<AnswerOf<Op>>;
  /** The refusal's code, where one is an expected answer. */
  readonly tryCall: Client['call'];
};

/** Signs a demonstration account in. Everything goes through the same door as people's own calls. */
export async function signInDemo(app: FastifyInstance, username: string): Promise<DemoClient> {
  const client = anonymousClient(app);
  await client.call(signInToDemo, { body: { username } });
  return client;
}

export function anonymousClient(app: FastifyInstance): DemoClient {
  const client = createClient({ origin: '', fetch: cookieFetch(app) });
  return {
    tryCall: client.call,
    call: async (operation, input) => {
      const answer = await client.call(operation, input);
      if (answer.ok) return answer.value;
      throw new StartFailure(
        'demo-not-loaded',
        `The demonstration could not be loaded: ${operation.id} was refused (${JSON.stringify(answer.refusal)}).`,
      );
    },
  };
}

function cookieFetch(app: FastifyInstance) {
  const cookies = new Map<string, string>();
  return async (url: string, init: RequestInit): Promise<Response> => {
    const response = await app.inject({
      method: init.method as 'GET',
      url,
      headers: {
        ...(init.headers as Record<string, string>),
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...payloadOf(init.body),
    });
    for (const { name, value } of response.cookies) cookies.set(name, value);
    return new Response(response.body, { status: response.statusCode });
  };
}

function payloadOf(body: RequestInit['body']): { readonly payload?: string | Buffer } {
  if (typeof body === 'string') return { payload: body };
  return body instanceof Uint8Array ? { payload: Buffer.from(body) } : {};
}
