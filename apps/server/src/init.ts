import { parseArgs } from 'node:util';
import { Username } from '@ovoz/contract';
import { Line } from '@ovoz/election-model';
import { Value } from 'typebox/value';
import { runCommand } from './command-report.ts';
import { openDatabaseService } from './connect.ts';
import { makeRealInstallation } from './installation.ts';
import type { Founder } from './modules/access/founders.ts';
import { INVITATION_LIFETIME_MS } from './modules/access/people.ts';
import { loadCountryPacks } from './modules/geography/packs.ts';
import { readConfiguration } from './platform/configuration.ts';
import { openDatabase } from './platform/database.ts';
import { StartFailure } from './platform/failure.ts';
import { requireCurrentSchema } from './platform/migrate.ts';
import { loadServerKeys } from './platform/server-keys.ts';

// --country CODE --first USERNAME:NAME --second USERNAME:NAME [--data FOLDER]: makes an empty database
// a real installation and prints the invitations of its first two people, this once.
await runCommand(async (report) => {
  const text = { type: 'string' } as const;
  const { country, first, second, data } = parseArgs({
    options: { country: text, first: text, second: text, data: text },
  }).values;
  const founders = readFounders(first ?? '', second ?? '');
  const pack = readCountry(country ?? '');
  const options = data === undefined ? [] : ['--data', data];
  const configuration = readConfiguration(options, process.env, process.cwd());
  const service = await openDatabaseService(configuration, () => {});
  const database = openDatabase(service.url, 'owner');
  try {
    await requireCurrentSchema(database);
    report.step(`Making the installation for ${pack.name}`);
    const keys = loadServerKeys(configuration.dataDirectory);
    const now = new Date();
    const invitations = await makeRealInstallation(database, keys, now, pack, founders);
    if (invitations === null) {
      throw new StartFailure(
        'installation-exists',
        'The database is an installation already. Further people are invited by those who are in it.',
      );
    }
    return {
      validUntil: new Date(now.getTime() + INVITATION_LIFETIME_MS).toISOString(),
      people: founders.map((founder, index) => ({
        ...founder,
        invitation: `${configuration.adminOrigin}/admin/invitation#${invitations[index]}`,
      })),
    };
  } finally {
    await database.end({ timeout: 5 });
    await service.stop();
  }
});

function readFounders(first: string, second: string): readonly [Founder, Founder] {
  const founders = [readFounder('--first', first), readFounder('--second', second)] as const;
  if (founders[0].username === founders[1].username) {
    throw invalid('--first and --second are the same person; nobody starts alone.');
  }
  return founders;
}

function readFounder(option: string, text: string): Founder {
  const [username = '', ...rest] = text.split(':');
  const name = rest.join(':').trim();
  if (!Value.Check(Username, username)) {
    throw invalid(
      `${option} "${text}": the username has 3 to 40 small letters, digits, dots and hyphens and begins with a letter, as in aziza.karimova:"Aziza Karimova".`,
    );
  }
  if (!Value.Check(Line(200), name)) {
    throw invalid(`${option} "${text}": after the colon stands the name, of up to 200 characters.`);
  }
  return { username, name };
}

function readCountry(code: string): { territoryPath: string; name: string } {
  const packs = loadCountryPacks();
  const pack = packs.get(code)?.pack;
  if (pack === undefined) {
    throw invalid(`--country "${code}" is not known; there are ${[...packs.keys()].join(', ')}.`);
  }
  return { territoryPath: pack.root, name: pack.name.en };
}

function invalid(sentence: string): StartFailure {
  return new StartFailure('founders-invalid', sentence);
}
