import { createHash } from 'node:crypto';
import type { MatchLine, MatchRunReport } from '@ovoz/contract';
import type { MatchingModel, MatchingSetup } from '@ovoz/voter-register';
import type { Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { foundPairs } from './engine/found-pairs.ts';
import type { Matching } from './engine/matching-database.ts';
import { searchDone } from './events.ts';
import type { Search } from './search.ts';
import { keepFound } from './store-quality.ts';
import { countPairs, stageFound, stagePairs, takeOverFound } from './store-pairs.ts';
import { type Changes, dropChanges } from './store-people.ts';
import { finishRun } from './store-runs.ts';

type Finding = {
  readonly kind: 'full' | 'arrival';
  readonly setup: MatchingSetup;
  readonly model: MatchingModel;
  /** Changes that were looked at. */
  readonly changes: Changes;
  readonly population: number;
  /** In milliseconds since 1970. */
  readonly started: number;
};

/** Saves what a search found, with its report and its fact, in one transaction. */
export async function saveFound(
  matching: Matching,
  search: Search,
  finding: Finding,
): Promise<MatchRunReport> {
  const { database, register, runId, now } = search;
  const { kind, setup, model, changes, population, started } = finding;
  const [row] = await matching.rows(
    'select count(*) filter (where vetoed)::double as relatives from pairs',
  );
  return database.begin(async (transaction) => {
    await stageFound(transaction);
    for await (const page of foundPairs(matching, setup, model)) {
      await stagePairs(
        transaction,
        page.map(({ a, b, weight, lines }) => ({
          voterA: a,
          voterB: b,
          weight: thousandths(weight),
          lines: lines.map((line): MatchLine => ({ ...line, weight: thousandths(line.weight) })),
        })),
      );
    }
    const among = kind === 'full' ? null : changes.voters;
    const added = await takeOverFound(transaction, { runId, pack: register.pack, among }, now());
    if (kind === 'full') await keepFound(transaction, runId, register.pack);
    await dropChanges(transaction, changes);
    const { open, unsure } = await countPairs(transaction, register.pack);
    const report: MatchRunReport = {
      population,
      changed: kind === 'full' ? null : changes.voters.length,
      pairs: open + unsure,
      added,
      relatives: Number(row?.['relatives'] ?? 0),
      expected:
        kind === 'full' ? Math.round((model.prior * population * (population - 1)) / 2) : null,
      seconds: (now().getTime() - started) / 1000,
    };
    await recordSearch(transaction, search, kind, report, model);
    await finishRun(transaction, runId, { report, model }, now());
    return report;
  });
}

async function recordSearch(
  transaction: Transaction,
  { runId, register, now }: Search,
  kind: Finding['kind'],
  { population, pairs, relatives }: MatchRunReport,
  model: MatchingModel,
): Promise<void> {
  const hash = createHash('sha256').update(JSON.stringify(model)).digest('hex');
  await recordFact(
    transaction,
    searchDone,
    {
      now: now(),
      actor: null,
      election: null,
      territoryPath: register.root,
      subject: `${register.pack}/duplicates/${runId}`,
    },
    { kind, population, pairs, relatives, model: hash },
  );
}

/** Weights leave the engine as whole numbers. */
function thousandths(bits: number): number {
  return Math.round(bits * 1000);
}
