import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PublishedArea, PublishedElection, PublishedStationResult } from '@ovoz/contract';
import { openResultsFolder, sha256Hex } from '../results-folder.ts';
import { areaDocument } from './area-document.ts';
import { openPdfCompiler } from './compile-pdf.ts';
import { type ElectionNames, electionNames } from './election-names.ts';
import { stationDocument } from './station-document.ts';

/** A published file to be made a document, in the languages that it is to have. */
export type PdfJob = {
  readonly election: string;
  /** Address of the file without ending: `nation`, `stations/12`. */
  readonly file: string;
};

export type WrittenPdf = { readonly path: string; readonly sha256: string };

export type PdfWriter = { readonly write: (job: PdfJob) => Promise<readonly WrittenPdf[]> };

type Loaded = { readonly read: Buffer; readonly names: readonly ElectionNames[] };

/**
 * Writes documents out of published files and nothing else.
 * @param published folder of the published files.
 * @param origin public address of the site, for the codes.
 */
export function openPdfWriter(published: string, origin: string): PdfWriter {
  const compiler = openPdfCompiler();
  const elections = new Map<string, Loaded>();
  return {
    write: async ({ election, file }) => {
      const names = namesOf(elections, published, election);
      const folder = openResultsFolder(join(published, 'elections', election, 'results'));
      const bytes = folder.read(`${file}.json`);
      if (bytes === null) return [];
      const source = {
        file: `${file}.json`,
        sha256: sha256Hex(bytes),
        origin,
        page: pageOf(file),
      };
      const content: unknown = JSON.parse(bytes.toString());
      const written: WrittenPdf[] = [];
      for (const [index, one] of languagesFor(names, file).entries()) {
        // Written by the publisher, by the schema of its path.
        const document = file.startsWith('stations/')
          ? stationDocument(one, content as PublishedStationResult, source)
          : areaDocument(one, content as PublishedArea, source);
        const path = index === 0 ? `${file}.pdf` : `${file}-${one.words.language.tag}.pdf`;
        const pdf = compiler.compile(document);
        folder.write(path, pdf, false);
        written.push({ path, sha256: sha256Hex(pdf) });
      }
      return written;
    },
  };
}

/** All languages of the pack for the nation and its regions; below them the main one. */
function languagesFor(names: readonly ElectionNames[], file: string): readonly ElectionNames[] {
  const [main] = names;
  if (main === undefined || file === 'nation') return names;
  const code = file.replace('territories/', '');
  const isRegion = main.election.territories.some(
    ({ territory }) => territory.code === code && territory.level === 1,
  );
  return isRegion ? names : names.slice(0, 1);
}

/** The page of the file below the results of the election. */
function pageOf(file: string): string {
  if (file === 'nation') return '';
  return file.startsWith('stations/') ? `station/?n=${file.slice('stations/'.length)}` : `${file}/`;
}

/** Read again when the election was published anew. */
function namesOf(
  elections: Map<string, Loaded>,
  published: string,
  election: string,
): readonly ElectionNames[] {
  const read = readFileSync(join(published, 'elections', election, 'election.json'));
  const known = elections.get(election);
  if (known?.read.equals(read) === true) return known.names;
  const content = JSON.parse(read.toString()) as PublishedElection;
  const names = content.pack.languages.map(({ tag }) => electionNames(content, tag));
  elections.set(election, { read, names });
  return names;
}
