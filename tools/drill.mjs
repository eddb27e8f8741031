// npm run drill: installs what is missing, builds the webs, then plays an election night under Node 24.
import { continueUnderNode, installPackages, PlainRefusal, PROJECT } from './installation.mjs';
import { Progress } from './progress.mjs';
import { buildWebs } from './web-build.mjs';

try {
  const progress = new Progress(process.stdout);
  await installPackages(progress);
  await buildWebs(PROJECT, progress);
  process.exitCode = await continueUnderNode([
    // The drill shares the machine with the server that it measures.
    '--max-semi-space-size=2',
    '--max-old-space-size=256',
    'tests/drills/main.ts',
    ...process.argv.slice(2),
  ]);
} catch (error) {
  if (!(error instanceof PlainRefusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
