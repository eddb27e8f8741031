import type { PublishedStationPoints } from '@ovoz/contract';
import { type Boundaries, StationFinder, TranslatorProvider, translatorOf } from '@ovoz/ui/finder';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { FinderData } from '../site/finder-data.ts';
import { StationDetails } from './StationDetails.tsx';

/** Loads stations and outlines and puts the finder in its place; `query` is what was typed meanwhile. */
export async function showFinder(
  place: HTMLElement,
  data: FinderData,
  query: () => string,
): Promise<void> {
  const [points, boundaries] = await Promise.all([
    // Published by the same server in the form of the contract; the pages were rendered from it.
    load<PublishedStationPoints>(data.pointsUrl),
    data.boundariesUrl === null ? null : load<Boundaries>(data.boundariesUrl),
  ]);
  const typed = query();
  const root = createRoot(place);
  root.render(
    <StrictMode>
      <TranslatorProvider translator={translatorOf(data.messages, data.language)}>
        <StationFinder
          points={points}
          boundaries={boundaries}
          credits={data.credits}
          initialQuery={typed}
          details={(index) => <StationDetails points={points} index={index} data={data} />}
        />
      </TranslatorProvider>
    </StrictMode>,
  );
}

async function load<Data>(url: string): Promise<Data> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}
