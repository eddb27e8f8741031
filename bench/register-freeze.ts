import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { present } from '@ovoz/basics';
import { writeRegisterFolder } from '@ovoz/synthetic-nation/node';
import { DEMO_SEED, demoElectionCode } from '../apps/server/src/demo/load-demo.ts';
import { electionInForce } from '../apps/server/src/modules/elections/public.ts';
import { loadCountryPacks } from '../apps/server/src/modules/geography/public.ts';
import { freezeRoll } from '../apps/server/src/modules/rolls/freeze-roll.ts';
import { findRoll, insertRoll } from '../apps/server/src/modules/rolls/store-rolls.ts';
import { printFigure } from './figures.ts';
import { type NationDatabase, openNation } from './nation-database.ts';
import { loadBatchFolder } from './register-database.ts';
import { bringSetIntoForce } from './register-set.ts';

const COUNTRY = 'uzbekistan';

/**
 * The freeze of a nation's roll: who may vote where, the lines of every station with salt and hash, and the root of the
 * whole. The nation is that of the demonstration, its register that of the generator.
 */
export async function run({ count }: { readonly count: number }): Promise<void> {
  console.log(`Freeze of the roll of ${count.toLocaleString('en')} voters`);
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-bench-freeze-'));
  const nation = await openNation();
  try {
    writeRegisterFolder(folder, COUNTRY, { seed: DEMO_SEED, count, asOf: '2026-10-01' }, () => {});
    await fill(nation, folder);
    const election = await decide(nation);
    const started = performance.now();
    await freezeRoll(nation.database, election, {
      now: () => new Date(),
      stop: new AbortController().signal,
    });
    const seconds = (performance.now() - started) / 1000;
    const roll = present(await findRoll(nation.database, election), 'it was frozen');
    printFigure({
      what: `${roll.voters?.toLocaleString('en')} lines at ${roll.stations?.toLocaleString('en')} stations, ${roll.excluded?.toLocaleString('en')} people on none`,
      value: seconds,
      unit: 's',
    });
    printFigure({
      what: 'a million lines',
      value: (seconds * 1e6) / (roll.voters ?? 1),
      unit: 's',
    });
  } finally {
    await nation.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(nation: NationDatabase, folder: string): Promise<void> {
  const { pack } = present(loadCountryPacks().get(COUNTRY), 'the country has a pack');
  const ranges = readFileSync(join(folder, 'ranges.csv'), 'utf8');
  await bringSetIntoForce(nation.owner, nation.database, pack, ranges);
  await loadBatchFolder(nation, join(folder, 'address-1'));
  await loadBatchFolder(nation, join(folder, 'civil-1'));
}

/** As two people would have decided it. @returns code of the election */
async function decide({ owner, database }: NationDatabase): Promise<string> {
  const loaded = present(loadCountryPacks().get(COUNTRY), 'the country has a pack');
  const election = demoElectionCode(loaded);
  const inForce = await electionInForce(database, election);
  const { definition } = present(inForce?.version ?? undefined, 'it is sealed');
  const { geography, mode, votingDay } = definition;
  const roll = {
    election,
    pack: COUNTRY,
    geography: geography.version,
    mode,
    votingDay,
    proposalId: randomUUID(),
  };
  await owner.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await insertRoll(transaction, roll, new Date());
  });
  return election;
}
