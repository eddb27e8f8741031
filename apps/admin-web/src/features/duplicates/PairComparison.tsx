import { Alert, Paragraph } from '@digdir/designsystemet-react';
import type { MatchLine, PairEntry, PairSummary } from '@ovoz/contract';
import { useId } from 'react';
import { useTranslator } from '../../language.ts';
import { useTerritoryName } from '../../places/use-territory-name.ts';
import { bits, comparisonKey, levelKey, strengthOf, type Tone, toneOf } from './comparisons.ts';

/** Marks that are told apart without colour. */
const MARKS: Readonly<Record<Tone, string>> = { agrees: '=', near: '≈', differs: '≠', silent: '·' };

/** An entry; of a sample without what became of it, which would say what others decided. */
type ComparedEntry = Omit<PairEntry, 'status'> & Partial<Pick<PairEntry, 'status'>>;

type ComparedPair = {
  readonly pair: Pick<PairSummary, 'weight' | 'lines'>;
  readonly a: ComparedEntry;
  readonly b: ComparedEntry;
  readonly prior: number;
};

/** Both entries side by side: each comparison in words, with a bar of how much it says. */
export function PairComparison({
  pack,
  opened,
}: {
  readonly pack: string;
  readonly opened: ComparedPair;
}) {
  const { t, oneDecimal } = useTranslator();
  const { pair, a, b, prior } = opened;
  const captionId = useId();
  const widest = Math.max(1, ...pair.lines.map(({ weight }) => Math.abs(weight)));
  return (
    <>
      <Paragraph>
        <strong>{t(`duplicates.verdict-${strengthOf(pair.weight)}`)}</strong>{' '}
        {t('duplicates.verdict-text')}
      </Paragraph>
      {(a.isChanged || b.isChanged) && (
        <Alert data-color="warning">{t('duplicates.changed')}</Alert>
      )}
      {/* A scrolling region must be reachable by keyboard: WCAG 2.1.1. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="pair-scroll" aria-labelledby={captionId} tabIndex={0}>
        <table className="pair">
          <caption id={captionId} className="ds-sr-only">
            {t('duplicates.side-by-side')}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('duplicates.compared')}</th>
              <EntryHead entry={a} letter="A" />
              <EntryHead entry={b} letter="B" />
              <th scope="col">{t('duplicates.says')}</th>
            </tr>
          </thead>
          <tbody>
            {pair.lines.map((line) => (
              <Line key={line.comparison} pack={pack} line={line} a={a} b={b} widest={widest} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                {t('duplicates.prior')}
              </th>
              <td className="pair-says">{oneDecimal(bits(prior))}</td>
            </tr>
            <tr>
              <th scope="row" colSpan={3}>
                {t('duplicates.sum')}
              </th>
              <td className="pair-says">
                <strong>{oneDecimal(bits(pair.weight))}</strong>
              </td>
            </tr>
          </tfoot>
        </table>
      </section>
    </>
  );
}

function EntryHead({ entry, letter }: { readonly entry: ComparedEntry; readonly letter: string }) {
  const { t } = useTranslator();
  return (
    <th scope="col">
      {t('duplicates.entry', { letter, number: entry.voter })}
      {entry.status !== undefined && entry.status !== 'registered' && (
        <span className="quiet"> ({t(`duplicates.entry-${entry.status}`)})</span>
      )}
    </th>
  );
}

type LineProps = {
  readonly pack: string;
  readonly line: MatchLine;
  readonly a: ComparedEntry;
  readonly b: ComparedEntry;
  readonly widest: number;
};

function Line({ pack, line, a, b, widest }: LineProps) {
  const { t } = useTranslator();
  const valueOf = useValueOf(pack);
  return (
    <tr data-tone={toneOf(line)}>
      <th scope="row">{t(comparisonKey(line.comparison))}</th>
      <td data-label={`A · ${a.voter}`}>{valueOf(line.comparison, a)}</td>
      <td data-label={`B · ${b.voter}`}>{valueOf(line.comparison, b)}</td>
      <td className="pair-says">
        <Says line={line} widest={widest} />
      </td>
    </tr>
  );
}

/** What a comparison says: a mark and a word for how it came out, a bar and bits for how much that weighs. */
function Says({ line, widest }: Pick<LineProps, 'line' | 'widest'>) {
  const { t, oneDecimal } = useTranslator();
  const share = `${Math.round((Math.abs(line.weight) / widest) * 50)}%`;
  const sign = line.weight > 0 ? '+' : '';
  return (
    <div>
      <span className="pair-mark" aria-hidden="true">
        {MARKS[toneOf(line)]}
      </span>
      <span>{t(levelKey(line.level))}</span>
      <span className="pair-bar" data-side={line.weight < 0 ? 'two' : 'one'} aria-hidden="true">
        <span style={{ inlineSize: share }} />
      </span>
      <span className="pair-bits">
        {sign}
        {oneDecimal(bits(line.weight))}
      </span>
    </div>
  );
}

/** What an entry has for a comparison, a dash for nothing. */
function useValueOf(pack: string): (comparison: string, entry: ComparedEntry) => string {
  const { t, day } = useTranslator();
  const nameOf = useTerritoryName(pack);
  return (
    comparison,
    { name, birthDate, sex, address, territoryPath, nationalNumber, document },
  ) => {
    const values: Readonly<Record<string, string>> = {
      surname: name.surname,
      given: name.given,
      patronymic: name.patronymic,
      birth: day(birthDate),
      sex: t(`duplicates.sex-${sex}`),
      address: [address, nameOf(territoryPath.slice(territoryPath.lastIndexOf('/') + 1))]
        .filter((part) => part !== '')
        .join(', '),
      number: nationalNumber,
      document,
    };
    const value = values[comparison] ?? '';
    return value === '' ? '–' : value;
  };
}
