import { assert, ok, refused } from '@ovoz/basics';
import {
  exportStationRoll,
  getPrintedRoll,
  getRollState,
  listRollStations,
  printStationRoll,
  proposeFreeze,
  proposePrint,
  proposeSupplement,
} from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import { rollLineText } from '@ovoz/voter-register';
import type { FastifyInstance } from 'fastify';
import type { Actor, SubjectPlace } from '../../platform/actor.ts';
import { type Database, inTransaction } from '../../platform/database.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { openRegister } from '../../platform/register-scope.ts';
import { scopeInElection } from '../../platform/scope.ts';
import { electionInForce, findElection } from '../elections/public.ts';
import { findStation } from '../geography/public.ts';
import { findDesk } from '../voter-requests/public.ts';
import { proposeFreezing } from './freezing.ts';
import { printOneStation, proposePrinting, readPrintedRoll, recordRead } from './printing.ts';
import { stationEntries } from './store-entries.ts';
import { findRoll, findRoot } from './store-rolls.ts';
import { proposeAddition } from './supplements.ts';
import { rollState, rollStations } from './views.ts';

/** The frozen list of voters: freeze, supplements, print. */
export function registerRolls(app: FastifyInstance, platform: Platform): void {
  const { database } = platform;
  registerViews(app, platform);

  serve(app, platform, proposeFreeze, {
    placeOf: ({ params }) => placeOfElection(database, params.code),
    handle: ({ params, body, actor, place, now }) =>
      proposeFreezing(database, actor, now, {
        code: params.code,
        territoryPath: place.territoryPath,
        reason: body.reason,
      }),
  });

  serve(app, platform, proposeSupplement, {
    placeOf: ({ params }) => placeOfStation(database, params),
    handle: async ({ params, body, actor, place, now }) => {
      const barred = await barredAt(database, actor, params.station);
      if (barred !== null) return refused(barred);
      return proposeAddition(database, actor, now, { ...params, ...place }, body);
    },
  });
  registerPrints(app, platform);
}

function registerViews(app: FastifyInstance, platform: Platform): void {
  const { database } = platform;

  serve(app, platform, getRollState, {
    lists: true,
    handle: async ({ params, signedIn, now }) => {
      const found = await electionInForce(database, params.code);
      if (found === null) return refused('not-found');
      const scope = scopeInElection(signedIn, getRollState.access.roles, found.election);
      if (scope.length === 0) return refused('not-found');
      return found.version === null
        ? refused('not-sealed')
        : rollState(database, found, scope, now);
    },
  });

  serve(app, platform, listRollStations, {
    lists: true,
    handle: async ({ params, query, signedIn }) => {
      const found = await electionInForce(database, params.code);
      if (found === null) return refused('not-found');
      const scope = scopeInElection(signedIn, listRollStations.access.roles, found.election);
      if (scope.length === 0) return refused('not-found');
      if (found.version === null) return refused('not-sealed');
      return rollStations(database, found, scope, query);
    },
  });

  serve(app, platform, exportStationRoll, {
    placeOf: ({ params }) => placeOfStation(database, params),
    handle: async ({ params: { code, station }, actor, place, now }) => {
      const barred = await barredAt(database, actor, station);
      if (barred !== null) return refused(barred);
      const roll = await findRoll(database, code);
      if (roll === null || roll.status !== 'frozen') return refused('roll-not-frozen');
      const root = await findRoot(database, roll.id, station);
      if (root === null) return refused('not-found');
      const { territoryPath } = place;
      const lines = await exportedLines(database, roll.id, code, station, territoryPath);
      await recordRead(database, actor, now, { code, station, territoryPath, form: 'lines' });
      return ok({ station, voters: root.voters, root: root.root.toString('hex'), lines });
    },
  });
}

function registerPrints(app: FastifyInstance, platform: Platform): void {
  const { database, configuration } = platform;

  serve(app, platform, proposePrint, {
    placeOf: async ({ params, body }) => {
      const election = await findElection(database, params.code);
      return election && { territoryPath: body.territoryPath, election: params.code };
    },
    handle: ({ params, body, actor, now }) =>
      proposePrinting(database, actor, now, { code: params.code, ...body }),
  });

  serve(app, platform, printStationRoll, {
    placeOf: ({ params }) => placeOfStation(database, params),
    handle: async ({ params, body, actor, place, now }) => {
      const barred = await barredAt(database, actor, params.station);
      if (barred !== null) return refused(barred);
      return printOneStation(database, actor, now, { ...params, ...body, ...place });
    },
  });

  serve(app, platform, getPrintedRoll, {
    placeOf: ({ params }) => placeOfStation(database, params),
    handle: async ({ params, actor, place, now }) => {
      const barred = await barredAt(database, actor, params.station);
      if (barred !== null) return refused(barred);
      const { dataDirectory } = configuration;
      return readPrintedRoll(database, actor, now, dataDirectory, { ...params, ...place });
    },
  });
}

/** A member of a precinct commission has the list of the own desk's station, and of no other in the territory. */
async function barredAt(
  database: Database,
  actor: Actor,
  station: string,
): Promise<'no-desk' | 'not-found' | null> {
  if (actor.actingAs.role !== 'precinct-member') return null;
  const desk = await findDesk(database, actor.personId);
  if (desk === null) return 'no-desk';
  return desk.station === station ? null : 'not-found';
}

async function placeOfElection(database: Database, code: string): Promise<SubjectPlace | null> {
  const election = await findElection(database, code);
  return election && { territoryPath: election.territoryPath, election: code };
}

/** A station of the definition in force; the country while there is none, so that the refusal says why. */
async function placeOfStation(
  database: Database,
  { code, station }: { readonly code: string; readonly station: string },
): Promise<SubjectPlace | null> {
  const found = await electionInForce(database, code);
  if (found === null) return null;
  if (found.version === null) {
    return { territoryPath: found.election.territoryPath, election: code };
  }
  const { pack, geography } = found.version.definition;
  const version = { pack: pack.code, number: geography.version };
  const place = await findStation(database, version, station);
  return place && { territoryPath: place.path, election: code };
}

/** The very texts that were hashed, one a line. */
async function exportedLines(
  database: Database,
  roll: number,
  election: string,
  station: string,
  territoryPath: TerritoryPath,
): Promise<string> {
  const read = await inTransaction(database, async (transaction) => {
    await openRegister(transaction, [territoryPath]);
    return ok(await stationEntries(transaction, roll, station));
  });
  assert(read.ok, 'reading is never refused');
  return read.value
    .map((entry) => `${rollLineText({ ...entry, election, station, part: 'roll' })}\n`)
    .join('');
}
