import type { ElectionView } from '../../site/election-view.ts';
import { usePage } from '../../site/page-context.tsx';
import { type Contest, optionsOf, type ResultOption } from '../../site/result-facts.ts';

/** How options and parties are called on the page. */
export type Names = {
  /** Short: the party's short name, the candidate's name, "against all". */
  readonly option: (option: ResultOption) => string;
  readonly party: (code: string | null) => string;
  /** Short name of an option by its code; the code itself when the ballot does not know it. */
  readonly byCode: (code: string) => string;
};

/** Names of the options of a contest in a district; without a contest only parties have names. */
export function useNames(
  view: ElectionView,
  contest: Contest | null = null,
  district: string | null = null,
): Names {
  const { say, t } = usePage();
  const party = (code: string | null) => {
    const found = code === null ? undefined : view.parties.get(code);
    return found === undefined ? t('parties.independent') : say.text(found.shortName);
  };
  const option = (one: ResultOption) => {
    if (one.candidate !== null) return say.name(one.candidate);
    return one.party === null ? t('results.againstAll') : party(one.party);
  };
  const names = new Map(
    (contest === null ? [] : optionsOf(view, contest, district)).map((one) => [
      one.code,
      option(one),
    ]),
  );
  return { option, party, byCode: (code) => names.get(code) ?? code };
}
