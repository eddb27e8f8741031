import { ok, type Result, refused } from '@ovoz/basics';

/** What the square code on a printed roll or sheet says: which it is, and enough of its root to compare. */
export type RollCode = {
  readonly part: 'roll' | 'supplements';
  readonly election: string;
  readonly station: string;
  /** 1 of the frozen roll; of a sheet the number of its lines. */
  readonly version: number;
  /** The first 16 hexadecimal digits of the root. */
  readonly root: string;
};

/** Enough of a root to compare by eye. */
export const ROOT_DIGITS_IN_CODE = 16;

/** @param root whole, or the beginning of it */
export function rollCodeText({ part, election, station, version, root }: RollCode): string {
  return `ovoz:${part}?election=${election}&station=${station}&version=${version}&root=${root.slice(0, ROOT_DIGITS_IN_CODE)}`;
}

const CODE =
  /^ovoz:(roll|supplements)\?election=([a-z0-9-]{1,100})&station=([A-Z0-9-]{1,24})&version=([1-9][0-9]{0,5})&root=([0-9a-f]{16})$/;

/** Reads what a scanner made of the code on paper. */
export function readRollCode(text: string): Result<RollCode, 'roll-code-unreadable'> {
  const [, part, election = '', station = '', version, root = ''] = CODE.exec(text.trim()) ?? [];
  if (part !== 'roll' && part !== 'supplements') return refused('roll-code-unreadable');
  return ok({ part, election, station, version: Number(version), root });
}
