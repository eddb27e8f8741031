/** Longest description kept; the column has the same limit. */
const MAX_DEVICE = 200;

/** A browser's own words about itself, for the list of sessions; unknown ones are said so. */
export function describeDevice(userAgent: string | undefined): string {
  if (userAgent === undefined) return 'unknown';
  const browser = /(Firefox|Edg|OPR|Chrome|Safari|ovoz-cli)\/(\d+)/.exec(userAgent);
  const system = /\((?:[^;)]*; ?)?(Android|Linux|Windows|Macintosh|iPhone|iPad|X11)/.exec(
    userAgent,
  );
  const name =
    browser === null ? userAgent.replaceAll(/[^\x20-\x7e]/g, '') : `${browser[1]} ${browser[2]}`;
  return [name, system?.[1]].filter(Boolean).join(', ').slice(0, MAX_DEVICE) || 'unknown';
}
