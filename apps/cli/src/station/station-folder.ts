import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CommandFailure } from '../failure.ts';
import { fromWhereCalled } from '../server-program.ts';
import { type DeviceKey, readDeviceKey } from './device-key.ts';
import type { StationElection } from './published-papers.ts';

/** What a device keeps beside its key, in `station.json`. */
export type StationSettings = StationElection & {
  readonly format: 1;
  readonly server: string;
  readonly public: string;
  readonly election: string;
  readonly station: string;
  /** Key of the public log as the server showed it at the enrolment; later answers are measured by it. */
  readonly logKey?: string;
};

/**
 * The folder of a device: `station-key.pem`, `station.json`, and below `packages/` every package that it
 * signed, with the receipt beside it.
 */
export type StationFolder = {
  readonly path: string;
  readonly settings: StationSettings;
  readonly key: DeviceKey;
};

export const KEY_FILE = 'station-key.pem';
const SETTINGS_FILE = 'station.json';
const PACKAGES = 'packages';

export function openStationFolder(given: string): StationFolder {
  const path = fromWhereCalled(given);
  const file = join(path, SETTINGS_FILE);
  if (!existsSync(file) || !existsSync(join(path, KEY_FILE))) {
    throw new CommandFailure(
      'not-enrolled',
      `${path} is no folder of a station. Make one by: npm run ovoz -- station enrol --help`,
    );
  }
  const settings = JSON.parse(readFileSync(file, 'utf8')) as StationSettings;
  return { path, settings, key: readDeviceKey(join(path, KEY_FILE)) };
}

/** The settings of a folder that was enrolled before, or null. */
export function settingsIn(path: string): StationSettings | null {
  const file = join(path, SETTINGS_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StationSettings) : null;
}

export function saveSettings(path: string, settings: StationSettings): void {
  writeWhole(join(path, SETTINGS_FILE), `${JSON.stringify(settings, null, 2)}\n`);
}

/** Where the package of a version lies. */
export function packagePath(
  { path }: StationFolder,
  {
    contest,
    count,
    version,
  }: { readonly contest: string; readonly count: string; readonly version: number },
): string {
  return join(path, PACKAGES, `${contest}-${count}-v${version}.json`);
}

/** Highest version of a contest and count that was signed here; 0 when none was. */
export function lastVersion({ path }: StationFolder, contest: string, count: string): number {
  const folder = join(path, PACKAGES);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const versions = names.flatMap((name) => {
    const [, of, version] = /^(.+)-v(\d+)\.json$/.exec(name) ?? [];
    return of === `${contest}-${count}` ? [Number(version)] : [];
  });
  return Math.max(0, ...versions);
}

/** Keeps what was signed. A version is signed once: other figures under its number would raise an alarm. */
export function keepPackage(folder: StationFolder, file: string, text: string): void {
  mkdirSync(join(folder.path, PACKAGES), { recursive: true });
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new CommandFailure(
      'version-signed-already',
      `${file} is there: this version was signed. Sign the next one for other figures.`,
    );
  }
}

/** Every package that was signed here, in the order of their names. */
export function signedPackages({ path }: StationFolder): readonly string[] {
  const folder = join(path, PACKAGES);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /-v\d+\.json$/.test(name))
    .map((name) => join(folder, name))
    .toSorted();
}

/** Beside the package: `party-list-hand-v1.receipt.json`. */
export function receiptPath(file: string): string {
  return file.replace(/(\.json)?$/, '.receipt.json');
}

/** Appears whole or not at all. */
export function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
