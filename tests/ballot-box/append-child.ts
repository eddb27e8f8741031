// Appends to an archive and says so, a line for each event that is on the disk: for tests with many writers.
import { appendToArchive } from '../../apps/cli/src/ballot-box/append-to-archive.ts';

const [archive = '', name = '', count = '', sizeBytes = ''] = process.argv.slice(2);
for (let n = 0; n < Number(count); n++) {
  appendToArchive(archive, 'Ballot', [JSON.stringify([`${name}-${n}`.padEnd(Number(sizeBytes))])]);
  console.log(`${name}-${n}`);
}
