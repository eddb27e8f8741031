export type ResultsSearch = {
  readonly area?: string;
  /** District whose seats are worked out on the page. */
  readonly seats?: string;
};

export function resultsSearch(search: Record<string, unknown>): ResultsSearch {
  const [area, seats] = [search['area'], search['seats']];
  return {
    ...(typeof area === 'string' && area !== '' ? { area } : {}),
    ...(typeof seats === 'string' && seats !== '' ? { seats } : {}),
  };
}

/** The area of a territory: the country itself is the nation. */
export function areaOfTerritory(path: string, root: string): string {
  const code = path.split('/').at(-1) ?? '';
  return code === root || code === '' ? 'nation' : `territory:${code}`;
}

/** District of an area, or null. */
export function districtOfArea(area: string): string | null {
  return area.startsWith('district:') ? area.slice('district:'.length) : null;
}
