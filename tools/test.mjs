// npm test, and npm run check (--quick): installs what is missing, then runs all checks under
// Node 24.
import { continueUnderNode, installPackages, PlainRefusal } from './installation.mjs';
import { Progress } from './progress.mjs';

try {
  await installPackages(new Progress(process.stdout));
  process.exitCode = await continueUnderNode(['tools/run-checks.ts', ...process.argv.slice(2)]);
} catch (error) {
  if (!(error instanceof PlainRefusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
