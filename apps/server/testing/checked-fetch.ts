import assert from 'node:assert/strict';
import { OPERATIONS, Problem, REFUSALS, GENERAL_REFUSALS, type AnyOperation } from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import { Value } from 'typebox/value';

/**
 * A fetch for the typed client that goes straight into the server, keeps its cookies, and fails the test
 * when an answer is not of the form, or a refusal not of the codes, that the contract promises.
 */
export function checkedFetch(
  app: FastifyInstance,
): (url: string, init: RequestInit) => Promise<Response> {
  const cookies = new Map<string, string>();
  return async (url, init) => {
    const response = await app.inject({
      method: init.method as 'GET',
      url,
      headers: {
        ...(init.headers as Record<string, string>),
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(typeof init.body === 'string' ? { payload: init.body } : {}),
      ...(init.body instanceof Uint8Array ? { payload: Buffer.from(init.body) } : {}),
    });
    for (const { name, value } of response.cookies) cookies.set(name, value);
    // As the server does: an address written out comes before one with parameters.
    const operation = OPERATIONS.filter((known) =>
      matches(known, init.method ?? 'GET', url),
    ).toSorted((a, b) => a.path.split(':').length - b.path.split(':').length)[0];
    assert.ok(operation !== undefined, `${url} belongs to an operation`);
    checkAnswer(operation, response.statusCode, response.json());
    return new Response(response.body, { status: response.statusCode });
  };
}

/** Fails when the answer is not what the operation's contract says. */
export function checkAnswer(operation: AnyOperation, status: number, answer: unknown): void {
  if (status === 200) {
    const [error] = Value.Errors(operation.answer, answer);
    const where = error === undefined ? '' : `${error.instancePath} ${error.message}`;
    assert.ok(Value.Check(operation.answer, answer), `answer of ${operation.id}: ${where}`);
    return;
  }
  assert.ok(Value.Check(Problem, answer), `a refusal of ${operation.id} is a problem`);
  const allowed: readonly string[] = [...GENERAL_REFUSALS, ...operation.refusals];
  assert.ok(allowed.includes(answer.code), `${operation.id} does not announce ${answer.code}`);
  const [expected] = REFUSALS[answer.code as keyof typeof REFUSALS];
  assert.equal(status, expected, `status of ${answer.code}`);
}

function matches(operation: AnyOperation, method: string, url: string): boolean {
  const path = url.split('?', 1)[0] ?? '';
  const pattern = operation.path.replaceAll(/:[a-zA-Z]+/g, '[^/]+');
  return operation.method === method && new RegExp(`^${pattern}$`).test(path);
}
