import {
  Commission,
  CommissionCode,
  ImportReport,
  IsoDate,
  Line,
  Membership,
  PackCode,
  Reason,
  TerritoryCode,
} from '@ovoz/election-model';
import Type from 'typebox';
import { MAX_IMPORT_BYTES } from './geography.ts';
import { operation } from './operation.ts';
import { Cursor, Nothing, Nullable, Strict, Uuid } from './schemas.ts';

const READERS = [
  'central-member',
  'territorial-member',
  'district-member',
  'precinct-member',
  'operator',
  'observer',
  'auditor',
  'help-desk-agent',
  'administrator',
] as const;
/** A commission is formed, and its members appointed, by the commission above. */
const FORMING = ['central-member', 'territorial-member', 'district-member'] as const;

const packParams = Strict({ pack: PackCode });
const commissionParams = Strict({ pack: PackCode, code: CommissionCode });

export const CommissionSummary = Strict({
  commission: Commission,
  members: Type.Integer({ minimum: 0 }),
  chair: Nullable(Line(300)),
});

export const listCommissions = operation({
  id: 'listCommissions',
  module: 'commissions',
  method: 'GET',
  path: '/api/commissions/:pack',
  summary: 'Commissions in the own territory, the highest first.',
  access: { kind: 'roles', roles: [...READERS] },
  params: packParams,
  query: Strict({
    kind: Type.Optional(Line(40)),
    territory: Type.Optional(TerritoryCode),
    search: Type.Optional(Line(100)),
    after: Type.Optional(Cursor),
  }),
  answer: Strict({
    commissions: Type.Array(CommissionSummary),
    total: Type.Integer({ minimum: 0 }),
    next: Nullable(Cursor),
  }),
  refusals: ['pack-unknown'],
});

export const getCommission = operation({
  id: 'getCommission',
  module: 'commissions',
  method: 'GET',
  path: '/api/commissions/:pack/:code',
  summary: 'A commission with its members, past ones too.',
  access: { kind: 'roles', roles: [...READERS] },
  params: commissionParams,
  answer: Strict({
    commission: Commission,
    memberships: Type.Array(Strict({ id: Uuid, membership: Membership, active: Type.Boolean() })),
  }),
  refusals: ['pack-unknown'],
});

export const importCommissions = operation({
  id: 'importCommissions',
  module: 'commissions',
  method: 'POST',
  path: '/api/commissions/:pack/imports',
  summary: 'Adds commissions and members from CSV files, all or nothing, with a report.',
  access: { kind: 'roles', roles: ['central-member'] },
  params: packParams,
  body: Strict({
    reason: Reason,
    files: Strict({
      commissions: Type.Optional(Type.String({ maxLength: MAX_IMPORT_BYTES })),
      members: Type.Optional(Type.String({ maxLength: MAX_IMPORT_BYTES })),
    }),
  }),
  answer: Strict({ report: ImportReport, applied: Type.Boolean() }),
  refusals: [
    'pack-unknown',
    'import-unreadable',
    'calendar-blocks',
    'no-geography',
    'revision-conflict',
  ],
  maxBodyBytes: MAX_IMPORT_BYTES,
});

export const createCommission = operation({
  id: 'createCommission',
  module: 'commissions',
  method: 'POST',
  path: '/api/commissions/:pack',
  summary: 'Forms a commission.',
  access: { kind: 'roles', roles: [...FORMING] },
  params: packParams,
  body: Commission,
  answer: Strict({ code: CommissionCode }),
  refusals: [
    'pack-unknown',
    'commission-code-taken',
    'no-geography',
    'calendar-blocks',
    'dates-out-of-order',
    'date-impossible',
  ],
});

export const appointMember = operation({
  id: 'appointMember',
  module: 'commissions',
  method: 'POST',
  path: '/api/commissions/:pack/:code/members',
  summary: 'Appoints a member to a commission.',
  access: { kind: 'roles', roles: [...FORMING] },
  params: commissionParams,
  body: Membership,
  answer: Strict({ id: Uuid }),
  refusals: ['pack-unknown', 'dates-out-of-order', 'date-impossible', 'seat-taken'],
});

export const endMembership = operation({
  id: 'endMembership',
  module: 'commissions',
  method: 'POST',
  path: '/api/memberships/:id/end',
  summary: 'Ends a membership on a day, with a reason.',
  access: { kind: 'roles', roles: [...FORMING] },
  params: Strict({ id: Uuid }),
  body: Strict({ on: IsoDate, reason: Reason }),
  answer: Nothing,
  refusals: ['membership-ended', 'dates-out-of-order', 'date-impossible'],
});
