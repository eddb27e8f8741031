import type { JsonValue } from '@ovoz/basics';
import { type NistPart, nistText } from './nist-parts.ts';

/**
 * Reporting units: the nation, whose contests these are, the area itself, and what lies right below it. Station
 * counts and voters are those of the first contest that tells them: the format has them once for a unit.
 */
export function nistUnits(parts: readonly NistPart[]): readonly JsonValue[] {
  const [own, ...below] = parts;
  const units = parts.map((part) => unit(part, part === own ? below : []));
  return own?.id === 'unit-nation' ? units : [{ ...NATION }, ...units];
}

const NATION = {
  '@type': 'ElectionResults.ReportingUnit',
  '@id': 'unit-nation',
  Type: 'country',
};

const TYPES: Readonly<Record<NistPart['kind'], string>> = {
  territory: 'other',
  'electoral-district': 'congressional',
  station: 'precinct',
};

function unit(part: NistPart, below: readonly NistPart[]): JsonValue {
  const { id, kind, code, name, figures } = part;
  const [first] = figures;
  const type = id === 'unit-nation' ? 'country' : TYPES[kind];
  const registered = firstKnown(figures.map((one) => one.registered));
  const tookPart = firstKnown(figures.map((one) => one.tookPart));
  return {
    '@type': 'ElectionResults.ReportingUnit',
    '@id': id,
    Type: type,
    ...(type === 'other' ? { OtherType: 'administrative-territory' } : {}),
    Name: nistText(name),
    ExternalIdentifier: [
      {
        '@type': 'ElectionResults.ExternalIdentifier',
        Type: 'national-level',
        Value: code.replace(/^[a-z]+:/, ''),
      },
    ],
    ...(below.length > 0 ? { ComposingGpUnitIds: below.map((one) => one.id) } : {}),
    ...(first === undefined
      ? {}
      : {
          SubUnitsReported: first.stationsDone,
          TotalSubUnits: first.stationsDue,
          CountStatus: [
            {
              '@type': 'ElectionResults.CountStatus',
              Type: 'total',
              Status: first.stationsDone === first.stationsDue ? 'completed' : 'in-process',
            },
          ],
        }),
    ...(registered === null ? {} : { VotersRegistered: registered }),
    ...(tookPart === null ? {} : { VotersParticipated: tookPart }),
  };
}

function firstKnown(values: readonly (number | null)[]): number | null {
  return values.find((value) => value !== null) ?? null;
}
