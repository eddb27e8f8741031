import { createHash } from 'node:crypto';
import { canonicalJson, ok, type Result, refused } from '@ovoz/basics';
import { collectFindings, type Geography, type ImportReport } from '@ovoz/election-model';
import {
  type AddressRule,
  type AssignmentRule,
  inRuleOrder,
  MAX_RULES,
  type RulePlaces,
  readAddressRules,
  readAreaRules,
  readRangeRules,
} from '@ovoz/voter-register';
import { readCsv, type Unreadable } from '../../platform/csv-table.ts';
import { readGeoJson } from '../geography/public.ts';
import { isAtHome } from './stations.ts';

/** What one import sends, as text. */
export type RuleFiles = {
  readonly addresses?: string | undefined;
  readonly ranges?: string | undefined;
  readonly areas?: string | undefined;
};

/** Rules as they are stored. */
type StoredRule = AssignmentRule & { readonly id: number; readonly isByHand?: boolean };

export type RulesToCheck = {
  readonly files: RuleFiles;
  /** The current geography as JSON. */
  readonly geography: string;
  /** Rules of the set in force as JSON: all kinds that are not sent, and addresses. */
  readonly base: string;
};

export type CheckedRules = {
  readonly report: ImportReport;
  /** Null when a row was wrong. */
  readonly set: {
    readonly rules: readonly AssignmentRule[];
    /** SHA-256 over the rules in their order, one line of canonical JSON each; lower-case hex. */
    readonly hash: string;
    readonly counts: { readonly address: number; readonly range: number; readonly area: number };
  } | null;
};

/** From the text of the files to the rules of a set, or the report of what is wrong. Pure and slow. */
export function checkRules({
  files,
  geography,
  base,
}: RulesToCheck): Result<CheckedRules, Unreadable> {
  const places = placesOf(JSON.parse(geography) as Geography);
  const findings = collectFindings();
  const kept = JSON.parse(base) as readonly StoredRule[];
  const rules: AssignmentRule[] = [];
  let rowsRead = 0;

  for (const [name, read] of [
    ['addresses', readAddressRules],
    ['ranges', readRangeRules],
  ] as const) {
    const text = files[name];
    if (text === undefined) continue;
    const table = readCsv(name, text, MAX_RULES);
    if (!table.ok) return table;
    rowsRead += table.value.rows.length;
    rules.push(...read(places, table.value, findings));
  }
  if (files.areas !== undefined) {
    const json = readGeoJson('areas', files.areas);
    if (!json.ok) return refused(json.refusal);
    const areas = readAreaRules(places, json.value, findings);
    rowsRead += areas.length;
    rules.push(...areas);
  }
  const report = findings.report(rowsRead);
  if (report.errors > 0) return ok({ report, set: null });
  return ok({ report, set: setOf([...rules, ...keptRules(files, rules, kept, places)]) });
}

function placesOf({ stations, territories }: Geography): RulePlaces {
  const paths = new Map(territories.map(({ code, path }) => [code, path]));
  return {
    territories: paths,
    stations: new Map(
      stations
        .filter(({ kind }) => isAtHome(kind))
        .map(({ number, territoryCode }) => [number, paths.get(territoryCode) ?? '']),
    ),
  };
}

/**
 * What stays of the set in force: kinds that are not sent, and addresses that people placed, unless the file
 * names them. Rules for stations that are no more go.
 */
function keptRules(
  files: RuleFiles,
  sent: readonly AssignmentRule[],
  base: readonly StoredRule[],
  { stations }: RulePlaces,
): readonly AssignmentRule[] {
  const named = new Set(sent.filter(isAddressRule).map(({ addressId }) => addressId));
  return base
    .filter(({ station }) => stations.has(station))
    .filter((rule) => {
      if (rule.kind === 'range') return files.ranges === undefined;
      if (rule.kind === 'area') return files.areas === undefined;
      const isKept = files.addresses === undefined || rule.isByHand === true;
      return isKept && !named.has(rule.addressId);
    })
    .map(({ id: _id, isByHand: _isByHand, ...rule }) => rule);
}

function setOf(rules: readonly AssignmentRule[]): CheckedRules['set'] {
  const ordered = inRuleOrder(rules);
  const hash = createHash('sha256');
  for (const rule of ordered) hash.update(`${canonicalJson(rule)}\n`);
  const count = (kind: AssignmentRule['kind']) =>
    ordered.filter((rule) => rule.kind === kind).length;
  return {
    rules: ordered,
    hash: hash.digest('hex'),
    counts: { address: count('address'), range: count('range'), area: count('area') },
  };
}

function isAddressRule(rule: AssignmentRule): rule is AddressRule {
  return rule.kind === 'address';
}
