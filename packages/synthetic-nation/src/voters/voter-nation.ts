import { assert, present } from '@ovoz/basics';
import { type PackReader, readGivenPack } from '../given-pack.ts';
import { seededRandom } from '../seeded-random.ts';
import { generateStations } from '../stations.ts';
import { dayNumber } from './days.ts';
import { readNameStock } from './name-stock.ts';
import { neighbouringAreas } from './neighbouring-areas.ts';
import { numberOffice } from './number-office.ts';
import { type ChangeSources, drawChanges, type RegisterChanges } from './register-changes.ts';
import { type RegisterBlock, RegisterBlocks } from './register-blocks.ts';
import { stationQuotas } from './station-quotas.ts';

export type VoterRequest = {
  readonly seed: string;
  /** Lines of `persons.csv`, duplicates among them. */
  readonly count: number;
  /** Day of the full batch, ISO 8601. */
  readonly asOf: string;
  /** Only these territories, by code: some stations of each. */
  readonly territories?: readonly string[];
  /** People who are registered twice, of all lines; 0.05 when left out. */
  readonly duplicates?: number;
  /** Lines that have to be refused; 0 when left out. */
  readonly spoiled?: number;
  /** Changes in each later batch, and how many such batches. */
  readonly changes?: { readonly each: number; readonly batches: number };
};

export type SyntheticVoters = {
  /** Code of the country pack. */
  readonly pack: string;
  /** Area after area, once; nothing is kept but what waits for later areas and batches. */
  blocks(): Generator<RegisterBlock>;
  /** The batches after the full one; to be asked when all blocks were taken. */
  changes(): Generator<RegisterChanges>;
};

export class NoSuchStations extends Error {
  constructor() {
    super('None of these territories has polling stations');
  }
}

const DUPLICATES = 0.05;
/** In our time people had patronymics made the Russian way, and often no known birthday, before these days. */
const ERAS = { olderBefore: dayNumber('1991-09-01'), unknownDaysBefore: dayNumber('1970-01-01') };
const DAYS_BETWEEN_BATCHES = 1;

/**
 * The voters of an invented nation: homes in the areas of its polling stations, with all that makes registers
 * hard. The same pack and request give the same rows in the same order on every machine. The stations are those
 * of `generateNation` with the same seed.
 */
export function syntheticVoters(read: PackReader, request: VoterRequest): SyntheticVoters {
  const given = readGivenPack(read);
  const { seed, territories } = request;
  const { each = 0, batches = 0 } = request.changes ?? {};
  const second = Math.round(request.count * (request.duplicates ?? DUPLICATES));
  const people = request.count - second;
  assert(people >= Math.max(second, each * batches), 'there are people for duplicates and changes');
  const stations = generateStations({ ...given, seed }).filter(
    ({ kind, territoryCode }) =>
      kind === 'domestic' && (territories === undefined || territories.includes(territoryCode)),
  );
  if (stations.length === 0) throw new NoSuchStations();
  const spread = territories === undefined ? 'whole-territories' : 'each-territory';
  const quotas = stationQuotas(stations, people, spread, seededRandom(`${seed} quotas`));
  const sources = changeSources(read, given, request);
  const filled = new RegisterBlocks(sources, {
    seed,
    people,
    second,
    sampled: each * batches,
    spoiled: request.spoiled ?? 0,
  });
  const towns = new Set(
    given.territories.filter(({ type }) => type.includes('city')).map(({ code }) => code),
  );
  const areaOf = neighbouringAreas(
    given.plan,
    seed,
    (code) => towns.has(code),
    sources.nextAddress,
  );
  return {
    pack: given.pack.code,
    *blocks() {
      for (const [index, { station, people: quota }] of quotas.entries()) {
        yield filled.block(station, quota, areaOf, index === quotas.length - 1);
      }
    },
    *changes() {
      assert(filled.sampled.length === each * batches, 'all blocks were taken');
      const shuffled = seededRandom(`${seed} sampled`).shuffle(filled.sampled);
      for (let batch = 0; batch < batches; batch++) {
        const sampled = shuffled.slice(batch * each, (batch + 1) * each);
        const asOf = sources.asOf + (batch + 1) * DAYS_BETWEEN_BATCHES;
        yield drawChanges({ ...sources, asOf }, sampled, seededRandom(`${seed} changes ${batch}`));
      }
    },
  };
}

function changeSources(
  read: PackReader,
  { pack, plan }: ReturnType<typeof readGivenPack>,
  { asOf }: VoterRequest,
): ChangeSources {
  const rules = present(pack.voterList, 'the pack has rules for the voter list');
  const counters = { person: 0, record: 0, address: 0 };
  return {
    stock: readNameStock(read, rules.nameProfile, plan.persons),
    office: numberOffice(rules.nationalNumber),
    eras: ERAS,
    citizenship: rules.citizenship,
    asOf: dayNumber(asOf),
    nextPerson: () => ++counters.person,
    nextRecord: () => ++counters.record,
    nextAddress: () => ++counters.address,
  };
}
