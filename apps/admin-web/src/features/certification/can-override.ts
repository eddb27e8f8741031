import type { CertificationBlocker } from '@ovoz/contract';

/** Before the release nobody certifies, and without a lot there are no seats to certify. */
const FIRM: readonly CertificationBlocker['code'][] = ['not-released', 'lot-needed'];

/** Whether two people may go on although something stands in the way. */
export function canOverride(blockers: readonly Pick<CertificationBlocker, 'code'>[]): boolean {
  return blockers.every(({ code }) => !FIRM.includes(code));
}
