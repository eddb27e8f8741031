import type { Result } from '@ovoz/basics';
import {
  type AnswerOf,
  type AnyOperation,
  type BodyOf,
  DEFAULT_MAX_BODY_BYTES,
  type ParamsOf,
  type QueryOf,
  type RefusalCode,
} from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { type Actor, coveringGrant, grantsOf, type SignedIn, type SubjectPlace } from './actor.ts';
import { recordRefusedCall } from './refused-calls.ts';
import type { Platform } from './platform.ts';
import { type Refusal, sendProblem } from './problem.ts';

type Input<Op extends AnyOperation> = {
  readonly params: ParamsOf<Op>;
  readonly query: QueryOf<Op>;
  readonly body: BodyOf<Op>;
  /** Of operations that take bytes: as they come. */
  readonly stream: Op extends { readonly bytes: true } ? AsyncIterable<Buffer> : undefined;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly now: Date;
};

type Answer<Op extends AnyOperation> = Promise<Result<AnswerOf<Op>, RefusalCode | Refusal>>;

/** For `public` operations. */
export type PublicHandler<Op extends AnyOperation> = {
  readonly handle: (input: Input<Op>) => Answer<Op>;
};

/** For `signed-in` operations: about the caller. */
export type OwnHandler<Op extends AnyOperation> = {
  readonly handle: (input: Input<Op> & { readonly signedIn: SignedIn }) => Answer<Op>;
};

/**
 * For `roles` operations. Either `placeOf` finds where the subject of the call lies (null: there is no
 * such thing), and the platform refuses foreign ones as not found; the handler gets what was found. Or
 * `lists: true`, and the handler returns only what lies within `scope`, the territories of the caller's
 * fitting grants.
 */
export type RoleHandler<Op extends AnyOperation, Place extends SubjectPlace = SubjectPlace> =
  | {
      readonly lists?: never;
      readonly placeOf: (input: Input<Op>) => Promise<Place | null>;
      readonly handle: (
        input: Input<Op> & { readonly actor: Actor; readonly place: Place },
      ) => Answer<Op>;
    }
  | {
      readonly lists: true;
      readonly placeOf?: never;
      readonly handle: (
        input: Input<Op> & { readonly signedIn: SignedIn; readonly scope: Scope },
      ) => Answer<Op>;
    };

/** Territories that a list may show. The empty path is everything. */
export type Scope = readonly TerritoryPath[];

type HandlerOf<
  Op extends AnyOperation,
  Place extends SubjectPlace,
> = Op['access']['kind'] extends 'public'
  ? PublicHandler<Op>
  : Op['access']['kind'] extends 'signed-in'
    ? OwnHandler<Op>
    : RoleHandler<Op, Place>;

type AnyHandler = {
  readonly placeOf?: (input: unknown) => Promise<SubjectPlace | null>;
  readonly lists?: true;
  readonly handle: (input: unknown) => Promise<Result<unknown, RefusalCode | Refusal>>;
};

/** Registers one operation of the contract: validation, rights, limits, refusals and evidence of refusals. */
export function serve<Op extends AnyOperation, Place extends SubjectPlace = SubjectPlace>(
  app: FastifyInstance,
  platform: Platform,
  operation: Op,
  handler: HandlerOf<Op, Place>,
): void {
  const route: RouteOptions = {
    method: operation.method,
    url: operation.path,
    bodyLimit: operation.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
    schema: {
      operationId: operation.id,
      summary: operation.summary,
      tags: [operation.module],
      ...(operation.params && { params: operation.params }),
      querystring: operation.query ?? NO_QUERY,
      ...(operation.body && { body: operation.body }),
      response: { 200: operation.answer },
    },
    config: { operation },
    handler: async (request, reply) => {
      const outcome = await run(
        platform,
        operation,
        handler as unknown as AnyHandler,
        request,
        reply,
      );
      if (outcome.ok) {
        if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
        return reply.send(outcome.value);
      }
      const refusal = asRefusal(outcome.refusal);
      await recordRefusedCall(platform, request, operation, refusal.code);
      return sendProblem(request, reply, refusal);
    },
  };
  if (operation.bytes !== true) {
    app.route(route);
    return;
  }
  // In a scope of its own: everywhere else a body that is not JSON is refused.
  void app.register(async (scope) => {
    scope.addContentTypeParser(BYTES, (_request, payload, done) => done(null, payload));
    scope.route(route);
  });
}

const BYTES = 'application/octet-stream';

const NO_QUERY = { type: 'object', additionalProperties: false, properties: {} } as const;

declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: AnyOperation;
  }
}

async function run(
  platform: Platform,
  operation: AnyOperation,
  handler: AnyHandler,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Result<unknown, RefusalCode | Refusal>> {
  const { params, query, body } = request;
  const stream = operation.bytes === true ? body : undefined;
  const input = { params, query, body, stream, request, reply, now: platform.now() };
  if (operation.access.kind === 'public') return handler.handle(input);
  const signedIn = request.session.signedIn;
  if (signedIn === undefined) return { ok: false, refusal: 'not-signed-in' };
  if (operation.access.kind === 'signed-in') return handler.handle({ ...input, signedIn });

  const grants = grantsOf(signedIn, operation.access.roles);
  if (grants.length === 0) return { ok: false, refusal: 'not-permitted' };
  if (handler.placeOf === undefined) {
    const scope = grants.map((grant) => grant.territoryPath);
    return handler.handle({ ...input, signedIn, scope });
  }
  const place = await handler.placeOf(input);
  const grant = place === null ? null : coveringGrant(grants, place);
  if (grant === null) return { ok: false, refusal: 'not-found' };
  const actor: Actor = {
    ...signedIn,
    actingAs: { role: grant.role, territoryPath: grant.territoryPath },
  };
  return handler.handle({ ...input, actor, place });
}

function asRefusal(refusal: RefusalCode | Refusal): Refusal {
  return typeof refusal === 'string' ? { code: refusal } : refusal;
}
