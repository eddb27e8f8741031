import { type Result, ok, refused } from '@ovoz/basics';
import type { AnswerOf, AnyOperation, BodyOf, ParamsOf, Problem, QueryOf } from '@ovoz/contract';

type Part<Name extends string, Value> = [Value] extends [undefined]
  ? { readonly [N in Name]?: undefined }
  : { readonly [N in Name]: Value };

/** What a call of an operation needs: exactly the parts that its contract value names. */
export type InputOf<Op extends AnyOperation> = Part<'params', ParamsOf<Op>> &
  Part<'query', QueryOf<Op>> &
  Part<'body', BodyOf<Op>> &
  (Op extends { readonly bytes: true } ? { readonly bytes: Uint8Array<ArrayBuffer> } : unknown);

/** `unreachable` stands for no answer at all: the server is down or the network is. */
export type CallRefusal = Problem | { readonly code: 'unreachable'; readonly title: string };

export type Client = {
  /** Calls an operation. A refusal is a value; only a defect throws. */
  readonly call: <Op extends AnyOperation>(
    operation: Op,
    input: InputOf<Op>,
  ) => Promise<Result<AnswerOf<Op>, CallRefusal>>;
};

export type ClientOptions = {
  /** `http://127.0.0.1:4040`, or empty for the page's own origin. */
  readonly origin: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
};

/** A client that reads path, method and schemas from the contract. */
export function createClient({ origin, fetch }: ClientOptions): Client {
  return {
    call: async (operation, input) => {
      const { params, query } = input as Record<string, Record<string, string> | undefined>;
      const url = origin + addressOf(operation, params ?? {}, query ?? {});
      const response = await send(fetch, url, {
        method: operation.method,
        credentials: 'same-origin',
        ...contentOf(input),
      });
      if (!response.ok) return response;
      const answer: unknown = await response.value.json().catch(() => undefined);
      if (answer === undefined) return refused(unreachable('The answer could not be read.'));
      // The server checked the answer against the contract's schema before it sent it.
      return response.value.ok ? ok(answer as never) : refused(answer as Problem);
    },
  };
}

function contentOf(input: {
  readonly body?: unknown;
  readonly bytes?: Uint8Array<ArrayBuffer>;
}): RequestInit {
  const { body, bytes } = input;
  if (bytes !== undefined) {
    return { headers: { 'content-type': 'application/octet-stream' }, body: bytes };
  }
  if (body === undefined) return { headers: {} };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function send(
  fetch: ClientOptions['fetch'],
  url: string,
  init: RequestInit,
): Promise<Result<Response, CallRefusal>> {
  try {
    return ok(await fetch(url, init));
  } catch (error) {
    // The Fetch standard reports a network error as a TypeError; anything else is a defect.
    if (error instanceof TypeError) return refused(unreachable('The server does not answer.'));
    throw error;
  }
}

function unreachable(title: string): CallRefusal {
  return { code: 'unreachable', title };
}

/** Path with its parameters filled in, and the query that was given. */
export function addressOf(
  operation: AnyOperation,
  params: Readonly<Record<string, string>>,
  query: Readonly<Record<string, string | undefined>>,
): string {
  const path = operation.path.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new TypeError(`${operation.id} needs the parameter ${name}`);
    return encodeURIComponent(value);
  });
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
