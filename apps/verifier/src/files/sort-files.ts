import type { Findings } from '../findings.ts';
import type { Packing } from '../primitives.ts';
import type { FileTask } from './check-files.ts';

const PACKINGS: readonly Packing[] = ['gz', 'br'];
/** Made from the record for people to look at; they prove nothing. */
const FOR_PEOPLE = /\.(html|css|js|png|svg|webp|woff2|txt|xml|ico)$/;

/** Every compressed file that lies beside the one that it stands for. */
export function compressedFiles(files: ReadonlySet<string>): readonly FileTask[] {
  return [...files].flatMap((path): readonly FileTask[] => {
    const packing = packingOf(path);
    const plain = plainOf(path);
    const isPair = packing !== null && files.has(plain) && !path.startsWith('log/');
    return isPair ? [{ kind: 'compressed', path, plain, packing }] : [];
  });
}

/** Tells the files that nothing names. */
export function tellUnknownFiles(
  files: ReadonlySet<string>,
  verified: ReadonlySet<string>,
  findings: Findings,
): void {
  for (const path of files) {
    const plain = plainOf(path);
    if (verified.has(path) || verified.has(plain) || path.startsWith('log/')) continue;
    if (!FOR_PEOPLE.test(plain)) tellUnknown(path, findings);
  }
}

function packingOf(path: string): Packing | null {
  return PACKINGS.find((one) => path.endsWith(`.${one}`)) ?? null;
}

function plainOf(path: string): string {
  const packing = packingOf(path);
  return packing === null ? path : path.slice(0, -(packing.length + 1));
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
