import assert from 'node:assert/strict';
import { createClient, type InputOf } from '@ovoz/client';
import type { AnswerOf, AnyOperation } from '@ovoz/contract';
import type { APIRequestContext } from 'playwright-core';

/** A call of the contract; fails when it is refused. */
export type Call = <Op extends AnyOperation>(
  operation: Op,
  input: InputOf<Op>,
) => Promise<AnswerOf<Op>>;

/** Calls with the session of a browser window. */
export function callerIn(request: APIRequestContext, origin: string): Call {
  const client = createClient({
    origin,
    fetch: async (url, { method, headers, body }) => {
      const given = { ...(headers as Record<string, string>), origin };
      const data = typeof body === 'string' ? { data: body } : {};
      const answer = await request.fetch(url, { method: method ?? 'GET', headers: given, ...data });
      return new Response(new Uint8Array(await answer.body()), { status: answer.status() });
    },
  });
  return async (operation, input) => {
    const answer = await client.call(operation, input);
    assert.ok(answer.ok, `${operation.id}: ${JSON.stringify(answer)}`);
    return answer.value;
  };
}
