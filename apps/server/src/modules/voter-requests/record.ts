import { present } from '@ovoz/basics';
import type { EligibilityAnswer, VoterRecord, VoterView } from '@ovoz/contract';
import { eligibility } from '@ovoz/voter-register';
import type { Queries } from '../../platform/database.ts';
import { type ElectionInForce, upcomingElection } from '../elections/public.ts';
import { currentGeography, findStation } from '../geography/public.ts';
import type { RegisterOfPack } from './reach.ts';
import { foundVoter } from './search.ts';
import { entryInForce } from './store-overseas.ts';
import { overrideInForce } from './store-overrides.ts';
import { factsOf, type VersionRow, type VoterRow } from './store-voters.ts';
import type { ViewRow } from './store-views.ts';

const SHOWN_OF_NUMBER = 4;
const SHOWN_OF_DOCUMENT = 3;

/** Everything of a record but its numbers. */
export async function voterRecord(
  queries: Queries,
  register: RegisterOfPack,
  voter: VoterRow,
  now: Date,
): Promise<VoterRecord> {
  const coming = await upcomingElection(queries, register.pack, now);
  const [facts, station] = await Promise.all([
    factsOf(queries, voter.id),
    stationOf(queries, register, voter, coming),
  ]);
  const numbers = register.keys.unsealNumbers(voter.sealed);
  return {
    voter: foundVoter(voter),
    citizenship: voter.citizenship,
    addressId: voter.addressId,
    nationalNumber: masked(numbers.number, SHOWN_OF_NUMBER),
    document: masked(numbers.document, SHOWN_OF_DOCUMENT),
    version: voter.version,
    corrected: [...voter.corrected],
    eligibility: await rightToVote(queries, register, voter, coming),
    facts: facts.map(({ kind, validFrom, validTo, document, revoked }) => ({
      kind,
      validFrom,
      validTo,
      document,
      revoked,
    })),
    station: station.at,
    abroad: station.abroad,
  };
}

/** The right to vote in the next election, with the reason when there is none. */
export async function rightToVote(
  queries: Queries,
  { rules }: RegisterOfPack,
  voter: VoterRow,
  coming: ElectionInForce | null,
): Promise<EligibilityAnswer | null> {
  if (coming === null) return null;
  const { votingDay } = coming.version.definition;
  const facts = await factsOf(queries, voter.id);
  const listedAbroad = (await entryInForce(queries, coming.election.code, voter.id)) !== null;
  const { birthDate, citizenship } = voter;
  const said = eligibility({ birthDate, citizenship, facts, listedAbroad }, rules, votingDay);
  if (said.eligible) {
    return { votingDay, eligible: true, reason: null, article: null, confirmed: true };
  }
  const { reason, article, confirmed } = said;
  return { votingDay, eligible: false, reason, article, confirmed };
}

type StationOfVoter = { at: VoterRecord['station']; abroad: VoterRecord['abroad'] };

/** Where the voter votes next: abroad, at a station asked for, or at that of the address. */
export async function stationOf(
  queries: Queries,
  { pack }: RegisterOfPack,
  voter: VoterRow,
  coming: ElectionInForce | null,
): Promise<StationOfVoter> {
  const code = coming?.election.code;
  const entry = code === undefined ? null : await entryInForce(queries, code, voter.id);
  const override = code === undefined ? null : await overrideInForce(queries, code, voter.id);
  const number = entry?.station ?? override?.station ?? voter.station;
  const abroad =
    entry === null || code === undefined ? null : { election: code, station: entry.station };
  const current = await currentGeography(queries, pack);
  if (number === null || current === null) return { at: null, abroad };
  const found = await findStation(queries, { pack, number: current.number }, number);
  if (found === null) return { at: null, abroad };
  const by = entry !== null ? 'abroad' : override !== null ? 'moved' : methodOf(voter);
  return { at: { number, name: found.station.name, by }, abroad };
}

function methodOf({ method }: VoterRow): 'address' | 'range' | 'area' {
  const known = method === 'address' || method === 'range' || method === 'area' ? method : null;
  return present(known, 'an address with a station has the method that gave it');
}

/** `••••0018`; nothing of a short one. */
export function masked(text: string, shown: number): string {
  if (text.length <= 2 * shown) return '•'.repeat(text.length);
  return '•'.repeat(text.length - shown) + text.slice(-shown);
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  birth_date: 'birthDate',
  address_id: 'addressId',
  territory_path: 'territoryPath',
};
const SHOWN_FIELDS = [
  'surname',
  'given',
  'patronymic',
  'sex',
  'birth_date',
  'citizenship',
  'address_id',
  'flat',
  'territory_path',
  'status',
];

/** For each version, newest first, the fields that the next one changed, as they were. */
export function historyOf(voter: VoterRow, versions: readonly VersionRow[]) {
  const today: Record<string, unknown> = {
    ...voter,
    birth_date: voter.birthDate,
    address_id: voter.addressId,
    territory_path: voter.territoryPath,
  };
  return versions.map((row, index) => {
    const after = versions[index - 1]?.before ?? today;
    const before = SHOWN_FIELDS.filter(
      (field) => cellText(row.before[field]) !== cellText(after[field]),
    );
    return {
      version: row.version,
      replacedAt: row.replacedAt.toISOString(),
      cause: row.cause,
      causeRef: row.causeRef,
      before: before.map((field) => ({
        field: FIELD_NAMES[field] ?? field,
        value: cellText(row.before[field]),
      })),
    };
  });
}

function cellText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function viewJson({ at, act, role, commission, purpose }: ViewRow): VoterView {
  return { at: at.toISOString(), act, role, commission, purpose };
}
