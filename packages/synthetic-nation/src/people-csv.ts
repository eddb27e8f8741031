import {
  type BallotContent,
  CANDIDATE_COLUMNS,
  COMMISSION_COLUMNS,
  type Candidate,
  type Commission,
  MEMBER_COLUMNS,
  type Membership,
  PARTY_COLUMNS,
  type Party,
} from '@ovoz/election-model';
import { csvText } from './csv.ts';

/** The parties file that the import reads. `mainLanguage` is the first language of the pack. */
export function partiesCsv(parties: readonly Party[], mainLanguage: string): string {
  const rows = parties.map(({ code, kind, name, shortName }) => ({
    code,
    kind,
    name_en: name.en,
    name_local: name[mainLanguage] ?? name.en,
    name_ru: name['ru'] ?? null,
    short_en: shortName.en,
    short_local: shortName[mainLanguage] ?? shortName.en,
    short_ru: shortName['ru'] ?? null,
  }));
  return csvText(PARTY_COLUMNS, rows);
}

/** The candidates file that the import reads: those of lists, then those of districts. */
export function candidatesCsv(ballots: readonly BallotContent[]): string {
  const rows = ballots.flatMap(({ contest, district, lists, candidates }) => {
    const place = { contest, district };
    const onLists = lists.flatMap((list) =>
      list.candidates.map((candidate) => ({
        ...place,
        list_party: list.party,
        list_number: list.number,
        ...candidateCells(candidate),
      })),
    );
    const alone = { ...place, list_party: null, list_number: null };
    return [...onLists, ...candidates.map((one) => ({ ...alone, ...candidateCells(one) }))];
  });
  return csvText(CANDIDATE_COLUMNS, rows);
}

function candidateCells({ number, name, sex, birthYear, occupation, party }: Candidate) {
  return { number, name, sex, birth_year: birthYear, occupation, party };
}

/** The commissions file that the import reads. */
export function commissionsCsv(commissions: readonly Commission[], mainLanguage: string): string {
  const rows = commissions.map((commission) => ({
    code: commission.code,
    kind: commission.kind,
    name_en: commission.name.en,
    name_local: commission.name[mainLanguage] ?? commission.name.en,
    name_ru: commission.name['ru'] ?? null,
    territory_code: commission.territoryCode,
    district_set: commission.districtSet,
    district_code: commission.districtCode,
    station_number: commission.stationNumber,
    address: commission.address,
    phone: commission.phone,
    formed_on: commission.formedOn,
    ends_on: commission.endsOn,
    generated: commission.generated,
  }));
  return csvText(COMMISSION_COLUMNS, rows);
}

/** The members file that the import reads. */
export function membersCsv(members: readonly Membership[]): string {
  const rows = members.map(({ commissionCode, nominatedBy, ...member }) => ({
    ...member,
    commission_code: commissionCode,
    nominated_by: nominatedBy,
  }));
  return csvText(MEMBER_COLUMNS, rows);
}
