import assert from 'node:assert/strict';
import {
  getDefinitionVersion,
  getGeographyContent,
  importGeography,
  proposeDefinition,
  saveDefinition,
  signInToDemo,
  startDefinitionVersion,
} from '@ovoz/contract';
import { stationsCsv } from '@ovoz/synthetic-nation';
import type { Browser } from 'playwright-core';
import { untilPublished } from '../stage/published.ts';
import { ELECTION } from '../stage/stage.ts';
import { openVisit } from '../stage/visit.ts';
import { type Call, callerIn } from './call-in-window.ts';

/** What the pictures show beside the demonstration as it starts. */
export type Papers = {
  /** Id of a proposal to seal the second version of the definition. */
  readonly definitionProposal: string;
  /** Number of a draft of the geography in which stations were renamed. */
  readonly geographyDraft: number;
};

const NEW_TITLE = 'Election of the Legislative Chamber of the Oliy Majlis 2026';
const RENAMED = /^Yoshlik /;
const MOST_RENAMED = 6;

/** Drafts and proposes as a central member, so that there is something to decide and to compare. */
export async function preparePapers(browser: Browser, origin: string): Promise<Papers> {
  const visit = await openVisit(browser, origin, {});
  try {
    await untilPublished(visit, '/en/', 'Legislative Chamber');
    const call = callerIn(visit.page.request, origin);
    await call(signInToDemo, { body: { username: 'demo.central' } });
    return {
      definitionProposal: await draftAndPropose(call),
      geographyDraft: await renameStations(call),
    };
  } finally {
    await visit.close();
  }
}

async function draftAndPropose(call: Call): Promise<string> {
  const { version: number } = await call(startDefinitionVersion, {
    params: { code: ELECTION },
    body: { reason: 'The English title says that it is an election' },
  });
  const params = { code: ELECTION, version: String(number) };
  const { version, definition } = await call(getDefinitionVersion, { params });
  const { title, calledOn, votingDay, languages, geography } = definition;
  const { revision } = await call(saveDefinition, {
    params,
    body: {
      revision: version.revision,
      calledOn,
      votingDay,
      languages,
      title: { ...title, en: NEW_TITLE },
      geographyVersion: geography.version,
    },
  });
  return (await call(proposeDefinition, { params, body: { revision } })).proposalId;
}

async function renameStations(call: Call): Promise<number> {
  const params = { pack: 'uzbekistan' };
  const { stations, memberships } = await call(getGeographyContent, { params, query: {} });
  const renamed = stations.filter(({ name }) => RENAMED.test(name)).slice(0, MOST_RENAMED);
  const changed = stations.map((station) =>
    renamed.includes(station)
      ? { ...station, name: station.name.replace(RENAMED, 'Yangi Yoshlik ') }
      : station,
  );
  const { version } = await call(importGeography, {
    params,
    body: {
      reason: 'Six neighbourhood houses have new names',
      generated: true,
      files: { stations: stationsCsv(changed, memberships, 'uz-Latn') },
    },
  });
  assert.ok(version !== null, 'the renamed stations pass the import');
  return version;
}
