import type { TurnoutFigures } from '@ovoz/contract';
import { useTranslator } from '../../language.ts';

/** The share as a bar and in words, of the stations that told both voters and list. */
export function TurnoutShare({ figures }: { readonly figures: TurnoutFigures }) {
  const { t, percent } = useTranslator();
  const { listed, votersOfListed } = figures;
  if (listed === null || listed === 0) return <span className="quiet">{t('value.unknown')}</span>;
  const width = Math.min(100, (votersOfListed * 100) / listed);
  return (
    <>
      <span className="share-bar" aria-hidden="true">
        <span style={{ inlineSize: `${width}%` }} />
      </span>
      <strong>{percent(votersOfListed, listed)}</strong>{' '}
      <span className="quiet">{t('turnout.of-listed', { voters: votersOfListed, listed })}</span>
    </>
  );
}
