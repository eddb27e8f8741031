import { ok, refused } from '@ovoz/basics';
import {
  createElection,
  discardDefinition,
  getDefinitionVersion,
  getElection,
  importCandidates,
  listDefinitionVersions,
  listDuties,
  listElections,
  moveElectionClock,
  proposeDefinition,
  saveDefinition,
  startDefinitionVersion,
} from '@ovoz/contract';
import { dutyState } from '@ovoz/election-model';
import { present } from '@ovoz/basics';
import type { FastifyInstance } from 'fastify';
import type { SubjectPlace } from '../../platform/actor.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import type { CountryPacks } from '../geography/public.ts';
import { calendarOf, legalTime, packOf } from './calendar.ts';
import { importIntoDraft } from './candidates.ts';
import { moveClock } from './clock.ts';
import { create, discardDraft, saveDraft, startVersion } from './commands.ts';
import { proposeSealing } from './sealing.ts';
import { findStoredElection, findStoredVersion } from './store.ts';
import { presentVersions, presentWhole } from './version-view.ts';
import {
  dutiesAround,
  findReadable,
  inOrder,
  readableElections,
  summaryOf,
  versionToShow,
} from './views.ts';

/** Elections: drafted from a country's law, sealed by two people, dated by their calendar. */
export function registerElections(
  app: FastifyInstance,
  platform: Platform,
  packs: CountryPacks,
): void {
  registerReading(app, platform);
  registerDrafting(app, platform, packs);
}

function registerReading(app: FastifyInstance, platform: Platform): void {
  const { database } = platform;
  const isDemo = platform.installation.kind === 'demo';

  serve(app, platform, listElections, {
    lists: true,
    handle: async ({ signedIn, now }) => {
      const views = await readableElections(database, signedIn, listElections.access.roles);
      return ok({ elections: [...inOrder(views.map((view) => summaryOf(view, isDemo, now)))] });
    },
  });

  serve(app, platform, listDuties, {
    lists: true,
    handle: async ({ signedIn, now }) => {
      const views = await readableElections(database, signedIn, listDuties.access.roles);
      const sealed = views.filter(({ versions }) =>
        versions.some((one) => one.status === 'sealed'),
      );
      const duties = await Promise.all(sealed.map((view) => dutiesAround(database, view, now)));
      const clocks = sealed.map((view) => summaryOf(view, isDemo, now));
      return ok({ duties: duties.flat(), clocks: [...inOrder(clocks)] });
    },
  });

  serve(app, platform, getElection, {
    lists: true,
    handle: async ({ params, signedIn, now }) => {
      const view = await findReadable(database, signedIn, getElection.access.roles, params.code);
      if (view === null) return refused('not-found');
      const { number } = versionToShow(view);
      const found = await findStoredVersion(database, params.code, number, false);
      const { definition } = present(found, 'a version stays');
      const entries = calendarOf(definition, await packOf(database, definition));
      const legalMs = legalTime(view.election.clock, now).getTime();
      return ok({
        election: summaryOf(view, isDemo, now),
        definition,
        calendar: entries.map((entry) => ({
          entry,
          state: dutyState(entry, legalMs, definition.timeZone),
        })),
      });
    },
  });

  serve(app, platform, listDefinitionVersions, {
    lists: true,
    handle: async ({ params, signedIn }) => {
      const { roles } = listDefinitionVersions.access;
      const view = await findReadable(database, signedIn, roles, params.code);
      if (view === null) return refused('not-found');
      return ok({ versions: await presentVersions(database, view.versions) });
    },
  });

  serve(app, platform, getDefinitionVersion, {
    lists: true,
    handle: async ({ params, signedIn, now }) => {
      const { roles } = getDefinitionVersion.access;
      const view = await findReadable(database, signedIn, roles, params.code);
      if (view === null) return refused('not-found');
      const number = Number(params.version);
      const whole = await presentWhole(database, view.election, number, now);
      return whole === null ? refused('not-found') : ok(whole);
    },
  });
}

function registerDrafting(app: FastifyInstance, platform: Platform, packs: CountryPacks): void {
  const { database } = platform;
  const isDemo = platform.installation.kind === 'demo';

  serve(app, platform, createElection, {
    placeOf: async ({ body }) => {
      const pack = packs.get(body.pack)?.pack;
      return pack === undefined ? null : { territoryPath: pack.root, election: null };
    },
    handle: async ({ body, actor, now }) => {
      const pack = packs.get(body.pack);
      if (pack === undefined) return refused('pack-unknown');
      return create(database, actor, now, pack, body);
    },
  });

  serve(app, platform, startDefinitionVersion, {
    placeOf: ({ params }) => placeOf(platform, params.code),
    handle: ({ params, body, actor, now }) =>
      startVersion(database, actor, now, { code: params.code, reason: body.reason }),
  });

  serve(app, platform, saveDefinition, {
    placeOf: ({ params }) => placeOf(platform, params.code),
    handle: ({ params, body, actor, now }) => saveDraft(database, actor, now, keyOf(params), body),
  });

  serve(app, platform, importCandidates, {
    placeOf: ({ params }) => placeOf(platform, params.code),
    handle: ({ params, body, actor, now }) =>
      importIntoDraft(database, actor, now, keyOf(params), body),
  });

  serve(app, platform, proposeDefinition, {
    placeOf: ({ params }) => placeOf(platform, params.code),
    handle: ({ params, body, actor, now }) =>
      proposeSealing(database, actor, now, keyOf(params), body.revision),
  });

  serve(app, platform, discardDefinition, {
    placeOf: ({ params }) => placeOf(platform, params.code),
    handle: ({ params, body, actor, now }) =>
      discardDraft(database, actor, now, keyOf(params), body.reason),
  });

  serve(app, platform, moveElectionClock, {
    placeOf: ({ params }) => placeOf(platform, params.code),
    handle: ({ params, body, actor, now }) =>
      moveClock(database, isDemo, actor, now, { code: params.code, ...body }),
  });
}

/** Where an election lies: who changes it holds a right over its whole country. */
async function placeOf({ database }: Platform, code: string): Promise<SubjectPlace | null> {
  const election = await findStoredElection(database, code, false);
  return election && { territoryPath: election.territoryPath, election: election.code };
}

function keyOf({ code, version }: { readonly code: string; readonly version: string }) {
  return { code, number: Number(version) };
}
