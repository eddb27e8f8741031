import { present } from '@ovoz/basics';
import type { ProtocolContent, ResultForm } from '@ovoz/election-model';
import type { SeededRandom } from './seeded-random.ts';

/** What the day of a station came to, whatever its form asks for. */
export type StationDay = { readonly listed: number; readonly issued: number };

/**
 * Every count that a form may ask for, by its code, so that all equations hold; only those of the form are taken.
 * @throws RangeError for a required count that nobody knows here.
 */
export function countsOfPaper(
  form: ResultForm,
  { listed, issued }: StationDay,
  random: SeededRandom,
): { readonly counts: ProtocolContent['counts']; readonly valid: number } {
  const supplementary = random.below(Math.ceil(listed / 60));
  const spoilt = random.below(4);
  const unused = listed - issued + random.below(40);
  const early = Math.floor(issued * 0.02 * random.next());
  const mobile = Math.min(issued - early, random.below(25));
  // Now and then somebody carries a ballot home.
  const found = Math.max(mobile, issued - (random.below(12) === 0 ? 1 : 0));
  const invalid = Math.floor(found * (0.004 + 0.018 * random.next()));
  const unmarked = Math.floor(invalid / 2);
  const valid = found - invalid;
  const known: Readonly<Record<string, number>> = {
    'voters-listed': listed,
    'voters-main-list': listed - supplementary,
    'voters-supplementary': supplementary,
    'voters-single-list': listed - supplementary,
    'voters-special-list': supplementary,
    'turnout-noon': Math.floor(issued * 0.4),
    'turnout-afternoon': Math.floor(issued * 0.8),
    'voters-took-part': issued,
    'ballots-received': issued + unused + spoilt,
    'ballots-issued': issued,
    'ballots-issued-early': early,
    'ballots-issued-outside': mobile,
    'ballots-unused': unused,
    'ballots-spoilt': spoilt,
    'ballots-cancelled': 0,
    'mobile-requests': mobile + random.below(3),
    'ballots-in-mobile-boxes': mobile,
    'ballots-in-fixed-boxes': found - mobile,
    'ballots-found': found,
    'ballots-valid': valid,
    'ballots-invalid': invalid,
    'ballots-invalid-form': invalid - unmarked,
    'ballots-invalid-unmarked': unmarked,
  };
  const counts = form.fields.map(({ code }) => {
    const value = present(known[code], `${code} is a count that generated papers know`);
    return [code, value] as const;
  });
  return { counts: Object.fromEntries(counts), valid };
}
