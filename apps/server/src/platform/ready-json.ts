import { type Ok, ok } from '@ovoz/basics';
import type { FastifyReply } from 'fastify';

/**
 * An answer whose JSON text is there already, from the database or from memory: it is sent as it is.
 * Building the objects only to write them again costs more than the rest of a large answer together.
 */
export function readyJson<Answer>(reply: FastifyReply, text: string | Buffer): Ok<Answer> {
  reply.type('application/json; charset=utf-8');
  // Fastify sends text and bytes of this type without writing them again; the schema speaks of the JSON in them.
  return ok(text as unknown as Answer);
}

/** The caller has this very content already (RFC 9110, section 15.4.5). */
export function notModified<Answer>(reply: FastifyReply): Ok<Answer> {
  reply.code(304);
  // An answer without content has no JSON that the schema could speak of.
  return ok(undefined as unknown as Answer);
}
