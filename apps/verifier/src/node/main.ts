import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readCheckpoint } from '../log/checkpoint.ts';
import { readKey } from '../log/signed-note.ts';
import { reportText } from '../report-text.ts';
import { SourceFailure } from '../sources/record-source.ts';
import type { Verdict } from '../verdict.ts';
import { verifyNow } from '../verify-settled.ts';
import { nodePrimitives } from './node-primitives.ts';
import { openRecord, type RecordPlace, sourceAt } from './open-record.ts';
import { progressLine } from './progress-line.ts';
import { workerRunner } from './worker-runner.ts';

/**
 * `ovoz verify RECORD`: 0 verified (with gaps too, unless --strict: 2), 1 false, 3 written wrong or no record to read.
 */
const EXIT = { verified: 0, false: 1, gapsStrict: 2, unusable: 3 } as const;

const USAGE = `Usage: ovoz verify RECORD [options]

RECORD is a folder of published files, an archive of it (.tar.gz, .tar) or the address of a site.

  --log-key KEY       key of the log, one line as it was printed or broadcast, or a file with it
  --earlier FILE      a checkpoint that somebody kept; the log must contain it (again for more)
  --strict            exit with 2 when something is missing
  --json              write the verdict as one JSON object
  --help              show this

Exit codes: 0 verified, 1 false, 2 gaps with --strict, 3 nothing could be verified, or the site kept changing.`;

/** What a person wrote that cannot be carried out. */
class WrittenWrong extends Error {}

type Asked = {
  readonly record: string;
  readonly logKey: string | null;
  readonly earlier: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly strict: boolean;
  readonly json: boolean;
};

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  try {
    const asked = await readArgs(args);
    if (asked === null) {
      process.stdout.write(`${USAGE}\n`);
      return EXIT.verified;
    }
    const verdict = await verify(asked);
    process.stdout.write(asked.json ? `${JSON.stringify(verdict)}\n` : reportText(verdict));
    if (verdict.outcome === 'false') return EXIT.false;
    if (verdict.outcome === 'unsettled') return EXIT.unusable;
    return verdict.outcome === 'verified-with-gaps' && asked.strict
      ? EXIT.gapsStrict
      : EXIT.verified;
  } catch (error) {
    if (error instanceof SourceFailure) {
      process.stderr.write(`${error.code}: ${error.message}\n`);
      return EXIT.unusable;
    }
    // 1 would say that the record is false; nothing is said of it here.
    const isWritten = error instanceof WrittenWrong;
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      isWritten ? `${error.message}\n\n${USAGE}\n` : `verifier-failed: ${reason}\n`,
    );
    return EXIT.unusable;
  }
}

async function verify(asked: Asked): Promise<Verdict> {
  const opened = await openRecord(asked.record);
  try {
    return await verifyAt(opened.place, asked);
  } finally {
    await opened.close();
  }
}

async function verifyAt(place: RecordPlace, { logKey, earlier }: Asked): Promise<Verdict> {
  const [source, primitives] = [await sourceAt(place), nodePrimitives()];
  const { runner, close } = workerRunner(place, source, primitives);
  const progress = progressLine(process.stderr);
  try {
    const options = { source, primitives, runner, logKey, earlier, onProgress: progress.show };
    return await verifyNow(options, place.kind !== 'site');
  } finally {
    progress.clear();
    await close();
  }
}

/** Null: help was asked for. */
async function readArgs(args: readonly string[]): Promise<Asked | null> {
  const { values, positionals } = parsed(args);
  if (values.help === true) return null;
  const [record, ...more] = positionals;
  if (record === undefined || more.length > 0) throw new WrittenWrong('Name one record.');
  return {
    record,
    logKey: values['log-key'] === undefined ? null : await keyLine(values['log-key']),
    earlier: await Promise.all((values.earlier ?? []).map(keptCheckpoint)),
    strict: values.strict === true,
    json: values.json === true,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'log-key': { type: 'string' },
        earlier: { type: 'string', multiple: true },
        strict: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new WrittenWrong(error instanceof Error ? error.message : String(error));
  }
}

/** A key has two `+`; a file that is named so would be a strange one. */
async function keyLine(given: string): Promise<string> {
  const { sha256 } = nodePrimitives();
  if (readKey(given, sha256) !== null) return given.trim();
  const text = await readFile(given, 'utf8').catch(() => null);
  if (text === null || readKey(text, sha256)?.kind !== 'log') {
    throw new WrittenWrong(`${given} is neither the key of a log nor a file with one.`);
  }
  return text.trim();
}

async function keptCheckpoint(name: string) {
  const bytes = await readFile(name).catch(() => null);
  if (bytes === null || readCheckpoint(bytes) === null) {
    throw new WrittenWrong(`${name} is no checkpoint of a log.`);
  }
  return { name, bytes };
}
