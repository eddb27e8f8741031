import {
  ElectionCode,
  ElectionMode,
  Instant,
  Line,
  Sha256Hex,
  StationNumber,
} from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { Strict } from './schemas.ts';

const Count = Type.Integer({ minimum: 0 });

/** `/published/elections/<code>/rolls.json`: signed, with the root of every station. */
export const PublishedRolls = Strict({
  format: Type.Literal(1),
  election: ElectionCode,
  mode: ElectionMode,
  frozenAt: Instant,
  voters: Count,
  excluded: Type.Record(Type.String({ maxLength: 40 }), Count),
  root: Sha256Hex,
  /** In the order of their numbers: their leaves in this order have the root. */
  stations: Type.Array(Strict({ station: StationNumber, voters: Count, root: Sha256Hex })),
  signature: Strict({ key: Sha256Hex, publicKey: Line(60), value: Line(100) }),
});
export type PublishedRolls = Static<typeof PublishedRolls>;

/** `/published/elections/<code>/roll-supplements.json`: signed, replaced as they grow. */
export const PublishedSupplements = Strict({
  format: Type.Literal(1),
  election: ElectionCode,
  mode: ElectionMode,
  asOf: Instant,
  voters: Count,
  supplements: Count,
  /** Stations where anybody was added or a line is struck out, in the order of their numbers. */
  stations: Type.Array(
    Strict({
      station: StationNumber,
      voters: Count,
      supplements: Count,
      reasons: Type.Partial(
        Type.Object(
          {
            omitted: Count,
            certificate: Count,
            'court-decision': Count,
            'registration-error': Count,
          },
          { additionalProperties: false },
        ),
      ),
      remarkable: Type.Boolean(),
      /** Lines of the frozen roll that are struck out. */
      struck: Count,
      /** Lines of the supplementary sheet, `supplements` and `struck` together, and their root. */
      version: Type.Integer({ minimum: 1 }),
      root: Sha256Hex,
    }),
  ),
  signature: Strict({ key: Sha256Hex, publicKey: Line(60), value: Line(100) }),
});
export type PublishedSupplements = Static<typeof PublishedSupplements>;
