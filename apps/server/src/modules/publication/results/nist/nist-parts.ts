import type { JsonValue } from '@ovoz/basics';
import type { PublishedArea } from '@ovoz/contract';
import type { LocalizedText } from '@ovoz/election-model';
import type { AreaContent } from '../area-content.ts';

/** A station or an area right below, with its figures by contest. */
export type NistPart = {
  readonly id: string;
  readonly kind: 'territory' | 'electoral-district' | 'station';
  readonly code: string;
  readonly name: LocalizedText;
  readonly figures: readonly NistFigures[];
};

/** Unknown votes are left out: the format cannot say unknown, and zero would be a lie. */
export type NistFigures = {
  readonly contest: string;
  readonly stationsDue: number;
  readonly stationsDone: number;
  readonly registered: number | null;
  readonly tookPart: number | null;
  readonly votes: Readonly<Record<string, number | null>>;
};

/** The area itself first, then what lies right below it. */
export function nistParts(content: AreaContent): readonly NistPart[] {
  return [ownPart(content), ...content.areas.map(areaPart), ...stationParts(content)];
}

export function partyId(code: string): string {
  return `party-${code}`;
}

/** `territory:1703` → `unit-territory-1703`. */
export function unitId(area: string): string {
  return `unit-${area.replace(':', '-')}`;
}

export function nistText(text: LocalizedText): JsonValue {
  return {
    '@type': 'ElectionResults.InternationalizedText',
    Text: Object.entries(text).map(([Language, Content]) => ({
      '@type': 'ElectionResults.LanguageString',
      Language,
      Content,
    })),
  };
}

function ownPart({ area, name, totals }: AreaContent): NistPart {
  return { id: unitId(area), kind: kindOf(area), code: area, name, figures: totals.map(figures) };
}

function areaPart({ code, name, totals }: AreaContent['areas'][number]): NistPart {
  return { id: unitId(code), kind: kindOf(code), code, name, figures: totals.map(figures) };
}

function kindOf(area: string): NistPart['kind'] {
  return area.startsWith('district:') ? 'electoral-district' : 'territory';
}

function figures(totals: PublishedArea['totals'][number]): NistFigures {
  const known = (sum: { sum: number; unknown: number } | null) =>
    sum === null || sum.unknown > 0 ? null : sum.sum;
  return {
    contest: totals.contest,
    stationsDue: totals.stationsDue,
    stationsDone: totals.stationsCounted + totals.stationsAnnulled,
    registered: known(totals.registered),
    tookPart: known(totals.tookPart),
    // A sum over what is known is what the tables show too.
    votes: Object.fromEntries(Object.entries(totals.votes).map(([code, { sum }]) => [code, sum])),
  };
}

function stationParts({ stationRows }: AreaContent): readonly NistPart[] {
  return stationRows.map((row) => {
    const { number, name, contests } = JSON.parse(row) as PublishedArea['stations'][number];
    return {
      id: unitId(`station:${number}`),
      kind: 'station',
      code: number,
      name: { en: name },
      figures: contests.map(({ contest, status, content }) => ({
        contest,
        stationsDue: 1,
        stationsDone: status === 'accepted' || status === 'annulled' ? 1 : 0,
        registered: null,
        tookPart: null,
        votes: content?.votes ?? {},
      })),
    };
  });
}
