import { ok, refused } from '@ovoz/basics';
import {
  attachScan,
  discardEntries,
  finishEntry,
  getScan,
  saveEntry,
  startEntry,
} from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import type { SubjectPlace } from '../../platform/actor.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { countContext } from './context.ts';
import * as entries from './entries.ts';
import { finish } from './finish-entry.ts';
import { keyOf, placeOfProtocol } from './lock-protocol.ts';
import { attach } from './scans.ts';
import { findEntry, type PlacedEntry } from './store-entries.ts';
import { findScan } from './store-scans.ts';

/** Keying of papers by two people and, where they differ, a third; and pictures of the papers. */
export function registerEntries(app: FastifyInstance, platform: Platform): void {
  const { database, keys } = platform;

  serve(app, platform, startEntry, {
    placeOf: ({ params }) => placeOfProtocol(database, params),
    handle: ({ params, actor, now }) => entries.startEntry(database, actor, now, keyOf(params)),
  });

  serve<typeof saveEntry, PlacedEntry & SubjectPlace>(app, platform, saveEntry, {
    placeOf: ({ params }) => findEntry(database, params.id),
    handle: ({ body, actor, place }) => entries.saveEntry(database, actor, place, body),
  });

  serve<typeof finishEntry, PlacedEntry & SubjectPlace>(app, platform, finishEntry, {
    placeOf: ({ params }) => findEntry(database, params.id),
    handle: ({ body, actor, place, now }) =>
      finish(database, keys.packages, actor, now, place, body),
  });

  serve(app, platform, discardEntries, {
    placeOf: ({ params }) => placeOfProtocol(database, params),
    handle: ({ params, body, actor, now }) =>
      entries.discardEntries(database, actor, now, keyOf(params), body.reason),
  });

  serve(app, platform, attachScan, {
    placeOf: ({ params }) => placeOfProtocol(database, params),
    handle: ({ params, body, actor, now }) => attach(database, actor, now, keyOf(params), body),
  });

  serve(app, platform, getScan, {
    placeOf: ({ params }) => placeOfProtocol(database, params),
    handle: async ({ params }) => {
      if ((await countContext(database, params.code)) === null) return refused('count-not-open');
      const scan = await findScan(database, keyOf(params), params.hash);
      if (scan === null) return refused('not-found');
      return ok({ mediaType: scan.mediaType, base64: scan.bytes.toString('base64') });
    },
  });
}
