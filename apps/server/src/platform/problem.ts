import { type Problem, REFUSALS, type RefusalCode } from '@ovoz/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A refusal with what the person can do about it, or which fields are wrong. */
export type Refusal = {
  readonly code: RefusalCode;
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly reason: string }[];
};

/** RFC 9457 problem details of a refusal. */
export function toProblem(refusal: Refusal, requestId: string): Problem {
  const [status, title] = REFUSALS[refusal.code];
  return {
    type: `urn:ovoz:refusal:${refusal.code}`,
    title,
    status,
    code: refusal.code,
    requestId,
    ...(refusal.detail === undefined ? {} : { detail: refusal.detail }),
    ...(refusal.errors === undefined ? {} : { errors: [...refusal.errors] }),
  };
}

/** Answers a refusal as problem+json with the status of its code. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
): FastifyReply {
  const problem = toProblem(refusal, request.id);
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problem);
}
