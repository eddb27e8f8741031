import type { PublishedDocuments } from '@ovoz/contract';
import { type ElectionResults, headOf, type Times } from './election-results.ts';
import { sha256Hex } from './results-folder.ts';
import { membersOf, signedText } from './signed-file.ts';
import { asJson } from './station-content.ts';

export const DOCUMENTS = 'documents.json';
/** A list of 11,028 documents takes a hundredth of a second; its readers need no more than this. */
const DOCUMENTS_INTERVAL_MS = 30_000;

/** Hashes of the documents of stations, as they were made. */
export type StationDocuments = {
  readonly hashes: Map<string, string>;
  changed: boolean;
  writtenMs: number;
};

/** What stands in the folder: documents that stay as they are are not made anew. */
export function openDocuments({ folder }: Pick<ElectionResults, 'folder'>): StationDocuments {
  const bytes = folder.read(DOCUMENTS);
  // Written by the function below, and replaced whole.
  const known =
    bytes === null ? {} : (JSON.parse(bytes.toString()) as PublishedDocuments).documents;
  return { hashes: new Map(Object.entries(known)), changed: false, writtenMs: 0 };
}

/** Writes the list when it changed, at most every half minute while documents wait, and enters it in the manifest. */
export function publishDocuments(
  results: ElectionResults,
  documents: StationDocuments,
  times: Times,
  isAnyWaiting: boolean,
): void {
  const nowMs = Date.parse(times.publishedAt);
  const isDue = !isAnyWaiting || nowMs - documents.writtenMs >= DOCUMENTS_INTERVAL_MS;
  if (documents.changed && isDue) {
    const content: Omit<PublishedDocuments, 'signature'> = {
      ...headOf(results, times),
      documents: Object.fromEntries(documents.hashes),
    };
    const bytes = Buffer.from(signedText(membersOf(asJson(content)), results.key));
    results.folder.write(DOCUMENTS, bytes, true);
    results.hashes.set(DOCUMENTS, sha256Hex(bytes));
    documents.changed = false;
    documents.writtenMs = nowMs;
  } else if (!results.hashes.has(DOCUMENTS)) {
    const before = results.folder.read(DOCUMENTS);
    if (before !== null) results.hashes.set(DOCUMENTS, sha256Hex(before));
  }
}
