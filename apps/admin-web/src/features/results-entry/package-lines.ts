/** Packages that one call takes. */
export const PACKAGES_AT_ONCE = 500;

/**
 * The packages of a carried file, one a line; empty lines fall away. The text of a line is not touched: it is what
 * was signed.
 */
export function packageLines(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

/** Packages in calls that the server takes. */
export function inCalls(packages: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(packages.length / PACKAGES_AT_ONCE) }, (_, call) =>
    packages.slice(call * PACKAGES_AT_ONCE, (call + 1) * PACKAGES_AT_ONCE),
  );
}
