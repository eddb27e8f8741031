import type { Findings } from '../findings.ts';
import type { Packing } from '../primitives.ts';
import type { FileTask } from './check-files.ts';

const PACKINGS: readonly Packing[] = ['gz', 'br'];
/** Made from the record for people to look at; they prove nothing. */
const FOR_PEOPLE = /\.(html|css|js|png|svg|webp|woff2|txt|xml|ico)$/;

/**
 * Goes through all files that are there: those compressed are compared with what they stand for, those that nothing
 * names are told.
 * @param known paths of the files that are verified.
 * @param changing those that may have changed while the record was copied.
 */
export function sortFiles(
  files: ReadonlyMap<string, number>,
  known: ReadonlySet<string>,
  changing: ReadonlySet<string>,
  findings: Findings,
): readonly FileTask[] {
  const tasks: FileTask[] = [];
  for (const path of files.keys()) {
    if (known.has(path) || path.startsWith('log/')) continue;
    const packing = PACKINGS.find((one) => path.endsWith(`.${one}`)) ?? null;
    const plain = packing === null ? path : path.slice(0, -(packing.length + 1));
    if (packing !== null && known.has(plain)) {
      const otherwise = changing.has(plain) ? 'gap' : 'false';
      tasks.push({ path, plain, packing, otherwise });
    } else if (!FOR_PEOPLE.test(plain)) {
      tellUnknown(path, findings);
    }
  }
  return tasks;
}

function tellUnknown(path: string, findings: Findings): void {
  if (path.endsWith('.pdf')) {
    const sentence =
      'The hash of this document stands nowhere, so it is not verified; the figures it repeats are.';
    findings.add({ severity: 'note', code: 'document-not-listed', place: path, sentence });
    return;
  }
  const sentence = 'Nothing in the record names this file, so it is not verified.';
  findings.add({ severity: 'note', code: 'file-unknown', place: path, sentence });
}
