import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, ok } from '@ovoz/basics';
import type { FinderIndex } from '@ovoz/contract';
import type { CountryPack } from '@ovoz/election-model';
import { type Database, inTransaction } from '../../../platform/database.ts';
import { recordFact } from '../../../platform/evidence.ts';
import { enqueue } from '../../../platform/jobs.ts';
import {
  readPublished,
  removePublished,
  sha256Hex,
  writePublished,
} from '../../publication/public.ts';
import { finderPublished } from '../events.ts';
import { finderAddresses, territoriesWithAddresses } from '../store-addresses.ts';
import { finderWritten, type StoredSet } from '../store-sets.ts';
import { territoryFiles } from './finder-files.ts';

/** Who has read the index before may still ask for the files that it names. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/**
 * Writes the files of the finder for what is in force now. Files first, then the fact, then the index: whoever
 * comes by the index finds all that it names, and a kill leaves the finder of before.
 */
export async function publishFinder(
  database: Database,
  pack: CountryPack,
  set: StoredSet,
  { site, now }: { readonly site: string; readonly now: () => Date },
): Promise<void> {
  const startedAt = now();
  const folder = join(site, 'published', 'packs', pack.code, 'addresses');
  const there = new Set(await namesIn(folder));
  const written = new Set<string>();
  const territories: { code: string; file: string }[] = [];
  for (const territoryPath of await territoriesWithAddresses(database, pack.root)) {
    const addresses = await finderAddresses(database, territoryPath);
    if (addresses.length === 0) continue;
    const { district, localities } = territoryFiles(pack, territoryPath, addresses);
    for (const { name, bytes } of [...localities, district]) {
      if (!there.has(`${name}.json`)) await writePublished(folder, `${name}.json`, bytes);
      written.add(`${name}.json`);
    }
    const code = territoryPath.slice(territoryPath.lastIndexOf('/') + 1);
    territories.push({ code, file: district.name });
  }
  await publishIndex(database, pack, set, folder, territories, { startedAt, files: written.size });
  await removeOld(folder, there, written, now);
}

async function publishIndex(
  database: Database,
  pack: CountryPack,
  set: StoredSet,
  folder: string,
  territories: FinderIndex['territories'],
  { startedAt, files }: { readonly startedAt: Date; readonly files: number },
): Promise<void> {
  const before = await readPublished(folder, INDEX);
  const old = before === null ? null : (JSON.parse(before.toString('utf8')) as FinderIndex);
  const content: FinderIndex = {
    format: 1,
    publishedAt: startedAt.toISOString(),
    pack: pack.code,
    set: set.number,
    setHash: set.hash,
    territories,
  };
  const isSame =
    old !== null &&
    canonicalJson({ ...content, publishedAt: old.publishedAt }) === canonicalJson(old);
  const bytes = Buffer.from(canonicalJson(content));
  await inTransaction(database, async (transaction) => {
    await finderWritten(transaction, set, startedAt);
    if (isSame) return ok({});
    await recordFact(
      transaction,
      finderPublished,
      {
        now: startedAt,
        actor: null,
        election: null,
        territoryPath: pack.root,
        subject: `published/packs/${pack.code}/addresses/${INDEX}`,
      },
      { pack: pack.code, number: set.number, indexHash: sha256Hex(bytes), files },
    );
    // The pages lead to the finder as soon as there is one.
    if (old === null) await enqueue(transaction, 'publish');
    return ok({});
  });
  if (!isSame) await writePublished(folder, INDEX, bytes);
}

const INDEX = 'index.json';

async function removeOld(
  folder: string,
  there: ReadonlySet<string>,
  written: ReadonlySet<string>,
  now: () => Date,
): Promise<void> {
  for (const name of there) {
    if (!/^[0-9a-f]{64}\.json$/.test(name) || written.has(name)) continue;
    const { mtimeMs } = await stat(join(folder, name));
    if (now().getTime() - mtimeMs > KEPT_MS) await removePublished(folder, name);
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
