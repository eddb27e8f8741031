import { ok, refused } from '@ovoz/basics';
import { ExplanationReason, type ProtocolVersionView, type ProtocolView } from '@ovoz/contract';
import type { ProtocolKey, ResultPackage } from '@ovoz/election-model';
import Value from 'typebox/value';
import type { Database } from '../../platform/database.ts';
import { namesOf } from '../access/public.ts';
import { countContext } from './context.ts';
import { placeNames } from './count-places.ts';
import { rowOf } from './listing.ts';
import { legalNow, type Outcome } from './lock-protocol.ts';
import { listDecisions } from './store-decisions.ts';
import { findListed } from './store-lists.ts';
import { listScans } from './store-scans.ts';
import {
  type ExplanationRecord,
  listAlarms,
  listExplanations,
  listVersions,
  otherCountOf,
  type VersionRecord,
} from './store-versions.ts';

/** A protocol with every version, check, decision, alarm and picture: for those who decide. */
export async function viewProtocol(
  database: Database,
  key: ProtocolKey,
  personId: string,
  now: Date,
): Outcome<ProtocolView> {
  const count = await countContext(database, key.election);
  if (count === null) return refused('count-not-open');
  const [listed, versions, explanations, decisions, alarms, scans, otherCount, legal, places] =
    await Promise.all([
      findListed(database, key),
      listVersions(database, key),
      listExplanations(database, key),
      listDecisions(database, key),
      listAlarms(database, key),
      listScans(database, key),
      otherCountOf(database, key),
      legalNow(database, key.election, now),
      placeNames(database, count),
    ]);
  if (listed === null) return refused('not-found');
  const people = [
    ...versions.flatMap(({ receivedBy }) => (receivedBy === null ? [] : [receivedBy])),
    ...explanations.map(({ by }) => by),
    ...decisions.map(({ by }) => by),
  ];
  const names = await namesOf(database, people);
  const nameOf = (id: string) => names.get(id) ?? id;
  return ok({
    row: rowOf(listed, places.stations, personId, legal),
    closesAt: listed.closesAt.toISOString(),
    legal: listed.legal,
    revision: listed.revision,
    versions: versions.map((version) => ({
      ...versionView(version, explanations, nameOf),
      standing: version.hash === listed.hash,
    })),
    decisions: decisions.map(({ at, by, ...one }) => ({
      ...one,
      by: nameOf(by),
      at: at.toISOString(),
    })),
    alarms: alarms.map(({ raisedAt, settledAt, ...one }) => ({
      ...one,
      raisedAt: raisedAt.toISOString(),
      settledAt: settledAt?.toISOString() ?? null,
    })),
    scans: scans.map(({ at, ...one }) => ({ ...one, at: at.toISOString() })),
    otherCount,
  });
}

function versionView(
  { receivedAt, receivedBy, findings, text, ...version }: VersionRecord,
  explanations: readonly ExplanationRecord[],
  nameOf: (id: string) => string,
): Omit<ProtocolVersionView, 'standing'> {
  const { payload } = JSON.parse(text) as ResultPackage;
  return {
    ...version,
    receivedAt: receivedAt.toISOString(),
    receivedBy: receivedBy === null ? null : nameOf(receivedBy),
    content: payload.content,
    findings: [...findings],
    explanations: explanations
      .filter(({ hash }) => hash === version.hash)
      .map(({ check, reasonCode, text: words, by, at }) => ({
        check,
        reasonCode: Value.Parse(ExplanationReason, reasonCode),
        text: words,
        by: nameOf(by),
        at: at.toISOString(),
      })),
    correctionReason: payload.origin.kind === 'corrected' ? payload.origin.reason : null,
    package: text,
  };
}
