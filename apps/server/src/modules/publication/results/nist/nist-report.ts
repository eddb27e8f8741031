import type { JsonValue } from '@ovoz/basics';
import type { ResultStatus } from '@ovoz/contract';
import type { CountryPack, ElectionDefinition } from '@ovoz/election-model';
import type { AreaContent } from '../area-content.ts';
import { nistContests } from './nist-contests.ts';
import { nistParts, nistText, partyId } from './nist-parts.ts';
import { nistUnits } from './nist-units.ts';

/** What all reports of an election have in common. */
export type NistElection = {
  readonly definition: ElectionDefinition;
  readonly pack: CountryPack;
};

const STATUS: Readonly<Record<ResultStatus, string>> = {
  counting: 'unofficial-partial',
  complete: 'unofficial-complete',
  certified: 'certified',
  'changed-since-certified': 'correction',
};

/**
 * NIST SP 1500-100r2 ElectionReport of an area and what lies right below it. @param at time of publication;
 * the format writes no fractions of seconds.
 */
export function nistReport(
  { definition, pack }: NistElection,
  content: AreaContent,
  at: string,
): JsonValue {
  const parts = nistParts(content);
  const { contests, candidates } = nistContests(definition, content, parts);
  return {
    '@type': 'ElectionResults.ElectionReport',
    Format: content.stationRows.length > 0 ? 'precinct-level' : 'summary-contest',
    GeneratedDate: at.replace(/\.\d+Z$/, 'Z'),
    Issuer: pack.name.en,
    IssuerAbbreviation: pack.root,
    SequenceStart: 1,
    SequenceEnd: 1,
    Status: STATUS[content.status],
    IsTest: definition.mode !== 'live',
    ...(definition.mode === 'live' ? {} : { TestType: definition.mode }),
    VendorApplicationId: 'Ovoz',
    GpUnit: [...nistUnits(parts)],
    Party: definition.parties.map((party) => ({
      '@type': party.kind === 'coalition' ? 'ElectionResults.Coalition' : 'ElectionResults.Party',
      '@id': partyId(party.code),
      Name: nistText(party.name),
      Abbreviation: nistText(party.shortName),
    })),
    Election: [
      {
        '@type': 'ElectionResults.Election',
        ElectionScopeId: 'unit-nation',
        Name: nistText(definition.title),
        StartDate: definition.votingDay,
        EndDate: definition.votingDay,
        Type: 'general',
        Candidate: [...candidates],
        Contest: [...contests],
      },
    ],
  };
}
