import { type Commission, CommissionCode } from './commission.ts';
import type { CommissionPack } from './commission-import.ts';
import type { CommissionKind } from './country-pack.ts';
import type { RowReader } from './row-reader.ts';
import { patternOf } from './text.ts';

export const COMMISSION_COLUMNS = [
  'code',
  'kind',
  'name_en',
  'name_local',
  'name_ru',
  'territory_code',
  'district_set',
  'district_code',
  'station_number',
  'address',
  'phone',
  'formed_on',
  'ends_on',
  'generated',
] as const;

/** As many as polling stations, with room for the levels above them. */
export const MAX_COMMISSIONS = 250_000;

/** What of the geography commissions are checked against. */
export type CommissionSurroundings = {
  /** Level by code of the territory. */
  readonly levels: ReadonlyMap<string, number>;
  /** Territory by number of the station. */
  readonly stations: ReadonlyMap<string, string>;
  /** Keys `set/code`. */
  readonly districts: ReadonlySet<string>;
};

const CODE = patternOf(CommissionCode);
const CODE_FORM = 'a code like precinct-1024';

/** Reads one row of the commissions file and checks what it covers. */
export function readCommission(
  pack: CommissionPack,
  surroundings: CommissionSurroundings,
  reader: RowReader,
): Commission {
  const commission: Commission = {
    pack: pack.code,
    code: reader.matching('code', CODE, CODE_FORM),
    kind: reader.line('kind', 40),
    name: reader.localized('name', pack.languages[0]?.tag ?? 'en'),
    territoryCode: reader.line('territory_code', 24),
    districtSet: reader.optionalLine('district_set', 40),
    districtCode: reader.optionalLine('district_code', 8),
    stationNumber: reader.optionalLine('station_number', 24),
    address: reader.optionalLine('address'),
    phone: reader.optionalLine('phone', 40),
    formedOn: reader.day('formed_on'),
    endsOn: reader.optionalDay('ends_on'),
    generated: reader.flag('generated'),
  };
  const { territoryCode, formedOn, endsOn } = commission;
  if (territoryCode !== '' && !surroundings.levels.has(territoryCode)) {
    reader.fail('unknown-territory', 'territory_code', `there is no territory ${territoryCode}`);
  }
  if (endsOn !== null && endsOn < formedOn) {
    reader.fail('date-order', 'ends_on', `formed on ${formedOn}, ends on ${endsOn}`);
  }
  const kind = pack.commissionKinds.find((one) => one.code === commission.kind);
  if (kind === undefined) {
    reader.fail('unknown-commission-kind', 'kind', `there is no kind "${commission.kind}"`);
  } else {
    checkCoverage(kind, commission, surroundings, reader);
  }
  return commission;
}

/** A commission covers what its kind says: a territory of a level, a district of a set, or a station. */
function checkCoverage(
  kind: CommissionKind,
  commission: Commission,
  surroundings: CommissionSurroundings,
  reader: RowReader,
): void {
  const { districtSet, districtCode, stationNumber, territoryCode } = commission;
  const level = surroundings.levels.get(territoryCode);
  if (kind.territoryLevel !== null && level !== undefined && level !== kind.territoryLevel) {
    const reason = `${territoryCode} is of level ${level}; ${kind.code} commissions cover level ${kind.territoryLevel}`;
    reader.fail('level-mismatch', 'territory_code', reason);
  }
  const mustBeEmpty = (field: string, value: string | null) => {
    if (value === null) return;
    reader.fail('unexpected-field', field, `${kind.code} commissions cover no such thing`);
  };
  if (kind.districtSet === null) {
    mustBeEmpty('district_set', districtSet);
    mustBeEmpty('district_code', districtCode);
  } else if (districtSet !== kind.districtSet) {
    const reason = `${kind.code} commissions cover districts of ${kind.districtSet}`;
    reader.fail('unknown-district-set', 'district_set', reason);
  } else if (!surroundings.districts.has(`${districtSet}/${districtCode ?? ''}`)) {
    const reason = `there is no district ${districtSet}/${districtCode ?? ''}`;
    reader.fail('unknown-district', 'district_code', reason);
  }
  if (!kind.perStation) {
    mustBeEmpty('station_number', stationNumber);
  } else if (stationNumber === null || !surroundings.stations.has(stationNumber)) {
    reader.fail(
      'unknown-station',
      'station_number',
      `there is no station "${stationNumber ?? ''}"`,
    );
  } else if (surroundings.stations.get(stationNumber) !== territoryCode) {
    const reason = `station ${stationNumber} lies in ${surroundings.stations.get(stationNumber)}`;
    reader.fail('station-elsewhere', 'territory_code', reason);
  }
}
