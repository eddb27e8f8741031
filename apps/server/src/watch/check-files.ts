import { sha256 } from '../platform/evidence.ts';
import { type Alarm, alarm } from './alarm.ts';
import type { WatchedFact } from './facts.ts';
import type { PublishedRecord } from './published.ts';

const MANIFEST = 'manifest.json';
const STATION_ROWS_FILE = /^territories\/[^/]+(?<!-nist)\.json$/;
/** Published files are replaced a moment before their manifest. */
const AT_ONCE_OR_LATER = { mayPass: true } as const;

/** A manifest as it was read. */
export type SeenManifest = {
  /** Empty for the one of all elections. */
  readonly election: string | null;
  readonly place: string;
  /** Null when it is not there. */
  readonly hash: string | null;
};

export type SeenFiles = {
  readonly manifests: readonly SeenManifest[];
  readonly alarms: readonly Alarm[];
};

/** Compares every published file with the manifest that names it, and those of stations with their rows. */
export async function readFiles(read: PublishedRecord): Promise<SeenFiles> {
  const index = await read('index.json');
  const { elections } = JSON.parse(index?.toString() ?? '{"elections":[]}') as {
    readonly elections: readonly { readonly code: string }[];
  };
  const seen = [await readManifest(read, null, '')];
  for (const { code } of elections) {
    seen.push(await readManifest(read, code, `elections/${code}/results/`));
  }
  return {
    manifests: seen.map(({ manifest }) => manifest),
    alarms: seen.flatMap(({ alarms }) => alarms),
  };
}

async function readManifest(read: PublishedRecord, election: string | null, folder: string) {
  const place = `${folder}${MANIFEST}`;
  const bytes = await read(place);
  if (bytes === null) return { manifest: { election, place, hash: null }, alarms: [] };
  const { files } = JSON.parse(bytes.toString()) as { files: Readonly<Record<string, string>> };
  return {
    manifest: { election, place, hash: sha256(bytes).toString('hex') },
    alarms: await compareFiles(read, folder, Object.entries(files)),
  };
}

async function compareFiles(
  read: PublishedRecord,
  folder: string,
  files: readonly (readonly [path: string, hash: string])[],
): Promise<readonly Alarm[]> {
  const alarms: Alarm[] = [];
  for (const [path, hash] of files) {
    const place = `${folder}${path}`;
    const bytes = await read(place);
    if (bytes === null) {
      alarms.push(
        alarm('file-missing', place, 'A manifest names it, and it is not there.', AT_ONCE_OR_LATER),
      );
    } else if (sha256(bytes).toString('hex') !== hash) {
      const sentence = 'It is not the file that the manifest names.';
      alarms.push(alarm('file-altered', place, sentence, AT_ONCE_OR_LATER));
    } else if (STATION_ROWS_FILE.test(path)) {
      alarms.push(...(await compareFiles(read, folder, stationFilesOf(bytes))));
    }
  }
  return alarms;
}

/** Files of stations with their hashes, as the rows of their territory name them. */
function stationFilesOf(territory: Buffer): readonly (readonly [string, string])[] {
  const { stations } = JSON.parse(territory.toString()) as {
    readonly stations: readonly { readonly number: string; readonly sha256: string | null }[];
  };
  return stations.flatMap(({ number, sha256: hash }) =>
    hash === null ? [] : [[`stations/${number}.json`, hash] as const],
  );
}

/**
 * Every manifest is one that a fact names, and the newest of them.
 * @param facts read after the manifests: a manifest is written when its fact is committed.
 */
export function checkManifests(
  manifests: readonly SeenManifest[],
  facts: readonly WatchedFact[],
): readonly Alarm[] {
  return manifests.flatMap(({ election, place, hash }) => {
    const event = election === null ? 'publication.published' : 'publication.results-published';
    const named = facts
      .filter((fact) => fact.event === event && fact.election === election)
      .map(({ payload }) => payload['manifestHash']);
    if (hash === null) {
      const sentence = 'It was recorded, and it is not there.';
      return named.length === 0 ? [] : [alarm('file-missing', place, sentence, AT_ONCE_OR_LATER)];
    }
    if (!named.includes(hash)) {
      return [alarm('manifest-unrecorded', place, `No fact names a manifest of hash ${hash}.`)];
    }
    if (named.at(-1) === hash) return [];
    const sentence = 'It is older than the one that was recorded last.';
    return [alarm('manifest-unrecorded', place, sentence, AT_ONCE_OR_LATER)];
  });
}
