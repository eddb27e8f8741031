import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LanguageTag } from '@ovoz/ui/messages';
// Both are part of this program, so that it needs no files but those of the client build.
import preferencesSource from '@ovoz/ui/preferences.js?raw';
import iconSource from './icon.svg?raw';

/** Kinds of pages with a script of their own. */
export type Island =
  | 'finder'
  | 'results'
  | 'station-result'
  | 'result-search'
  | 'voter-lookup'
  | 'voting-abroad'
  | 'frozen-roll';
type IslandFiles = { readonly script: string; readonly styles: readonly string[] };

/** Addresses of the files that pages load. Their names change with their content. */
export type ClientAssets = {
  readonly styles: readonly string[];
  readonly preferences: string;
  readonly icon: string;
  readonly islands: Readonly<Record<Island, IslandFiles>>;
  /** Letters that the first lines of a page in the language need. */
  readonly fontOf: (tag: LanguageTag) => readonly string[];
  /** The page that verifies the record, without its words. */
  readonly verifyPage: string;
  /** What has to be copied: path below the site → content. */
  readonly files: ReadonlyMap<string, Buffer>;
};

type Manifest = Readonly<
  Record<
    string,
    { readonly file: string; readonly css?: readonly string[]; readonly assets?: readonly string[] }
  >
>;

/** Reads the client build. */
export function readClientAssets(folder: string): ClientAssets {
  const manifest: Manifest = JSON.parse(
    readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8'),
  );
  const files = new Map<string, Buffer>();
  const take = (file: string) => {
    files.set(file, readFileSync(join(folder, file)));
    return `/${file}`;
  };
  const all = Object.values(manifest).flatMap((entry) => [
    entry.file,
    ...(entry.css ?? []),
    ...(entry.assets ?? []),
  ]);
  for (const file of new Set(all)) take(file);
  const own = (name: string, ending: string, source: string) => {
    const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
    const file = `assets/${name}-${hash}.${ending}`;
    files.set(file, Buffer.from(source));
    return `/${file}`;
  };
  const entry = (source: string) => {
    const found = manifest[source];
    if (found === undefined) throw new Error(`${folder} has no ${source}: build the client first`);
    return found;
  };
  const results = `/${entry('src/client/results.css').file}`;
  const island = (name: Island) => ({
    script: `/${entry(`src/client/${name}.ts`).file}`,
    styles: [results],
  });
  const plain = (name: Island) => ({
    script: `/${entry(`src/client/${name}.ts`).file}`,
    styles: [],
  });
  return {
    styles: [`/${entry('src/client/site.css').file}`],
    preferences: own('preferences', 'js', preferencesSource),
    icon: own('icon', 'svg', iconSource),
    islands: {
      finder: {
        script: `/${entry('src/client/finder.ts').file}`,
        styles: [`/${entry('src/client/finder.css').file}`],
      },
      'voter-lookup': plain('voter-lookup'),
      'voting-abroad': plain('voting-abroad'),
      'frozen-roll': plain('frozen-roll'),
      results: island('results'),
      'station-result': island('station-result'),
      'result-search': island('result-search'),
    },
    verifyPage: readFileSync(join(folder, 'verify.html'), 'utf8'),
    fontOf: (tag) => fontsOf(tag, [...files.keys()]),
    files,
  };
}

const LETTERS: Readonly<Record<LanguageTag, string>> = {
  'uz-Latn': 'noto-sans-latin-wght',
  en: 'noto-sans-latin-wght',
  az: 'noto-sans-latin-wght',
  'uz-Cyrl': 'noto-sans-cyrillic-wght',
  ru: 'noto-sans-cyrillic-wght',
  mn: 'noto-sans-cyrillic-wght',
  ky: 'noto-sans-cyrillic-wght',
  kk: 'noto-sans-cyrillic-wght',
  ka: 'noto-sans-georgian-georgian-wght',
};

function fontsOf(tag: LanguageTag, files: readonly string[]): readonly string[] {
  return files
    .filter((file) => file.startsWith(`assets/${LETTERS[tag]}`))
    .map((file) => `/${file}`);
}
