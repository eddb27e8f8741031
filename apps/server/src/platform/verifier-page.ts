/**
 * The page that verifies the record is one file that people keep, with its script, worker and styles inside. It brings
 * its own policy, which names the script and the styles by their hashes; this one makes room for that.
 */
export const VERIFIER_POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  "connect-src 'self'",
  'worker-src blob:',
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Whether a file of the site is that page, as it is or compressed. */
export function isVerifierPage(path: string): boolean {
  return /[/\\]verify[/\\]index\.html(\.br|\.gz)?$/.test(path);
}
