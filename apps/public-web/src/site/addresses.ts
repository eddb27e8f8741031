/** Addresses of the pages below a language: `territories/1703/`. Stable for ever. */
export const addresses = {
  home: () => '',
  election: (code: string) => `elections/${code}/`,
  calendar: (code: string) => `elections/${code}/calendar/`,
  calendarFile: (code: string, ending: 'ics' | 'csv') => `elections/${code}/calendar.${ending}`,
  map: (code: string) => `elections/${code}/map/`,
  territory: (code: string, territory: string) => `elections/${code}/territories/${territory}/`,
  districts: (code: string) => `elections/${code}/districts/`,
  district: (code: string, set: string, district: string) =>
    `elections/${code}/districts/${set}-${district}/`,
  parties: (code: string) => `elections/${code}/parties/`,
  party: (code: string, party: string) => `elections/${code}/parties/${party}/`,
  stations: (code: string) => `elections/${code}/stations/`,
  voterLookup: (code: string) => `elections/${code}/my-entry/`,
  votingAbroad: (code: string) => `elections/${code}/voting-abroad/`,
  frozenRoll: (code: string) => `elections/${code}/roll/`,
  data: (code: string) => `elections/${code}/data/`,
  results: (code: string) => `elections/${code}/results/`,
  /** Page of an area by the address of its file: `nation`, `territories/1703`. */
  resultArea: (code: string, file: string) =>
    file === 'nation' ? addresses.results(code) : `${addresses.results(code)}${file}/`,
  resultStation: (code: string) => `elections/${code}/results/station/`,
  resultSearch: (code: string) => `elections/${code}/results/search/`,
  /** One page in all languages, which people also keep and open from their disk. */
  verify: (segment: string) => `/verify/#${segment}`,
  comparison: (code: string, other: string) => `elections/${code}/results/compare/${other}/`,
};

/**
 * The page of a district, seen from the page of a territory. A thousand rows say it: written out from
 * the root, the addresses would be a tenth of the page.
 */
export function districtFromTerritory(set: string, district: string): string {
  return `../../districts/${set}-${district}/`;
}

/** Where a station's result is read, below the page that shows it. */
export function stationQuery(number: string): string {
  return `?n=${number}`;
}

/** The anchor of a station's row on the page of its region. */
export function stationAnchor(number: string): string {
  return `station-${number}`;
}

/** The page that has a station's row: of its level-1 territory, or `abroad`. */
export const ABROAD = 'abroad';
