import { Refused } from '../server/refusal.ts';
import { RefusalNotice } from './RefusalNotice.tsx';

/** The refusal of a list that stands within a page, whose filters stay usable. A defect goes on up. */
export function QueryRefusal({ error }: { readonly error: Error | null }) {
  if (error === null) return null;
  if (!(error instanceof Refused)) throw error;
  return <RefusalNotice refusal={error.refusal} />;
}
