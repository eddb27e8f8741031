import { present } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import { FIXABLE_FIELDS, type FixableField, type SuccessAction } from '@ovoz/voter-register';
import type { VoterChangeFault } from '../voter-register/public.ts';
import type { RegisterOfPack } from './reach.ts';
import type { RequestTime } from './request-time.ts';
import type { StoredRequest } from './store-requests.ts';

/** What carrying out a request did. */
export type Effect = {
  readonly outcome: SuccessAction;
  readonly voterId: string;
  /** The version of the record that was replaced; null when the record stayed as it was. */
  readonly versionBefore: number | null;
  /** Abroad only: where the voter is listed at home. */
  readonly homePath?: TerritoryPath;
};

/** What is needed to carry a request out. The transaction has opened the register where it acts. */
export type Act = {
  readonly register: RegisterOfPack;
  readonly time: RequestTime;
  readonly now: Date;
  readonly personId: string;
  /** Territories that stay open afterwards. */
  readonly paths: readonly TerritoryPath[];
};

/** What the register says, in the codes of this operation. */
export function refusalOf(fault: VoterChangeFault): RefusalCode {
  if (fault === 'national-number-taken') return 'voter-listed-already';
  if (fault === 'voter-unknown' || fault === 'voter-unchanged') return 'voter-changed';
  return fault === 'address-unknown' ? fault : 'request-incomplete';
}

export function voterOf({ voterId }: StoredRequest): number {
  return Number(present(voterId, 'the request names its voter'));
}

export function causeOf({ id }: Pick<StoredRequest, 'id'>) {
  return { cause: 'request', causeRef: id } as const;
}

export function askedFields({ details }: StoredRequest): readonly FixableField[] {
  return FIXABLE_FIELDS.filter((field) => details.fields[field] !== undefined);
}
