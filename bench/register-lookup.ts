import { fork } from 'node:child_process';
import { createSecretKey, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { voterKey } from '../apps/server/src/modules/voter-lookup/lookup-key.ts';
import {
  LookupTableBuilder,
  openLookupTable,
} from '../apps/server/src/modules/voter-lookup/lookup-table.ts';
import { loadServerKeys } from '../apps/server/src/platform/server-keys.ts';
import { registerKeys } from '../apps/server/src/modules/voter-register/public.ts';
import { median, printFigure } from './figures.ts';

const SERVER = fileURLToPath(new URL('./lookup-server.ts', import.meta.url));
const ELECTION = 'uzbekistan-2026-12-27-training';
const STATIONS = 11_028;
const LOOKUPS = 300_000;
const SECONDS = 4;
const ROUNDS = 3;
const PORT = 4176;
const GOAL_A_SECOND = 100_000;

/**
 * "Am I on the list": the table of a nation is made and asked in one process, then over HTTP beside the same POST that
 * answers a constant. Limits for strangers are off, or they alone would be measured.
 */
export async function run({ count = 1_000_000 }: { readonly count?: number } = {}): Promise<void> {
  console.log(`Am I on the list: ${count.toLocaleString('en')} entries`);
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-bench-lookup-'));
  try {
    const key = createSecretKey(registerKeys(loadServerKeys(folder).register).lookupKey(ELECTION));
    const file = makeTable(key, count);
    measureInProcess(key, file, count);
    writeTable(folder, file);
    await measureOverHttp(folder, count);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeTable(key: KeyObject, count: number): Buffer {
  const began = performance.now();
  const builder = new LookupTableBuilder();
  for (let voter = 0; voter < count; voter += 1) {
    builder.add(
      voterKey(key, nationalNumber(voter), documentNumber(voter)),
      String(voter % STATIONS),
    );
  }
  const hashed = performance.now();
  const parts = builder.finish({
    election: ELECTION,
    source: 'roll',
    supplements: 0,
    builtAt: '2026-12-20T00:00:00.000Z',
  });
  const file = Buffer.concat(parts);
  printFigure({ what: 'hashing', value: (hashed - began) / 1000, unit: 's' });
  printFigure({ what: 'sorting', value: (performance.now() - hashed) / 1000, unit: 's' });
  printFigure({
    what: 'the file',
    value: file.length / 1e6,
    unit: 'MB',
    beside: { what: 'ten bytes a voter', value: (count * 10) / 1e6 },
  });
  return file;
}

function measureInProcess(key: KeyObject, file: Buffer, count: number): void {
  const table = openLookupTable(file);
  if (table === null) throw new Error('the table cannot be read');
  let found = 0;
  const began = process.cpuUsage();
  for (let index = 0; index < LOOKUPS; index += 1) {
    // Half of them are on the list.
    const voter = (index * 7919) % (2 * count);
    if (table.find(voterKey(key, nationalNumber(voter), documentNumber(voter))) !== null)
      found += 1;
  }
  const { user, system } = process.cpuUsage(began);
  const perSecond = LOOKUPS / ((user + system) / 1e6);
  if (Math.abs(found / LOOKUPS - 0.5) > 0.02) throw new Error(`${found} of ${LOOKUPS} were found`);
  printFigure({
    what: 'look-ups a second of one core, keyed hash and search',
    value: perSecond,
    unit: '/s',
    beside: { what: 'asked for', value: GOAL_A_SECOND },
    goal: { least: 1 },
  });
}

function writeTable(folder: string, file: Buffer): void {
  writeFileSync(join(folder, 'table'), file, { mode: 0o600 });
}

async function measureOverHttp(folder: string, count: number): Promise<void> {
  const child = fork(SERVER, [String(PORT), folder, ELECTION], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    await once(child, 'message');
    const shares: number[] = [];
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const constant = await load('/constant', count);
      const lookup = await load(`/api/voter-lookup/${ELECTION}`, count);
      shares.push(lookup / constant);
      rates.push(lookup);
    }
    printFigure({ what: 'over HTTP', value: median(rates), unit: 'answers/s' });
    printFigure({
      what: 'share of the same POST that answers a constant, median of pairs',
      value: median(shares),
      unit: '',
      beside: { what: 'the constant', value: 1 },
      goal: { least: 0.8 },
    });
    console.log('  limits for strangers and puzzles were off: they alone would be measured');
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

async function load(path: string, count: number): Promise<number> {
  let voter = 0;
  const result = await autocannon({
    url: `http://127.0.0.1:${PORT}${path}`,
    connections: 20,
    duration: SECONDS,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    requests: [
      {
        setupRequest: (request) => {
          voter = (voter + 7919) % (2 * count);
          const body = {
            nationalNumber: nationalNumber(voter),
            documentNumber: documentNumber(voter),
          };
          return { ...request, body: JSON.stringify(body) };
        },
      },
    ],
  });
  if (result.non2xx > 0) throw new Error(`${path}: ${result.non2xx} were refused`);
  return result.requests.average;
}

function nationalNumber(voter: number): string {
  return String(30_000_000_000_000 + voter);
}

function documentNumber(voter: number): string {
  return `AA${String(voter % 10_000_000).padStart(7, '0')}`;
}
