import type { Candidate, ElectionDefinition } from '../election-definition.ts';
import { SMALL_COUNTRY } from './small-country.ts';

/** An election of the small country in which nothing is wrong. */
export const SMALL_DEFINITION: ElectionDefinition = {
  format: 1,
  code: 'small-country-2026-12-27-parliament',
  title: { en: 'Election of Parliament', 'uz-Latn': 'Parlament saylovi' },
  mode: 'live',
  pack: { code: 'small-country', version: SMALL_COUNTRY.version, hash: 'a'.repeat(64) },
  system: 'parliament',
  calledOn: '2026-10-01',
  votingDay: '2026-12-27',
  timeZone: 'Asia/Tashkent',
  languages: ['uz-Latn', 'ru'],
  geography: { version: 1, hash: 'b'.repeat(64) },
  contests: SMALL_COUNTRY.systems[0]?.contests ?? [],
  parties: ['green', 'blue'].map((code) => ({
    code,
    name: { en: `Party ${code}`, 'uz-Latn': `${code} partiyasi` },
    shortName: { en: code, 'uz-Latn': code },
    kind: 'party',
  })),
  ballots: [
    {
      contest: 'lists',
      district: null,
      lists: [
        { number: 1, party: 'green', candidates: people('Oripov', 'Aliyev') },
        { number: 2, party: 'blue', candidates: people('Shokirov', 'Zokirov', 'Choriyev') },
      ],
      candidates: [],
    },
    ...['1', '2'].map((district) => ({
      contest: 'districts',
      district,
      lists: [],
      candidates: people(`Bobur ${district}`, `Zafar ${district}`, `Shavkat ${district}`),
    })),
  ],
  generatedCandidates: false,
};

function people(...names: readonly string[]): Candidate[] {
  return names.map((name, index) => ({
    number: index + 1,
    name,
    sex: 'female',
    birthYear: 1980,
    occupation: 'Teacher',
    party: null,
  }));
}
