import { createSecretKey } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ok } from '@ovoz/basics';
import type { VoterListRules } from '@ovoz/election-model';
import { eligibility } from '@ovoz/voter-register';
import { type Database, inTransaction } from '../../platform/database.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import type { RegisterKeys } from '../voter-register/public.ts';
import { voterKey } from './lookup-key.ts';
import { descriptionOf, LookupTableBuilder, type TableDescription } from './lookup-table.ts';
import { forListedVoters, frozenRollOf, type ListSource } from './store-lookup.ts';

/** Numbers of 65,535 stations. */
const MOST_OF_DESCRIPTION_BYTES = 1 << 20;

/** By which law the list of an election is made. */
export type ListLaw = {
  readonly rules: VoterListRules;
  /** ISO 8601, local to the country. */
  readonly votingDay: string;
};

/** Where the table of an election lies. It is a secret: a file of mode 0600, in no backup. */
export function tablePath(dataDirectory: string, election: string): string {
  return join(dataDirectory, 'lookup', `${election}.table`);
}

/**
 * Builds the table of an election: from the frozen roll when there is one, else from those of the register
 * who may vote on the day, by the rule that the freeze will ask.
 * Replaced whole: servers that answer from the old one go on until they see the new.
 */
export async function buildLookupTable(
  database: Database,
  keys: RegisterKeys,
  {
    election,
    root,
    path,
    law,
  }: {
    readonly election: string;
    readonly root: string;
    readonly path: string;
    readonly law: ListLaw;
  },
  now: () => Date,
): Promise<void> {
  const builder = new LookupTableBuilder();
  const key = createSecretKey(keys.lookupKey(election));
  const description = await inTransaction(database, async (transaction) => {
    await openRegister(transaction, WHOLE_REGISTER);
    await transaction`set local statement_timeout = 0`;
    const frozen = await frozenRollOf(transaction, election);
    const list: ListSource =
      frozen === null
        ? { source: 'register', root, election }
        : { source: 'roll', roll: frozen.roll };
    await forListedVoters(transaction, list, (voters) => {
      for (const { sealed, station, rights } of voters) {
        if (rights !== null && !eligibility(rights, law.rules, law.votingDay).eligible) continue;
        const { number, document } = keys.unsealNumbers(sealed);
        // One of the two numbers alone opens nothing.
        if (number !== '' && document !== '') builder.add(voterKey(key, number, document), station);
      }
    });
    return ok({ source: list.source, supplements: frozen?.supplements ?? 0 });
  });
  // Before anything was loaded, "not on the list" would be wrong for everybody.
  if (!description.ok || builder.size === 0) return;
  const parts = builder.finish({ election, builtAt: now().toISOString(), ...description.value });
  await writeParts(path, parts);
}

async function writeParts(path: string, parts: readonly Uint8Array[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.new`;
  await rm(draft, { force: true });
  const file = await open(draft, 'w', 0o600);
  try {
    for (const part of parts) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

/** What stands there, or null: the beginning of the file is read, not the entries. */
export async function readDescription(path: string): Promise<TableDescription | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_OF_DESCRIPTION_BYTES), 0);
    return descriptionOf(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
