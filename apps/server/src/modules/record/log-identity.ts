import { join } from 'node:path';
import { ED25519, type NoteKey, noteKey, type Sign } from '@ovoz/public-log';
import { sha256 } from '../../platform/evidence.ts';
import type { Platform } from '../../platform/platform.ts';
import { siteFolder } from '../../platform/sites.ts';

export type LogName = 'public' | 'audit';

/** One of the two logs of an installation: its name for the world, its key, and where its files are. */
export type LogIdentity = {
  readonly log: LogName;
  /** `ovoz.log/<installation>/public`: origin of the checkpoints and name of the key. */
  readonly origin: string;
  readonly key: NoteKey;
  readonly sign: Sign;
  /** Tiles, entries and checkpoint. */
  readonly folder: string;
  /** The newest checkpoint that was signed, outside of database and files. */
  readonly statePath: string;
};

/** What a log is made of; the public one lies among the published files, the other is never served. */
export function logIdentity(
  { installation, keys, configuration }: Pick<Platform, 'installation' | 'keys' | 'configuration'>,
  log: LogName,
): LogIdentity {
  const { dataDirectory, logStateDirectory } = configuration;
  const origin = `ovoz.log/${installation.id}/${log}`;
  return {
    log,
    origin,
    key: noteKey(origin, keys.log.publicKey, ED25519, sha256),
    sign: keys.log.sign,
    folder:
      log === 'public'
        ? join(siteFolder(dataDirectory), 'published', 'log')
        : join(dataDirectory, 'audit-log'),
    statePath: join(logStateDirectory, `${log}.checkpoint`),
  };
}
