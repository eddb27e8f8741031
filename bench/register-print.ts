import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, present } from '@ovoz/basics';
import type { CountryPack } from '@ovoz/election-model';
import {
  type PrintContext,
  rollDocument,
} from '../apps/server/src/modules/rolls/print/roll-document.ts';
import { startRollSetters } from '../apps/server/src/modules/rolls/print/roll-setters.ts';
import { stationRoll } from '../apps/server/src/modules/rolls/station-roll.ts';
import type { RollEntry, SelectedVoter } from '../apps/server/src/modules/rolls/store-entries.ts';
import { printFigure } from './figures.ts';
import { peakOf } from './process-cost.ts';

const VOTERS = 1800;
/** Stations of Uzbekistan. */
const NATION = 11_028;
const LOOK_EVERY_MS = 100;

/**
 * Printed rolls of stations with 1,800 voters, from their lines to files on the disk, by the processes that the server
 * starts. Reading the lines from the database is part of `freeze` of the same bench and takes a tenth of it.
 */
export async function run({ stations = 40 }: { readonly stations?: number } = {}): Promise<void> {
  console.log(`Print: ${stations} stations' rolls of ${VOTERS} voters`);
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-bench-print-'));
  const atOnce = Math.min(2, availableParallelism());
  const setters = startRollSetters(atOnce);
  const context = contextOf();
  const rolls = Array.from({ length: stations }, (_, index) => rollOf(index + 1));
  let peakBytes = 0;
  const timer = setInterval(() => {
    const children = setters.pids.map((pid) => peakOf(pid) ?? 0);
    peakBytes = Math.max(
      peakBytes,
      children.reduce((sum, bytes) => sum + bytes, 0),
    );
  }, LOOK_EVERY_MS);
  try {
    const set = (index: number, name: string) => {
      const { station, entries } = present(rolls[index], 'a roll for each station');
      return setters.set(join(folder, name), rollDocument(context, station, entries));
    };
    const before = await set(0, 'before.pdf');
    const began = performance.now();
    const waiting = rolls.map((_, index) => index);
    const take = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await set(next, `${next}.pdf`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, take));
    const seconds = (performance.now() - began) / 1000;
    const rate = stations / seconds;
    const [first, again] = ['before.pdf', '0.pdf'].map((name) => readFileSync(join(folder, name)));
    assert(
      first !== undefined && again !== undefined && first.equals(again),
      'the same roll gives the same bytes',
    );
    printFigure({
      what: `rolls a second, by ${atOnce} processes`,
      value: rate,
      unit: '/s',
      beside: { what: 'needed for a nation within the hour', value: NATION / 3600 },
      goal: { least: 0.98 },
    });
    printFigure({
      what: 'a nation would take',
      value: NATION / rate / 60,
      unit: 'min',
      goal: { most: 60 },
    });
    printFigure({
      what: 'memory of the processes together',
      value: peakBytes / 1e6,
      unit: 'MB',
      goal: { most: 600 },
    });
    printFigure({ what: 'size of a file', value: before.bytes / 1e6, unit: 'MB' });
    console.log(`  printed twice: the same bytes, ${before.sha256.slice(0, 16)}…`);
  } finally {
    clearInterval(timer);
    setters.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

const SURNAMES = [
  'Abdullayev',
  'Shodiyev',
  'Gʻaniyev',
  'Oʻrinov',
  'Choriyev',
  'Karimov',
  'Tursunov',
];
const GIVEN = ['Hasanboy', 'Dilorom', 'Muhammadyusuf', 'Gulchehra', 'Oʻktam', 'Zuhra'];

function rollOf(number: number) {
  const station = String(number);
  const voters: readonly SelectedVoter[] = Array.from({ length: VOTERS }, (_, index) => ({
    voterId: String(number * VOTERS + index),
    surname: SURNAMES[(index * number) % SURNAMES.length] ?? '',
    given: `${GIVEN[(index + number) % GIVEN.length]}`,
    patronymic: `${GIVEN[(index * 7) % GIVEN.length]} oʻgʻli`,
    birthDate: `${1940 + (index % 65)}-0${1 + (index % 9)}-1${index % 9}`,
    locality: 'Navoiy mahallasi',
    street: 'Mustaqillik koʻchasi',
    house: String(index % 180),
    flat: String(index % 60),
  }));
  const seeded = (bytes: number) =>
    createHash('shake256', { outputLength: bytes }).update(station).digest();
  const { entries, root, salts } = stationRoll(
    { election: ELECTION, station },
    voters,
    ALPHABET,
    seeded,
  );
  const lines: readonly RollEntry[] = entries.map((entry, index) => ({
    ...entry,
    line: index + 1,
    territoryPath: 'UZ',
    salt: salts.toString('hex', index * 16, index * 16 + 16),
  }));
  return {
    station: {
      station,
      voters: VOTERS,
      abroad: 0,
      root,
      name: `${number}-maktab`,
      address: `Navoiy koʻchasi, ${number}`,
    },
    entries: lines,
  };
}

const ELECTION = 'uzbekistan-2026-12-27-training';
const PACK = JSON.parse(
  readFileSync(new URL('../country-packs/uzbekistan/pack.json', import.meta.url), 'utf8'),
) as CountryPack;
const ALPHABET = PACK.languages[0]?.alphabet ?? [];

function contextOf(): PrintContext {
  const definition = {
    title: { en: 'Legislative Chamber', 'uz-Latn': 'Qonunchilik palatasi saylovi' },
  };
  const at = new Date('2026-12-20T00:00:00Z');
  return {
    roll: {
      id: 1,
      election: ELECTION,
      pack: 'uzbekistan',
      geography: 1,
      mode: 'training',
      votingDay: '2026-12-27',
      approvedAt: at,
      status: 'frozen',
      selectedAt: at,
      stations: 1,
      voters: VOTERS,
      excluded: 0,
      root: Buffer.alloc(32),
      frozenAt: at,
    },
    definition,
    pack: PACK,
    language: 'uz-Latn',
    print: '00000000-0000-4000-8000-000000000000',
  };
}
