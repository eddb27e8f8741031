import type { ElectionView } from '../site/election-view.ts';
import { islandWords } from '../site/island-words.ts';
import { usePage } from '../site/page-context.tsx';
import { ROLL_WORDS, type RollData } from '../site/roll-data.ts';
import { DataBlock } from './DataBlock.tsx';
import { PageFrame } from './PageFrame.tsx';

/**
 * The roots of the frozen roll, and what came after. The script reads the signed files themselves, so that additions stand
 * here as soon as they are published; without scripts the files are linked.
 */
export function FrozenRollPage({ view }: { readonly view: ElectionView }) {
  const { t, language } = usePage();
  const folder = `/published/elections/${view.code}/`;
  const data: RollData = {
    folder,
    language,
    timeZone: view.election.definition.timeZone,
    words: islandWords(t, ROLL_WORDS, ['time', 'count', 'shown', 'total']),
  };
  return (
    <PageFrame title={t('roll.title')} view={view}>
      <p className="site-lead">{t('roll.lead')}</p>
      <div id="roll-whole" className="ov-needs-scripts" aria-live="polite" />
      <form id="roll-form" className="ov-needs-scripts site-lookup" hidden>
        <p className="site-lookup__field">
          <label htmlFor="roll-query">{t('roll.find')}</label>
          <input
            id="roll-query"
            type="search"
            inputMode="numeric"
            autoComplete="off"
            maxLength={20}
          />
        </p>
      </form>
      <div id="roll-stations" className="ov-needs-scripts" />
      <section>
        <h2>{t('roll.files')}</h2>
        <p>
          {t('roll.check')} <code>ovoz roll check</code>
        </p>
        <ul>
          {['rolls.json', 'roll-supplements.json'].map((name) => (
            <li key={name}>
              <a href={`${folder}${name}`} download>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <DataBlock id="roll-data" content={data} />
    </PageFrame>
  );
}
