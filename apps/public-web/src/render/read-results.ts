import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CertifiedResult, PublishedArea, PublishedLive, PublishedTurnout } from '@ovoz/contract';
import { Compile } from 'typebox/compile';
import {
  type AreaFile,
  type AreaResult,
  type CertifiedVersion,
  NATION,
  type ResultRecord,
  TURNOUT,
} from '../site/result-files.ts';
import { PublishedFileRefusal, readOptional } from './checked-json.ts';

const checks = {
  live: Compile(PublishedLive),
  area: Compile(PublishedArea),
  certified: Compile(CertifiedResult),
  turnout: Compile(PublishedTurnout),
};

/** Kinds of areas that have a folder of their own. */
const FOLDERS = ['territories', 'districts'];

/** Reads the results of one election as they stand at the moment of reading. */
export class ResultReader {
  readonly #folder: string;
  /** Versions are megabytes large and never change. */
  readonly #certified = new Map<number, CertifiedVersion>();

  constructor(published: string, election: string) {
    this.#folder = join(published, 'elections', election, 'results');
  }

  /** An area with what is said of the whole result; null when it is not published. */
  async read(file: AreaFile): Promise<AreaResult | null> {
    const live = await readOptional(join(this.#folder, 'live.json'), checks.live);
    if (live === null) return null;
    const area = await readOptional(join(this.#folder, `${file}.json`), checks.area);
    if (area === null) return null;
    const [record, papers] = [await this.#record(live), await this.#papers(file)];
    return { file, area, record, papers, comparable: [] };
  }

  /** Turnout while votes are cast; null when nothing was reported. */
  async turnout(): Promise<PublishedTurnout | null> {
    return readOptional(join(this.#folder, `${TURNOUT}.json`), checks.turnout);
  }

  /** Addresses of all areas: the nation first, then territories and electoral districts. */
  async areas(): Promise<readonly AreaFile[]> {
    const areas: AreaFile[] = [NATION];
    for (const folder of FOLDERS) {
      const names = await namesIn(join(this.#folder, folder));
      areas.push(...names.map((name) => `${folder}/${name}`));
    }
    return areas;
  }

  /** `nation.pdf` and those in other languages, `nation-ru.pdf`. They are written after the figures. */
  async #papers(file: AreaFile): Promise<readonly string[]> {
    const slash = file.lastIndexOf('/') + 1;
    const [folder, name] = [file.slice(0, slash), file.slice(slash)];
    const isOwn = new RegExp(`^${name}(-[a-z]{2}(-[a-zA-Z]{4})?)?\\.pdf$`);
    const files = await filesIn(join(this.#folder, folder));
    return files.filter((one) => isOwn.test(one)).map((one) => `${folder}${one}`);
  }

  async #record(live: PublishedLive): Promise<ResultRecord> {
    const certified: CertifiedVersion[] = [];
    for (let version = live.certifiedVersion ?? 0; version > 0; version -= 1) {
      const kept = this.#certified.get(version) ?? (await this.#readCertified(version));
      this.#certified.set(version, kept);
      certified.push(kept);
    }
    return { live, certified };
  }

  async #readCertified(version: number): Promise<CertifiedVersion> {
    const file = join(this.#folder, 'certified', `${version}.json`);
    const result = await readOptional(file, checks.certified);
    if (result === null) throw new PublishedFileRefusal(`${file} is not there`);
    const sha256 = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    return { version, reason: result.reason, overridden: result.overridden, sha256 };
  }
}

/** Names of the areas of a folder, without the endings of their files. */
async function namesIn(folder: string): Promise<readonly string[]> {
  const files = await filesIn(folder);
  return files
    .filter((file) => file.endsWith('.json') && !file.endsWith('-nist.json'))
    .map((file) => file.slice(0, -'.json'.length));
}

/** Names of the files of a folder in their order; none when it is not there. */
async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
