import Type, { type Static } from 'typebox';
import { DistrictCode, PackCode, StationNumber, TerritoryCode } from './geography.ts';
import { IsoDate, Line, LocalizedText, MAX_LINE, Slug } from './text.ts';

export const CommissionOffice = Type.Union([
  Type.Literal('chair'),
  Type.Literal('deputy-chair'),
  Type.Literal('secretary'),
  Type.Literal('member'),
]);
export type CommissionOffice = Static<typeof CommissionOffice>;

/** Public code of a commission within its pack: `central`, `territorial-1703`, `precinct-1024`. */
export const CommissionCode = Type.String({
  pattern: '^[a-z0-9]+(-[A-Za-z0-9]+)*$',
  maxLength: 80,
});

/** A commission that conducts elections: what it is, and what it covers. */
export const Commission = Type.Object(
  {
    pack: PackCode,
    code: CommissionCode,
    kind: Slug(40),
    name: LocalizedText,
    territoryCode: TerritoryCode,
    districtSet: Type.Union([Slug(40), Type.Null()]),
    districtCode: Type.Union([DistrictCode, Type.Null()]),
    stationNumber: Type.Union([StationNumber, Type.Null()]),
    address: Type.Union([Line(MAX_LINE), Type.Null()]),
    phone: Type.Union([Line(40), Type.Null()]),
    formedOn: IsoDate,
    /** Last day of its term; null while the law sets none. */
    endsOn: Type.Union([IsoDate, Type.Null()]),
    generated: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type Commission = Static<typeof Commission>;

/** A person's seat on a commission, from a day to a day. */
export const Membership = Type.Object(
  {
    commissionCode: CommissionCode,
    name: Line(MAX_LINE),
    office: CommissionOffice,
    nominatedBy: Type.Union([Line(MAX_LINE), Type.Null()]),
    from: IsoDate,
    until: Type.Union([IsoDate, Type.Null()]),
    generated: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type Membership = Static<typeof Membership>;
