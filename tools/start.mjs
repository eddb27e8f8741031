// npm start: installs what is missing, builds the webs, then starts the server under Node 24 with
// a demo unless the options say otherwise. Options go to the server as they are.
import { continueUnderNode, installPackages, PlainRefusal, PROJECT } from './installation.mjs';
import { Progress } from './progress.mjs';
import { buildWebs } from './web-build.mjs';

try {
  const progress = new Progress(process.stdout);
  await installPackages(progress);
  await buildWebs(PROJECT, progress);
  const server = ['apps/server/src/main.ts', '--demo-default', ...process.argv.slice(2)];
  process.exitCode = await continueUnderNode(server);
} catch (error) {
  if (!(error instanceof PlainRefusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
