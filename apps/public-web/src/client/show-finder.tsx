import type { PublishedStationPoints } from '@ovoz/contract';
import { type Boundaries, StationFinder, TranslatorProvider, translatorOf } from '@ovoz/ui/finder';
import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import type { FinderData } from '../site/finder-data.ts';
import { StationDetails } from './StationDetails.tsx';

/**
 * Loads stations and outlines and puts the finder in its place. `query` is what was typed meanwhile; with `station` the
 * finder opens at that station, anew when it stands there already.
 */
export async function showFinder(
  place: HTMLElement,
  data: FinderData,
  query: () => string,
  station: string | null,
): Promise<void> {
  loaded ??= loadAll(data);
  loaded.catch(() => {
    loaded = null;
  });
  const { points, boundaries } = await loaded;
  const typed = station ?? query();
  const index = station === null ? -1 : points.numbers.indexOf(station);
  opened += 1;
  root ??= createRoot(place);
  root.render(
    <StrictMode>
      <TranslatorProvider translator={translatorOf(data.messages, data.language)}>
        <StationFinder
          key={opened}
          points={points}
          boundaries={boundaries}
          credits={data.credits}
          initialQuery={typed}
          {...(index < 0 ? {} : { initialChoice: index })}
          details={(chosen) => <StationDetails points={points} index={chosen} data={data} />}
        />
      </TranslatorProvider>
    </StrictMode>,
  );
}

type Loaded = { readonly points: PublishedStationPoints; readonly boundaries: Boundaries | null };

/** A page has one finder. */
let root: Root | null = null;
let loaded: Promise<Loaded> | null = null;
let opened = 0;

async function loadAll({ pointsUrl, boundariesUrl }: FinderData): Promise<Loaded> {
  const [points, boundaries] = await Promise.all([
    // Published by the same server in the form of the contract; the pages were rendered from it.
    load<PublishedStationPoints>(pointsUrl),
    boundariesUrl === null ? null : load<Boundaries>(boundariesUrl),
  ]);
  return { points, boundaries };
}

async function load<Data>(url: string): Promise<Data> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}
