import type { CertifiedResult } from '@ovoz/contract';
import type { Queries } from '../../platform/database.ts';
import { sha256 } from '../../platform/evidence.ts';
import { countContext } from '../result-protocols/public.ts';
import { textOfResult } from './standing.ts';

/** A result in rows for the person who is to certify it: what stood in the way first, then coverage and seats. */
export async function rowsOf(
  queries: Queries,
  result: CertifiedResult,
): Promise<{ label: string; value: string }[]> {
  const context = await countContext(queries, result.election);
  const nameOf = (party: string | null) =>
    party === null
      ? 'Without a party'
      : (context?.definition.parties.find(({ code }) => code === party)?.name.en ?? party);
  const { totals, seats, overridden } = result;
  return [
    { label: 'Election', value: result.election },
    { label: 'Version', value: String(result.version) },
    ...overridden.map(({ code, count }) => ({
      label: 'Overridden although it stands in the way',
      value: `${code}: ${count}`,
    })),
    ...totals.map((one) => ({
      label: `Protocols of ${one.contest}`,
      value: `${one.stationsCounted} counted, ${one.stationsAnnulled} annulled, of ${one.stationsDue}`,
    })),
    ...seats.parties.map(({ party, seats: held, byContest }) => ({
      label: `Seats: ${nameOf(party)}`.slice(0, 100),
      value: `${held}${inBrackets(byContest)}`,
    })),
    { label: 'SHA-256 of the result', value: sha256(textOfResult(result)).toString('hex') },
  ];
}

function inBrackets(byContest: Readonly<Record<string, number>>): string {
  const parts = Object.entries(byContest).map(([contest, seats]) => `${contest} ${seats}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
