import type { RefusalCode } from '@ovoz/contract';
import { Refused } from '../server/refusal.ts';

/** Whether a reading was refused with this code, for pages that say it in their own way. */
export function isRefusedWith(error: Error | null, code: RefusalCode): boolean {
  return error instanceof Refused && error.refusal.code === code;
}
