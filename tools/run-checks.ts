import { existsSync } from 'node:fs';
import {
  bin,
  checkTypes,
  filesOf,
  type Outcome,
  oneTest,
  runTests,
  runTool,
  withDatabase,
} from './check-steps.ts';
import { PROJECT } from './installation.mjs';
import { Progress } from './progress.mjs';
import { buildWebs } from './web-build.mjs';

interface Step {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
}

const DEBIAN_POSTGRES = '/usr/lib/postgresql/15/bin';

/** Characters of a failed step's output that are shown again at the end. */
const MOST_SHOWN_AGAIN = 10_000;

const QUICK: readonly Step[] = [
  { name: 'types', run: checkTypes },
  { name: 'lint', run: () => runTool(bin('oxlint'), '--type-aware', '--deny-warnings') },
  { name: 'format', run: () => runTool(bin('biome'), 'format', '.') },
  {
    name: 'unit tests',
    run: () => runTests(filesOf('{packages,country-packs,tools,bench}/**/*.test.ts')),
  },
];

const FULL: readonly Step[] = [
  ...QUICK,
  { name: 'build of the webs', run: buildAll },
  {
    name: 'module tests on PostgreSQL 18',
    run: () => withDatabase(undefined, (env) => runTests(filesOf('apps/**/*.test.ts'), { env })),
  },
  { name: "module tests on Debian's PostgreSQL 15", run: runOnDebianPostgres },
  {
    name: 'journeys in a browser',
    run: () =>
      withDatabase(undefined, (env) =>
        runTests(filesOf('tests/**/*.test.ts', 'tests/e2e/*.e2e.ts'), { atOnce: 1, env }),
      ),
  },
];

async function buildAll(): Promise<Outcome> {
  const lines: string[] = [];
  try {
    await buildWebs(PROJECT, new Progress({ write: (text) => lines.push(String(text)) > 0 }));
    return oneTest(true, lines.join(''));
  } catch (error) {
    return oneTest(false, `${lines.join('')}${String(error)}\n`);
  }
}

/** Server operators mostly have a distribution's PostgreSQL; 15 is the oldest that we promise. */
async function runOnDebianPostgres(): Promise<Outcome> {
  if (existsSync(DEBIAN_POSTGRES)) {
    const files = filesOf('apps/server/src/{modules,platform}/**/*.test.ts');
    const withSql = files.filter((file) => !file.includes('/embedded-postgres'));
    return withDatabase(DEBIAN_POSTGRES, (env) => runTests(withSql, { env }));
  }
  if (process.env['OVOZ_REQUIRE_DEBIAN_POSTGRES'] === '1') {
    return oneTest(false, `PostgreSQL 15 is required and ${DEBIAN_POSTGRES} is not there.\n`);
  }
  const reason = `${DEBIAN_POSTGRES} is not there (Debian package postgresql-15)`;
  return { passed: 0, failed: 0, skipped: [`all module tests on 15: ${reason}`], output: '' };
}

/** The runner lists the tests that failed after everything else. */
function failuresIn(output: string): string {
  const list = output.lastIndexOf('failing tests:');
  return output.slice(Math.max(list, output.length - MOST_SHOWN_AGAIN));
}

let passed = 0;
let failed = 0;
let skipped = 0;
const failures: string[] = [];
for (const step of process.argv.includes('--quick') ? QUICK : FULL) {
  process.stdout.write(`${step.name} … `);
  const began = performance.now();
  const outcome = await step.run();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const verdict = outcome.failed === 0 ? 'ok' : `FAILED (${outcome.failed})`;
  console.log(`${verdict}, ${outcome.passed} passed, ${seconds} s`);
  for (const what of outcome.skipped) console.log(`  skipped: ${what}`);
  if (outcome.failed > 0) {
    console.log(outcome.output);
    failures.push(`${step.name}:\n${failuresIn(outcome.output)}`);
  }
  passed += outcome.passed;
  failed += outcome.failed;
  skipped += outcome.skipped.length;
}
// Once more at the end, where somebody looks first who comes to a long log.
for (const failure of failures) console.log(failure);
console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
process.exitCode = failed === 0 ? 0 : 1;
