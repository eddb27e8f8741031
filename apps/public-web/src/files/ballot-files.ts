import { candidateOption, transliterateUzbek } from '@ovoz/election-model';
import type { ElectionView } from '../site/election-view.ts';
import type { BallotNames } from '../site/station-page-data.ts';

/** Who stands in each electoral district, a file each: a page about one station needs one of them. */
export function* ballotFiles(
  view: ElectionView,
): Generator<{ readonly name: string; readonly content: string }> {
  const isUzbek = view.election.pack.languages[0]?.tag === 'uz-Latn';
  for (const { contest, district, candidates } of view.election.definition.ballots) {
    if (district === null) continue;
    const names: BallotNames = candidates.map(({ number, name, party }) => ({
      option: candidateOption(number),
      name,
      cyrillic: isUzbek ? transliterateUzbek(name) : null,
      party,
    }));
    yield { name: `${contest}-${district}.json`, content: JSON.stringify(names) };
  }
}
