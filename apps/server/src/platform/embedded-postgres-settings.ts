import { accessSync, constants, statfsSync } from 'node:fs';

/** Parallel queries share memory there; the 64 MB of a default container are too few for them. */
const ENOUGH_SHARED_MEMORY_BYTES = 256 * 1024 * 1024;

/**
 * The server's settings, given on its command line at every start so that they are those of this
 * version of the code, whatever the age of the data folder. Sized for a laptop with two cores
 * that also runs the server and a browser.
 */
export function serverSettings(port: number, durable: boolean): string[] {
  const settings = {
    ...REACHABLE_FROM_HERE_ONLY,
    ...SIZED_FOR_A_LAPTOP,
    ...SAME_EVERYWHERE,
    ...QUIET_ABOUT_DATA,
    ...NO_REPLICAS,
    ...(durable ? {} : FORGETFUL),
    ...(hasSharedMemoryFolder() ? {} : { dynamic_shared_memory_type: 'mmap' }),
    port: String(port),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

const REACHABLE_FROM_HERE_ONLY = {
  // By number: some machines do not know the name localhost.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
};

const SIZED_FOR_A_LAPTOP = {
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  max_connections: '100',
  // Compiling a query costs more than our short queries do.
  jit: 'off',
};

const SAME_EVERYWHERE = {
  timezone: 'UTC',
  log_timezone: 'UTC',
  datestyle: 'ISO, YMD',
  lc_messages: 'C',
};

/**
 * A failed statement is reported to its client, who decides what may be logged; written here too,
 * its text and values would put personal data into a log. `log` keeps the server's own messages.
 */
const QUIET_ABOUT_DATA = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

/**
 * Nobody follows this server's log of changes: backups are dumps. So what a transaction fills anew, as the first load of
 * twenty million voters does, is written once, to its table, and not a second time to that log.
 */
const NO_REPLICAS = {
  wal_level: 'minimal',
  max_wal_senders: '0',
};

/** For tests: a crash of the machine may lose everything, which nobody would miss. */
const FORGETFUL = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

function hasSharedMemoryFolder(): boolean {
  if (process.platform !== 'linux') return true;
  try {
    accessSync('/dev/shm', constants.W_OK);
    const { blocks, bsize } = statfsSync('/dev/shm');
    return blocks * bsize >= ENOUGH_SHARED_MEMORY_BYTES;
  } catch {
    return false;
  }
}
