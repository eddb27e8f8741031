import type { TerritoryPath, VoterListRules } from '@ovoz/election-model';
import type { CountryRegister } from '../country-register.ts';
import { registerKeys } from '../register-keys.ts';
import { type AddressTarget, addressReader } from './address-reader.ts';
import { eventReader } from './event-reader.ts';
import { type PersonTarget, personReader } from './person-reader.ts';
import type { RowReader } from './read-chunk.ts';

/** What is read, and with which keys and rules: as a thread is told it. */
export type RowSettings = {
  readonly register: {
    readonly pack: string;
    readonly root: TerritoryPath;
    readonly rules: VoterListRules;
    readonly secret: Uint8Array;
  };
  /** ISO 8601. */
  readonly asOf: string;
  readonly rows:
    | { readonly kind: 'persons'; readonly target: PersonTarget }
    | { readonly kind: 'events' }
    | {
        readonly kind: 'addresses';
        readonly paths: ReadonlyMap<string, TerritoryPath>;
        readonly target: AddressTarget;
      };
};

/** The reader of these rows. */
export function rowReader({ register, asOf, rows }: RowSettings): RowReader {
  const { secret, ...country } = register;
  const keys = registerKeys(Buffer.from(secret));
  const known: CountryRegister = { ...country, keys };
  if (rows.kind === 'persons') return personReader(known, asOf, rows.target);
  return rows.kind === 'events' ? eventReader(asOf) : addressReader(known, rows.paths, rows.target);
}
