/** Longest description kept; the column has the same limit. */
const MAX_DEVICE = 200;
/** Browsers say themselves in less; a header may be thousands. */
const MAX_USER_AGENT = 500;

/** A browser's own words about itself, for the list of sessions; unknown ones are said so. */
export function describeDevice(userAgent: string | undefined): string {
  if (userAgent === undefined) return 'unknown';
  const described = userAgent.slice(0, MAX_USER_AGENT);
  const browser = /(Firefox|Edg|OPR|Chrome|Safari|ovoz-cli)\/(\d+)/.exec(described);
  const system = /\((?:[^;)]*; ?)?(Android|Linux|Windows|Macintosh|iPhone|iPad|X11)/.exec(
    described,
  );
  const name =
    browser === null ? described.replaceAll(/[^\x20-\x7e]/g, '') : `${browser[1]} ${browser[2]}`;
  return [name, system?.[1]].filter(Boolean).join(', ').slice(0, MAX_DEVICE) || 'unknown';
}
