import type { Role } from '@ovoz/election-model';
import type { Static, TSchema } from 'typebox';
import type { RefusalCode } from './refusals.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * Who may call an operation.
 * `public`: anybody. `signed-in`: any person with a session, about themselves.
 * `roles`: a person with a grant of one of these roles that is valid now and covers the territory that
 * the call is about; a subject outside of it is answered as not found, never as forbidden.
 */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'roles'; readonly roles: readonly Role[] };

/** One HTTP operation, read by server, clients, OpenAPI page and authorisation test alike. */
export type Operation<
  Params extends TSchema = TSchema,
  Query extends TSchema = TSchema,
  Body extends TSchema = TSchema,
  Answer extends TSchema = TSchema,
> = {
  readonly id: string;
  readonly module: string;
  readonly method: Method;
  /** With `:name` parameters, below `/api`. */
  readonly path: `/api/${string}`;
  readonly summary: string;
  readonly access: Access;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The body is bytes (`application/octet-stream`), of which the handler is given the stream. */
  readonly bytes?: true;
  readonly answer: Answer;
  /** Codes beyond the general ones that this operation may refuse with. */
  readonly refusals: readonly RefusalCode[];
  /**
   * Who calls is told by a signature in the body, which only the handler can check: it limits those whose
   * signature is wrong, as strangers. A whole district of stations may send from one address.
   * `own-limits`: the module limits strangers itself, more strictly.
   */
  readonly limitedBy?: 'signature' | 'own-limits';
  /** Largest body in bytes where it differs from DEFAULT_MAX_BODY_BYTES. */
  readonly maxBodyBytes?: number;
};

/** A form filled by a person is a few kilobytes; imports name their own limit. */
export const DEFAULT_MAX_BODY_BYTES = 64 * 1024;

export type AnyOperation = Operation;

type StaticOf<Schema> = Schema extends TSchema ? Static<Schema> : undefined;
export type ParamsOf<Op> = Op extends { readonly params?: infer P } ? StaticOf<P> : undefined;
export type QueryOf<Op> = Op extends { readonly query?: infer Q } ? StaticOf<Q> : undefined;
export type BodyOf<Op> = Op extends { readonly body?: infer B } ? StaticOf<B> : undefined;
export type AnswerOf<Op> = Op extends { readonly answer: infer A } ? StaticOf<A> : undefined;

/** Declares an operation, keeping the exact types of its schemas. */
export function operation<const Op extends AnyOperation>(declared: Op): Op {
  return declared;
}
