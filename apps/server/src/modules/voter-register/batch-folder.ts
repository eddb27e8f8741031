import { join } from 'node:path';

/** The folder of a batch: personal data in clear, so nobody else may enter, and it goes with the end of the load. */
export function batchFolder(dataDirectory: string, batch: string): string {
  return join(dataDirectory, 'register', batch);
}
