/** The base under which the administration stands, and which the router leaves out of its places. */
const BASE = '/admin';

/**
 * Where to go after the sign-in: only a place of the administration itself. Anything else, like the
 * address of another site that somebody hid in a link, leads home.
 */
export function placeToReturn(from: string | undefined): string {
  if (from === undefined || !from.startsWith('/') || /^\/[/\\]/.test(from)) return '/';
  const place = from.startsWith(`${BASE}/`) ? from.slice(BASE.length) : from;
  return place.startsWith('/sign-in') || /^\/[/\\]/.test(place) ? '/' : place;
}
