import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCountryPack } from '@ovoz/election-model';
import { syntheticVoters } from '@ovoz/synthetic-nation';
import {
  knownTwins,
  matchedValues,
  type MatchingModel,
  type MatchingSetup,
  nameKey,
  registerSetup,
} from '@ovoz/voter-register';
import { checkChanged } from '../apps/server/src/modules/duplicates/engine/arrival.ts';
import { fullPass } from '../apps/server/src/modules/duplicates/engine/full-pass.ts';
import {
  incomingLine,
  openIncoming,
} from '../apps/server/src/modules/duplicates/engine/incoming.ts';
import {
  type Matching,
  openMatching,
} from '../apps/server/src/modules/duplicates/engine/matching-database.ts';
import { buildPopulation } from '../apps/server/src/modules/duplicates/engine/population.ts';
import { printFigure } from './figures.ts';

const A_NATION = 20_000_000;
const DELTA = 20_000;
const MEMORY_MB = 4500;
const RECORDS_A_CHUNK = 5_000_000;
const GOAL_SECONDS = { million: 20, nation: 20 * 60 };
const GOAL_DELTA_SECONDS = 2.5;
const GOAL_F1 = { million: 0.97, nation: 0.96 };
const GOAL_MEMORY_MB = 6000;

type Truth = {
  /** Which human being each record is about, and the number of the twin (0: none); by record. */
  readonly person: Int32Array;
  readonly twin: Int32Array;
  /** 1 for the first of a pair of names that twins bear, 2 for the second. */
  readonly pairs: number;
};

/**
 * A full search of an invented register, the check of a day's changes on arrival, and how good both are, against the
 * truth that the generator knows. Names are folded and handed over as the server does it, on one thread.
 */
export async function run({
  count,
  country = 'uzbekistan',
}: {
  readonly count: number;
  readonly country?: string;
}): Promise<void> {
  console.log(`Duplicates among ${count.toLocaleString('en')} entries, ${country}`);
  await withMatching(async (matching) => {
    const size = sizeOf(count);
    const { setup, truth, seconds } = await bringIn(matching, count, country);
    printFigure({ what: 'generated, folded, handed over', value: seconds, unit: 's' });
    const model = await search(matching, setup, count, size);
    await judge(matching, truth, size);
    printFigure({
      what: 'memory at most',
      value: process.resourceUsage().maxRSS / 1000,
      unit: 'MB',
      goal: { most: GOAL_MEMORY_MB },
    });
    await arrive(matching, setup, model, count);
  });
}

/** How good a full search of an invented register is, against the truth that the generator knows. */
export async function judgeNation(count: number, country: string): Promise<void> {
  console.log(`  synthetic nation, ${count.toLocaleString('en')} entries, ${country}:`);
  await withMatching(async (matching) => {
    const { setup, truth } = await bringIn(matching, count, country);
    await search(matching, setup, count, sizeOf(count));
    await judge(matching, truth, sizeOf(count));
  });
}

function sizeOf(count: number): keyof typeof GOAL_F1 {
  return count >= A_NATION ? 'nation' : 'million';
}

async function withMatching(work: (matching: Matching) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-bench-duplicates-'));
  const matching = await openMatching(join(folder, 'matching.duckdb'), {
    threads: 2,
    memoryMb: MEMORY_MB,
    temporary: join(folder, 'spill'),
    anew: true,
  });
  try {
    await work(matching);
  } finally {
    matching.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bringIn(matching: Matching, count: number, country: string) {
  const read = reader(country);
  const pack = parseCountryPack(JSON.parse(read('pack.json') ?? ''));
  if (!pack.ok || pack.value.voterList === undefined) throw new Error('the pack has no voter list');
  const { nameProfile, nationalNumber } = pack.value.voterList;
  const setup = registerSetup(nameProfile);
  const started = performance.now();
  const incoming = await openIncoming(matching, setup);
  const person = new Int32Array(count + 1);
  const twin = new Int32Array(count + 1);
  let record = 0;
  const nation = syntheticVoters(read, { seed: '1', count, asOf: '2026-10-01' });
  for (const { persons, addresses } of nation.blocks()) {
    const places = new Map(addresses.map((address) => [address.addressId, address]));
    const lines = persons.map((row) => {
      record += 1;
      person[record] = row.person;
      twin[record] = row.twin ?? 0;
      const place = places.get(row.addressId);
      const values = matchedValues(
        { nameProfile, nationalNumber },
        {
          ...row,
          addressId: String(row.addressId),
          locality: `${place?.territoryCode}/${place?.locality}`,
          district: place?.territoryCode ?? '',
        },
      );
      return incomingLine(record, values);
    });
    await incoming.append(lines.join('\n'));
  }
  await incoming.finish();
  // A nation has more people than a Map takes keys.
  const sizes = new Uint16Array(person.reduce((most, one) => Math.max(most, one), 0) + 1);
  let pairs = 0;
  for (const one of person.subarray(1)) {
    const before = sizes[one] ?? 0;
    pairs += before;
    sizes[one] = before + 1;
  }
  const twins = knownTwins(nameProfile).map((names) =>
    names.map((name) => nameKey(nameProfile, name)),
  );
  await matching.run(`create temp table twin_names as select * from (values
    ${twins.flatMap(([a, b]) => [`('${a}', '${b}')`, `('${b}', '${a}')`]).join() || "('', '')"}) t(one, other)`);
  const truth: Truth = { person, twin, pairs };
  return { setup, truth, seconds: (performance.now() - started) / 1000 };
}

async function search(
  matching: Matching,
  setup: MatchingSetup,
  count: number,
  size: keyof typeof GOAL_SECONDS,
): Promise<MatchingModel> {
  const started = performance.now();
  const processor = process.cpuUsage();
  const since = () => (performance.now() - started) / 1000;
  await buildPopulation(matching, setup);
  const built = since();
  let learnt = built;
  const model = await fullPass(matching, setup, {
    floor: 0,
    chunks: Math.max(1, Math.ceil(count / RECORDS_A_CHUNK)),
    onProgress: async (step, done) => {
      if (step === 'scoring' && done === 0) learnt = since();
    },
  });
  const all = since();
  console.log(
    `  population ${built.toFixed(1)} s, learning ${(learnt - built).toFixed(1)} s, scoring ${(all - learnt).toFixed(1)} s`,
  );
  printFigure({ what: 'full search', value: all, unit: 's', goal: { most: GOAL_SECONDS[size] } });
  const { user, system } = process.cpuUsage(processor);
  // On a machine that others use, this tells what the search itself takes.
  console.log(`  processor time ${((user + system) / 1e6).toFixed(1)} s, on two threads`);
  return model;
}

/** Everything at weight 0 or more that is not of relatives: no threshold is chosen. */
async function judge(matching: Matching, truth: Truth, size: keyof typeof GOAL_F1): Promise<void> {
  const rows = (await matching.rows(`
    select p.a::integer as a, p.b::integer as b,
      exists (select 1 from twin_names t where t.one = x.given and t.other = y.given) as twins
    from pairs p join records x on x.id = p.a join records y on y.id = p.b
    where p.weight >= 0 and not p.vetoed`)) as { a: number; b: number; twins: boolean }[];
  const found = rows.filter(({ a, b }) => truth.person[a] === truth.person[b]).length;
  const isTwin = ({ a, b }: { a: number; b: number }) => truth.twin[a] === truth.person[b];
  const precision = found / rows.length;
  const recall = found / truth.pairs;
  const f1 = (2 * precision * recall) / (precision + recall);
  const verdict = f1 >= GOAL_F1[size] ? 'reached' : 'NOT reached';
  console.log(
    `  precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}, F1 ${f1.toFixed(4)}; goal at least ${GOAL_F1[size]}: ${verdict}`,
  );
  const known = rows.filter((pair) => pair.twins && isTwin(pair)).length;
  console.log(
    `  ${known} known twins proposed; goal none: ${known === 0 ? 'reached' : 'NOT reached'}; ${rows.filter(isTwin).length} other twins`,
  );
}

async function arrive(
  matching: Matching,
  setup: MatchingSetup,
  model: MatchingModel,
  count: number,
): Promise<void> {
  const step = Math.max(1, Math.floor(count / DELTA));
  await matching.run(
    `create or replace temp table changed as select id from records where id % ${step} = 0 limit ${DELTA}`,
  );
  await matching.run('delete from pairs');
  const started = performance.now();
  await checkChanged(matching, setup, model, 0);
  printFigure({
    what: `${Math.min(DELTA, count).toLocaleString('en')} changes against everybody`,
    value: (performance.now() - started) / 1000,
    unit: 's',
    goal: { most: GOAL_DELTA_SECONDS },
  });
}

function reader(country: string): (file: string) => string | null {
  const folder = new URL(`../country-packs/${country}/`, import.meta.url);
  return (file) => {
    try {
      return readFileSync(new URL(file, folder), 'utf8');
    } catch {
      return null;
    }
  };
}
