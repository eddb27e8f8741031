import { randomBytes } from 'node:crypto';
import { type JsonValue, ok, type Result, refused } from '@ovoz/basics';
import {
  type BodyOf,
  type proposeSupplement,
  ROLL_KEEPERS,
  type RefusalCode,
} from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import { leafHash } from '@ovoz/public-log';
import { eligibility, rollLineText, type SupplementReason } from '@ovoz/voter-register';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import { enqueue } from '../../platform/jobs.ts';
import { openRegister } from '../../platform/register-scope.ts';
import { type Approval, type ProposalHandler, propose } from '../approvals/public.ts';
import { electionInForce, isLevelEnough } from '../elections/public.ts';
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

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;

const SALT_BYTES = 16;

/** What a second person decides. */
type SupplementContent = {
  readonly election: string;
  readonly pack: string;
  readonly station: string;
  readonly voter: string;
  readonly kind: SupplementReason;
  readonly evidence: string;
  readonly name: string;
  readonly birthDate: string;
  /** With a certificate: what is struck out at home. */
  readonly home: { readonly station: string; readonly line: number } | null;
};

/** Puts a supplement before a second person. */
export async function proposeAddition(
  database: Database,
  actor: Actor,
  now: Date,
  place: { readonly code: string; readonly station: string; readonly territoryPath: TerritoryPath },
  { voter: voterId, kind, evidence, reason }: BodyOf<typeof proposeSupplement>,
): Outcome<{ proposalId: string }> {
  const { code, station, territoryPath } = place;
  return inTransaction(database, async (transaction): Outcome<{ proposalId: string }> => {
    const decided = await decideAddition(transaction, actor, { code, voterId, kind });
    if (!decided.ok) return decided;
    const { roll, voter, home } = decided.value;
    const content: SupplementContent = {
      election: code,
      pack: roll.pack,
      station,
      voter: voterId,
      kind,
      evidence,
      name: [voter.surname, voter.given, voter.patronymic].join(' ').trim(),
      birthDate: voter.birthDate,
      home,
    };
    const proposed = await propose(transaction, actor, now, {
      kind: 'supplement-roll',
      // Nobody's name stands in a list of proposals: the content is for the second person.
      subject: `Supplement of station ${station}, ${code}`,
      subjectKey: `${code}/${voterId}`,
      territoryPath,
      election: code,
      reason,
      content: content satisfies JsonValue,
    });
    return proposed.ok ? ok({ proposalId: proposed.value }) : proposed;
  });
}

/** How a supplement is shown to the second person and carried out. */
export const supplementRollHandler: ProposalHandler = {
  kind: 'supplement-roll',
  roles: ROLL_KEEPERS,
  describe: async (_queries, content) => {
    const { election, pack, station, name, birthDate, kind, evidence, home } =
      content as unknown as SupplementContent;
    const struck =
      home === null
        ? []
        : [{ label: 'Struck out at home', value: `Station ${home.station}, line ${home.line}` }];
    return {
      rows: [
        { label: 'Election', value: election },
        { label: 'Station', value: station },
        { label: 'Voter', value: `${name}, ${birthDate}` },
        { label: 'Reason of the law', value: kind },
        { label: 'Evidence', value: evidence },
        ...struck,
      ],
      link: `/voters/${pack}/rolls/${election}`,
    };
  },
  apply: (transaction, approval) => add(transaction, approval),
};

async function add(transaction: Transaction, approval: Approval): Outcome<{ secret: null }> {
  const { approver, now, proposalId, proposedBy, territoryPath } = approval;
  const content = approval.content as unknown as SupplementContent;
  const { election, station, voter: voterId, kind, evidence } = content;
  const decided = await decideAddition(transaction, approver, { code: election, voterId, kind });
  if (!decided.ok) return decided;
  const { roll, voter, home } = decided.value;
  if (home?.station !== content.home?.station || home?.line !== content.home?.line) {
    return refused('content-changed');
  }
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

/**
 * Whether a voter may be added now. Only a certificate adds somebody who stands on a roll, and strikes that line out;
 * only then there is such a line.
 */
async function decideAddition(
  transaction: Transaction,
  actor: Actor,
  { code, voterId, kind }: { code: string; voterId: string; kind: SupplementReason },
): Outcome<{
  roll: Roll;
  voter: RegisteredVoter;
  home: { readonly station: string; readonly line: number } | null;
}> {
  const inForce = await electionInForce(transaction, code);
  if (inForce === null) return refused('not-found');
  if (inForce.version === null) return refused('not-sealed');
  if (!isLevelEnough(inForce.election.mode, actor)) return refused('sign-in-level-too-low');
  const roll = await findRoll(transaction, code);
  if (roll === null || roll.status !== 'frozen') return refused('roll-not-frozen');
  const { pack } = inForce;
  if (pack.voterList === undefined) return refused('list-law-missing');
  // A voter may come from any territory of the country, with a certificate for instance.
  await openRegister(transaction, [pack.root]);
  const voter = await registeredVoter(transaction, voterId);
  if (voter === null) return refused('voter-unknown');
  const isEligible =
    voter.status === 'registered' && eligibility(voter, pack.voterList, roll.votingDay).eligible;
  if (!isEligible) return refused('voter-ineligible');
  const home = await entryOfVoter(transaction, roll.id, voterId);
  if (await isSupplemented(transaction, roll.id, voterId)) return refused('voter-on-roll');
  if (kind === 'certificate') {
    return home === null ? refused('voter-not-on-roll') : ok({ roll, voter, home });
  }
  return home === null ? ok({ roll, voter, home: null }) : refused('voter-on-roll');
}
