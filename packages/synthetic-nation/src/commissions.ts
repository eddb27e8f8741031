import { present } from '@ovoz/basics';
import type {
  Commission,
  CommissionKind,
  CountryPack,
  DistrictMembership,
  ElectoralDistrict,
  LocalizedText,
  Membership,
  PollingStation,
  Territory,
} from '@ovoz/election-model';
import { addYears, commonTerritory, joinNames } from './commission-facts.ts';
import type { GenerationPlan } from './generation-plan.ts';
import { drawNames, type PersonNames, type Sex } from './persons.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { stationWords } from './station-words.ts';

export type CommissionSources = {
  readonly pack: CountryPack;
  readonly plan: GenerationPlan;
  readonly territories: readonly Territory[];
  readonly districts: readonly ElectoralDistrict[];
  readonly stations: readonly PollingStation[];
  readonly memberships: readonly DistrictMembership[];
  readonly names: PersonNames;
  /** Day on which all were formed, ISO 8601. */
  readonly formedOn: string;
  readonly seed: string;
  /** Kinds to generate; all that are not of single stations when left out. */
  readonly kinds?: readonly string[];
  /** Stations that get a commission of their own. All of a country would be some 100,000 members. */
  readonly stationNumbers?: readonly string[];
};

export type GeneratedCommissions = {
  readonly commissions: readonly Commission[];
  readonly members: readonly Membership[];
};

/** Commissions of the pack's kinds with invented members; no telephone, as a real one could be hit. */
export function generateCommissions(sources: CommissionSources): GeneratedCommissions {
  const { pack, kinds } = sources;
  const wanted = pack.commissionKinds.filter(({ code }) => kinds?.includes(code) ?? true);
  const formed = wanted.flatMap((kind) =>
    coveredBy(sources, kind).map((cover) => ({ kind, commission: form(sources, kind, cover) })),
  );
  return {
    commissions: formed.map(({ commission }) => commission),
    members: formed.flatMap(({ kind, commission }) => membersOf(sources, kind, commission)),
  };
}

/** What one commission covers. */
type Cover = {
  readonly suffix: string;
  readonly name: LocalizedText | null;
  readonly territory: Territory;
  readonly district: ElectoralDistrict | null;
  readonly stationNumber: string | null;
};

function coveredBy(sources: CommissionSources, kind: CommissionKind): readonly Cover[] {
  const { territories, districts, stations, stationNumbers = [] } = sources;
  const whole = { district: null, stationNumber: null };
  if (kind.perStation) {
    const chosen = new Set(stationNumbers);
    const byCode = new Map(territories.map((territory) => [territory.code, territory]));
    return stations
      .filter(({ number }) => chosen.has(number))
      .map(({ number, territoryCode }) => {
        const territory = present(byCode.get(territoryCode), 'a station lies in a territory');
        return { ...whole, suffix: `-${number}`, name: null, territory, stationNumber: number };
      });
  }
  if (kind.districtSet !== null) {
    return districts
      .filter(({ set }) => set === kind.districtSet)
      .map((district) => ({
        ...whole,
        suffix: `-${district.code}`,
        name: district.name,
        territory: commonTerritory(sources, district),
        district,
      }));
  }
  return territories
    .filter(({ level }) => level === kind.territoryLevel)
    .map((territory) => ({
      ...whole,
      suffix: territory.level === 0 ? '' : `-${territory.code}`,
      name: territory.level === 0 ? null : territory.name,
      territory,
    }));
}

function form(sources: CommissionSources, kind: CommissionKind, cover: Cover): Commission {
  const { pack, plan, formedOn } = sources;
  const { territory, district, stationNumber } = cover;
  const code = kind.code + cover.suffix;
  const random = seededRandom(`${sources.seed} commission ${code}`);
  const station = sources.stations.find((one) => one.number === stationNumber);
  return {
    pack: pack.code,
    code,
    kind: kind.code,
    name: stationNumber === null ? joinNames(kind.name, cover.name) : numbered(kind, stationNumber),
    territoryCode: territory.code,
    districtSet: district?.set ?? null,
    districtCode: district?.code ?? null,
    stationNumber,
    address: station?.address ?? stationWords(plan, territory, random).address(),
    phone: null,
    formedOn,
    endsOn: kind.termYears === null ? null : addYears(formedOn, kind.termYears),
    generated: true,
  };
}

function membersOf(
  { plan, names, seed }: CommissionSources,
  kind: CommissionKind,
  commission: Commission,
): readonly Membership[] {
  const random = seededRandom(`${seed} members ${commission.code}`);
  const sexes = Array.from(
    { length: sizeOf(kind, random) },
    (): Sex => (random.next() < 0.5 ? 'female' : 'male'),
  );
  const offices = ['chair', 'deputy-chair', 'secretary'] as const;
  return drawNames(plan, names, sexes, random, new Set()).map((name, index) => ({
    commissionCode: commission.code,
    name,
    office: offices[index] ?? 'member',
    nominatedBy: random.pick(plan.nominators),
    from: commission.formedOn,
    until: null,
    generated: true,
  }));
}

/** The smallest legal size or up to four more; precinct commissions of seven or more are the habit. */
function sizeOf({ members, perStation }: CommissionKind, random: SeededRandom): number {
  const least = perStation
    ? Math.min(Math.max(7, members.minimum), members.maximum)
    : members.minimum;
  return least + random.below(Math.min(4, members.maximum - least) + 1);
}

function numbered(kind: CommissionKind, stationNumber: string): LocalizedText {
  const texts = Object.entries(kind.name).map(([language, text]) => {
    return [language, `${text} ${language === 'en' ? 'No.' : '№'} ${stationNumber}`] as const;
  });
  return { ...Object.fromEntries(texts), en: `${kind.name.en} No. ${stationNumber}` };
}
