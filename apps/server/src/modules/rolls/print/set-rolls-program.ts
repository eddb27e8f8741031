import { renameSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { sha256 } from '../../../platform/evidence.ts';
import { openRollCompiler } from './compile-roll.ts';
import type { RollDocument } from './roll-document.ts';

export type SetRequest = { readonly path: string; readonly document: RollDocument };
export type SetAnswer =
  | { readonly ok: true; readonly sha256: string; readonly bytes: number }
  | { readonly ok: false; readonly reason: string };

/** People's calls go first. */
const LOW_PRIORITY = 10;

/** Sets rolls one after the other, each into a file that appears whole. Ends with the process that asks. */
setPriority(LOW_PRIORITY);
process.once('disconnect', () => process.exit(0));
const compiler = openRollCompiler();
process.on('message', ({ path, document }: SetRequest) => {
  compiler.compile(document).then(
    (pdf) => {
      writeFileSync(`${path}.new`, pdf, { mode: 0o600 });
      renameSync(`${path}.new`, path);
      answer({ ok: true, sha256: sha256(pdf).toString('hex'), bytes: pdf.length });
    },
    (error: unknown) => answer({ ok: false, reason: String(error) }),
  );
});

function answer(message: SetAnswer): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}
