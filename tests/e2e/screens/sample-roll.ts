import { createHash } from 'node:crypto';
import { present } from '@ovoz/basics';
import { type LocalizedText } from '@ovoz/election-model';
import { syntheticVoters } from '@ovoz/synthetic-nation';
import { openRollCompiler } from '../../../apps/server/src/modules/rolls/print/compile-roll.ts';
import { rollDocument } from '../../../apps/server/src/modules/rolls/print/roll-document.ts';
import { hasFile, packText, readPack } from '../../../country-packs/pack-folder.ts';

const VOTING_DAY = '2028-06-24';
const STATION = '7';
const VOTERS = 200_000;
const TITLE: LocalizedText = {
  mn: 'Улсын Их Хурлын ээлжит сонгууль',
  ru: 'Очередные выборы Великого Государственного Хурала',
  en: 'Regular election of the State Great Khural',
};

/** The roll of a station that nobody froze, as a PDF: what paper looks like in the language of another country. */
export function sampleRoll(country: string, language: string): Promise<Buffer> {
  const pack = readPack(country);
  const read = (file: string) => (hasFile(country, file) ? packText(country, file) : null);
  const request = { seed: '1', count: VOTERS, asOf: '2028-06-01' };
  const [block] = syntheticVoters(read, request).blocks();
  const { persons, addresses } = present(block, 'there is a first station');
  const places = new Map(
    addresses.map(({ addressId, locality, street, house }) => [
      addressId,
      [locality, street, house].filter((part) => part !== '').join(', '),
    ]),
  );
  const entries = persons.map((person, at) => ({
    line: at + 1,
    voterId: String(person.recordId),
    territoryPath: pack.code,
    surname: person.surname,
    given: person.given,
    patronymic: person.patronymic,
    birthDate: person.birthDate,
    address: places.get(person.addressId) ?? '',
    salt: '',
  }));
  const at = new Date(`${VOTING_DAY}T00:00:00.000Z`);
  const root = createHash('sha256').update(country).digest();
  return openRollCompiler().compile(
    rollDocument(
      {
        roll: {
          id: 1,
          election: `${country}-${VOTING_DAY}-training`,
          pack: country,
          geography: 1,
          mode: 'training',
          votingDay: VOTING_DAY,
          approvedAt: at,
          status: 'frozen',
          selectedAt: at,
          stations: 1,
          voters: entries.length,
          excluded: 0,
          root,
          frozenAt: at,
        },
        definition: { title: TITLE },
        pack,
        language,
        print: '00000000-0000-4000-8000-000000000000',
      },
      { station: STATION, voters: entries.length, abroad: 2, root, name: '7-р хороо', address: '' },
      entries,
    ),
  );
}
