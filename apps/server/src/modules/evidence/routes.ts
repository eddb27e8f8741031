import { ok, refused } from '@ovoz/basics';
import {
  type EventTypeDescription,
  type Fact,
  getFact,
  listEventTypes,
  listFacts,
  PAGE_SIZE,
} from '@ovoz/contract';
import type { Role } from '@ovoz/election-model';
import type { FastifyInstance } from 'fastify';
import { grantsOf, type SignedIn } from '../../platform/actor.ts';
import type { EventType } from '../../platform/event.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { readFact } from './commands.ts';
import { listStoredFacts, type ReadableFacts, type StoredFact } from './store.ts';

/**
 * What was recorded, and what each kind of record means.
 * @param catalogue every event type of the system, in the order in which it is to be read.
 */
export function registerEvidence(
  app: FastifyInstance,
  platform: Platform,
  catalogue: readonly EventType[],
): void {
  const { database } = platform;
  const eventTypes = catalogue.map(describe);

  serve(app, platform, listEventTypes, {
    handle: async () => ok({ eventTypes: [...eventTypes] }),
  });

  serve(app, platform, listFacts, {
    lists: true,
    handle: async ({ query, signedIn }) => {
      const log = query?.log ?? 'public';
      const rights = readable(signedIn, log, listFacts.access.roles);
      if (rights.length === 0) return refused('not-permitted');
      const after = query?.after === undefined ? null : parseCursor(query.after);
      if (query?.after !== undefined && after === null) {
        const errors = [{ field: 'querystring/after', reason: 'It is no place in this list.' }];
        return refused({ code: 'invalid-input', errors });
      }
      const filter = { type: query?.type ?? null, election: query?.election ?? null, after };
      const found = await listStoredFacts(database, log, rights, filter, PAGE_SIZE + 1);
      const page = found.slice(0, PAGE_SIZE);
      const last = found.length > PAGE_SIZE ? page.at(-1) : undefined;
      return ok({ facts: page.map(present), next: last === undefined ? null : cursorOf(last) });
    },
  });

  serve(app, platform, getFact, {
    lists: true,
    handle: async ({ params, signedIn, now }) => {
      const rights = [
        ...readable(signedIn, 'public', getFact.access.roles),
        ...readable(signedIn, 'audit', getFact.access.roles),
      ];
      const found = await readFact(database, signedIn, rights, now, params.id);
      if (!found.ok) return found;
      const { bytes, privateBytes } = found.value;
      return ok({
        fact: present(found.value),
        bytes: bytes.toString('utf8'),
        privateBytes: privateBytes?.toString('utf8') ?? null,
      });
    },
  });
}

/** Public facts are for everybody whom the operation admits; the audit log is for auditors. */
function readable(
  signedIn: SignedIn,
  log: StoredFact['log'],
  admitted: readonly Role[],
): readonly ReadableFacts[] {
  const roles: readonly Role[] = log === 'audit' ? ['auditor'] : admitted;
  return grantsOf(signedIn, roles).map(({ territoryPath, election }) => ({
    log,
    territoryPath,
    election,
  }));
}

function describe({ type, log, meaning, fields }: EventType): EventTypeDescription {
  return {
    type,
    log,
    meaning,
    fields: Object.entries(fields).map(([name, field]) => ({ name, ...field })),
  };
}

function present(fact: StoredFact): Fact {
  const leaf = JSON.parse(fact.bytes.toString('utf8')) as { actor: { role: string } | null };
  return {
    id: fact.id,
    log: fact.log,
    type: fact.type,
    election: fact.election,
    recordedAt: fact.recordedAt.toISOString(),
    actorRole: leaf.actor?.role ?? null,
    subject: fact.subject,
    hash: fact.hash.toString('hex'),
    leafIndex: fact.leafIndex === null ? null : Number(fact.leafIndex),
  };
}

/** Milliseconds since 1970 and the id of the last fact of a page. */
function cursorOf({ recordedAt, id }: StoredFact): string {
  return `${recordedAt.getTime()}.${id}`;
}

function parseCursor(text: string): { recordedAt: Date; id: string } | null {
  const match = /^(\d{1,13})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return { recordedAt: new Date(Number(match[1])), id: match[2] };
}
