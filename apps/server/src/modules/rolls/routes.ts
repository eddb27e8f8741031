import { refused } from '@ovoz/basics';
import {
  exportStationRoll,
  exportSupplements,
  getPrintedRoll,
  getRollState,
  listRollStations,
  listStationPrints,
  listSupplements,
  printStationRoll,
  printSupplements,
  proposeFreeze,
  proposePrint,
  proposeSupplement,
  removePrint,
} from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import type { SubjectPlace } from '../../platform/actor.ts';
import type { Database } from '../../platform/database.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { scopeInElection } from '../../platform/scope.ts';
import { electionInForce, findElection } from '../elections/public.ts';
import { findStation } from '../geography/public.ts';
import { barredAt } from './desk.ts';
import { proposeFreezing } from './freezing.ts';
import { printOneStation, printSheet, proposePrinting, readPrintedRoll } from './printing.ts';
import { exportLines, exportSheet, readSupplements } from './reading.ts';
import { removeFiles } from './removing-prints.ts';
import { findPrint } from './store-prints.ts';
import { findRoll } from './store-rolls.ts';
import { proposeAddition } from './supplements.ts';
import { rollState, rollStations, stationPrints } from './views.ts';

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
    handle: ({ params, body, actor, place, now }) =>
      proposeAddition(platform, actor, now, { ...params, ...place }, body),
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
    handle: ({ params, actor, place, now }) =>
      exportLines(database, actor, now, { ...params, ...place }),
  });

  serve(app, platform, listSupplements, {
    placeOf: ({ params }) => placeOfStation(database, params),
    handle: ({ params, actor, place, now }) =>
      readSupplements(database, actor, now, { ...params, ...place }),
  });

  serve(app, platform, exportSupplements, {
    placeOf: ({ params }) => placeOfStation(database, params),
    handle: ({ params, actor, place, now }) =>
      exportSheet(database, actor, now, { ...params, ...place }),
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

  serve(app, platform, printSupplements, {
    placeOf: ({ params }) => placeOfStation(database, params),
    handle: async ({ params, body, actor, place, now }) => {
      const barred = await barredAt(database, actor, params.station);
      if (barred !== null) return refused(barred);
      return printSheet(database, actor, now, { ...params, ...body, ...place });
    },
  });

  serve(app, platform, listStationPrints, {
    placeOf: ({ params }) => placeOfStation(database, params),
    handle: async ({ params: { code, station }, place }) => {
      const found = await electionInForce(database, code);
      if (found === null) return refused('not-found');
      if (found.version === null) return refused('not-sealed');
      return stationPrints(database, found, { station, ...place });
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

  serve(app, platform, removePrint, {
    placeOf: ({ params }) => placeOfPrint(database, params),
    handle: ({ params, actor, now }) => removeFiles(platform, actor, now, params),
  });
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

/** The territory of a printing; the country while there is no roll, so that the refusal says why. */
async function placeOfPrint(
  database: Database,
  { code, print: id }: { readonly code: string; readonly print: string },
): Promise<SubjectPlace | null> {
  const roll = await findRoll(database, code);
  if (roll === null) return placeOfElection(database, code);
  const print = await findPrint(database, id);
  if (print === null || print.roll !== roll.id) return null;
  return { territoryPath: print.territoryPath, election: code };
}
