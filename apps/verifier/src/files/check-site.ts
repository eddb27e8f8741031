import { toHex } from '../bytes.ts';
import type { Hash } from '../election-types.ts';
import type { LogState } from '../facts/log-state.ts';
import type { Findings } from '../findings.ts';
import type { Primitives } from '../primitives.ts';
import type { RecordSource } from '../sources/record-source.ts';
import { SITE_MANIFEST } from './file-shapes.ts';
import { MAX_JSON_BYTES, parseFile, readBytes } from './read-file.ts';

const MANIFEST = 'manifest.json';

export type SiteManifest = {
  readonly files: Readonly<Record<string, Hash>>;
  /** Null when it is missing. */
  readonly sha256: Hash | null;
};

/** The manifest of the site: hashes of everything that was sealed. Its own hash is the last fact of its kind. */
export async function readSiteManifest(
  source: RecordSource,
  primitives: Primitives,
  state: LogState,
  findings: Findings,
): Promise<SiteManifest> {
  const bytes = await readBytes(source, MANIFEST, MAX_JSON_BYTES, findings.add);
  const last = state.published.at(-1);
  const tell = (severity: 'false' | 'gap', code: string, sentence: string) =>
    findings.add({ severity, code, place: MANIFEST, sentence });
  if (bytes === null) {
    if (last !== undefined)
      tell('gap', 'site-manifest-missing', 'The manifest of the site is missing.');
    return { files: {}, sha256: null };
  }
  const hash = toHex(primitives.sha256(bytes));
  if (!state.published.some(({ manifestHash }) => manifestHash === hash)) {
    tell(
      'false',
      'site-manifest-not-in-log',
      'The manifest of the site is not one that the log knows of.',
    );
  } else if (last?.manifestHash !== hash) {
    tell(
      'gap',
      'site-manifest-behind-log',
      'The log has a newer manifest of the site than the record.',
    );
  }
  type Manifest = { readonly files: Readonly<Record<string, Hash>> };
  const file = parseFile<Manifest>(MANIFEST, bytes, SITE_MANIFEST, findings.add);
  return { files: file?.content.files ?? {}, sha256: hash };
}
