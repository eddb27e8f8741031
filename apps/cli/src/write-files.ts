import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailure } from './failure.ts';
import { fromWhereCalled } from './server-program.ts';
import type { Outcome } from './terminal.ts';

/** Writes new files into a folder, which is made if need be. Nothing that is there is replaced. */
export function writeFiles(out: string, files: Readonly<Record<string, string>>): Outcome {
  const folder = fromWhereCalled(out);
  const names = Object.keys(files);
  const taken = names.find((name) => existsSync(join(folder, name)));
  if (taken !== undefined) {
    throw new CommandFailure(
      'file-exists',
      `${join(folder, taken)} exists already; choose another folder.`,
    );
  }
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, name), text, { flag: 'wx' });
    }
  } catch (error) {
    throw new CommandFailure('file-not-written', `${(error as Error).message}.`);
  }
  return { json: { folder, files: names }, lines: names.map((name) => join(folder, name)) };
}
