import { randomBytes } from 'node:crypto';
import { type JsonValue, ok, type Result, refused } from '@ovoz/basics';
import {
  type BodyOf,
  type proposeSupplement,
  ROLL_KEEPERS,
  type RefusalCode,
} from '@ovoz/contract';
import type { CountryPack, TerritoryPath } from '@ovoz/election-model';
import { leafHash } from '@ovoz/public-log';
import { eligibility, rollLineText, type SupplementReason } from '@ovoz/voter-register';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import { enqueue } from '../../platform/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { openRegister } from '../../platform/register-scope.ts';
import { type Approval, type ProposalHandler, propose } from '../approvals/public.ts';
import { electionInForce, isLevelEnough } from '../elections/public.ts';
import { registerKeys } from '../voter-register/public.ts';
import { barredAt } from './desk.ts';
import { rollSupplemented } from './events.ts';
import { addressText } from './station-roll.ts';
import { entryOfVoter } from './store-entries.ts';
import { findRoll, type Roll } from './store-rolls.ts';
import {
  insertSupplement,
  isSupplemented,
  nextSupplement,
  type RegisteredVoter,
  registeredVoter,
} from './store-supplements.ts';
import { countAttempt, noteView, personHash, voterWithNumbers } from './supplement-person.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;

const SALT_BYTES = 16;

/** With a certificate: what is struck out at home. */
type Home = { readonly station: string; readonly line: number } | null;

/** What a second person decides. It names nobody: the hash of the content stands in the public log. */
type SupplementContent = {
  readonly election: string;
  readonly pack: string;
  readonly station: string;
  readonly voter: string;
  /** Random, so that no hash of this content is found by trying voters. */
  readonly nonce: string;
  /** `personHash` of what the first person saw. */
  readonly person: string;
  readonly kind: SupplementReason;
  readonly evidence: string;
  readonly home: Home;
};

type Place = {
  readonly code: string;
  readonly station: string;
  readonly territoryPath: TerritoryPath;
};

/** Puts a supplement before a second person, about somebody who shows both numbers. */
export async function proposeAddition(
  { database, keys }: Pick<Platform, 'database' | 'keys'>,
  actor: Actor,
  now: Date,
  { code, station, territoryPath }: Place,
  { kind, evidence, reason, ...numbers }: BodyOf<typeof proposeSupplement>,
): Outcome<{ proposalId: string }> {
  const counted = await countAttempt(database, actor, now);
  if (!counted.ok) return counted;
  return inTransaction(database, async (transaction): Outcome<{ proposalId: string }> => {
    const opened = await openFrozen(transaction, actor, { code, station });
    if (!opened.ok) return opened;
    const { roll } = opened.value;
    const register = { pack: roll.pack, keys: registerKeys(keys.register) };
    const found = await voterWithNumbers(transaction, register, numbers);
    if (!found.ok) return found;
    const voter = found.value;
    const home = await homeOf(transaction, opened.value, voter, kind);
    if (!home.ok) return home;
    await noteView(transaction, voter, actor, now);
    const nonce = randomBytes(SALT_BYTES).toString('hex');
    const content: SupplementContent = {
      election: code,
      pack: roll.pack,
      station,
      voter: voter.voterId,
      nonce,
      person: personHash(nonce, voter),
      kind,
      evidence,
      home: home.value,
    };
    const proposed = await propose(transaction, actor, now, {
      kind: 'supplement-roll',
      // Nobody's name stands in a list of proposals.
      subject: `Supplement of station ${station}, ${code}`,
      subjectKey: `${code}/${voter.voterId}`,
      territoryPath,
      election: code,
      reason,
      content: content satisfies JsonValue,
    });
    return proposed.ok ? ok({ proposalId: proposed.value }) : proposed;
  });
}

/** How a supplement is shown to the second person and carried out. */
export function supplementRollHandler(database: Database): ProposalHandler {
  return {
    kind: 'supplement-roll',
    roles: ROLL_KEEPERS,
    describe: async (_queries, json, { actor, now }) => {
      const content = json as unknown as SupplementContent;
      const { election, pack, station, kind, evidence, home } = content;
      const struck =
        home === null
          ? []
          : [{ label: 'Struck out at home', value: `Station ${home.station}, line ${home.line}` }];
      return {
        rows: [
          { label: 'Election', value: election },
          { label: 'Station', value: station },
          { label: 'Voter', value: await shownPerson(database, content, actor, now) },
          { label: 'Reason of the law', value: kind },
          { label: 'Evidence', value: evidence },
          ...struck,
        ],
        link: `/admin/voters/${pack}/rolls/${election}/stations/${station}`,
      };
    },
    apply: (transaction, approval) => add(transaction, approval),
  };
}

/** Name and birth date, for whoever may decide about the station; the look is counted and noted for the voter. */
async function shownPerson(
  database: Database,
  { voter: voterId, station, election }: SupplementContent,
  actor: Actor | null,
  now: Date,
): Promise<string> {
  const hidden = '–';
  if (actor !== null && !(await countAttempt(database, actor, now)).ok) return hidden;
  const shown = await inTransaction(database, async (transaction) => {
    if (actor !== null && (await barredAt(transaction, actor, station)) !== null) return ok(hidden);
    const inForce = await electionInForce(transaction, election);
    if (inForce === null || inForce.version === null) return ok(hidden);
    await openRegister(transaction, [inForce.pack.root]);
    const voter = await registeredVoter(transaction, voterId);
    if (voter === null) return ok(hidden);
    if (actor !== null) await noteView(transaction, voter, actor, now);
    const { surname, given, patronymic, birthDate } = voter;
    return ok(`${[surname, given, patronymic].join(' ').trim()}, ${birthDate}`);
  });
  return shown.ok ? shown.value : hidden;
}

async function add(transaction: Transaction, approval: Approval): Outcome<{ secret: null }> {
  const { approver, now, proposalId, proposedBy, territoryPath } = approval;
  const content = approval.content as unknown as SupplementContent;
  const { election, station, voter: voterId, kind, evidence } = content;
  const opened = await openFrozen(transaction, approver, { code: election, station });
  if (!opened.ok) return opened;
  const { roll } = opened.value;
  const voter = await registeredVoter(transaction, voterId);
  if (voter === null) return refused('voter-unknown');
  const decided = await homeOf(transaction, opened.value, voter, kind);
  if (!decided.ok) return decided;
  const home = decided.value;
  const isAsSeen =
    personHash(content.nonce, voter) === content.person &&
    home?.station === content.home?.station &&
    home?.line === content.home?.line;
  if (!isAsSeen) return refused('content-changed');
  await noteView(transaction, voter, approver, now);
  const number = await nextSupplement(transaction, roll.id, station);
  const salt = randomBytes(SALT_BYTES);
  const { surname, given, patronymic, birthDate } = voter;
  const printed = { surname, given, patronymic, birthDate, address: addressText(voter) };
  const text = rollLineText({
    election,
    station,
    part: 'supplement',
    line: number,
    ...printed,
    salt: salt.toString('hex'),
  });
  const leaf = Buffer.from(leafHash(Buffer.from(text), sha256));
  await insertSupplement(
    transaction,
    roll.id,
    {
      station,
      number,
      voterId,
      territoryPath,
      reason: kind,
      evidence,
      ...printed,
      home,
      salt,
      leaf,
    },
    { proposalId, now },
  );
  await recordFact(
    transaction,
    rollSupplemented,
    {
      now,
      actor: approver.actingAs,
      election,
      territoryPath,
      subject: `${election}/roll/${station}/supplements/${number}`,
    },
    {
      station,
      number,
      kind,
      leaf: leaf.toString('hex'),
      evidence,
      voter: voterId,
      proposedBy,
      person: approver.personId,
    },
  );
  await enqueue(transaction, 'publish-rolls');
  await enqueue(transaction, 'build-lookups');
  return ok({ secret: null });
}

/** The roll of an election that is frozen, for somebody who may add to it at this station; opens the register. */
async function openFrozen(
  transaction: Transaction,
  actor: Actor,
  { code, station }: { readonly code: string; readonly station: string },
): Outcome<{ roll: Roll; pack: CountryPack }> {
  const inForce = await electionInForce(transaction, code);
  if (inForce === null) return refused('not-found');
  if (inForce.version === null) return refused('not-sealed');
  if (!isLevelEnough(inForce.election.mode, actor)) return refused('sign-in-level-too-low');
  const barred = await barredAt(transaction, actor, station);
  if (barred !== null) return refused(barred);
  const roll = await findRoll(transaction, code);
  if (roll === null || roll.status !== 'frozen') return refused('roll-not-frozen');
  const { pack } = inForce;
  if (pack.voterList === undefined) return refused('list-law-missing');
  // A voter may come from any territory of the country, with a certificate for instance.
  await openRegister(transaction, [pack.root]);
  return ok({ roll, pack });
}

/**
 * Whether a voter may be added now, and the line that is struck out for it. Only a certificate adds somebody who stands
 * on a roll, and strikes that line out; only then there is such a line.
 */
async function homeOf(
  transaction: Transaction,
  { roll, pack }: { readonly roll: Roll; readonly pack: CountryPack },
  voter: RegisteredVoter,
  kind: SupplementReason,
): Outcome<Home> {
  if (pack.voterList === undefined) return refused('list-law-missing');
  const isEligible =
    voter.status === 'registered' && eligibility(voter, pack.voterList, roll.votingDay).eligible;
  if (!isEligible) return refused('voter-ineligible');
  const home = await entryOfVoter(transaction, roll.id, voter.voterId);
  if (await isSupplemented(transaction, roll.id, voter.voterId)) return refused('voter-on-roll');
  if (kind === 'certificate') {
    return home === null ? refused('voter-not-on-roll') : ok(home);
  }
  return home === null ? ok(null) : refused('voter-on-roll');
}
