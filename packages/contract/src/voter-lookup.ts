import { ElectionCode, StationNumber } from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { Nullable, Strict } from './schemas.ts';

/** Letters and digits as they stand on a passport; spaces and hyphens are ours to remove. */
const PaperNumber = Type.String({ minLength: 1, maxLength: 40, pattern: '^[\\p{L}\\p{N} .\\-]+$' });

/** A puzzle that costs a telephone a second and a harvester a machine. */
export const Puzzle = Strict({
  challenge: Type.String({ pattern: '^[A-Za-z0-9_.-]{20,200}$' }),
  /** SHA-256(challenge, ":", nonce) begins with so many zero bits. */
  zeroBits: Type.Integer({ minimum: 1, maximum: 30 }),
});
export type Puzzle = Static<typeof Puzzle>;

export const lookUpVoter = operation({
  id: 'lookUpVoter',
  module: 'voter-lookup',
  method: 'POST',
  path: '/api/voter-lookup/:code',
  summary:
    'Whether somebody is on the list of an election, and at which station: asked with the national number and the number of the document. The answer says nothing of a person, and always has the same length.',
  access: { kind: 'public' },
  params: Strict({ code: ElectionCode }),
  body: Strict({
    nationalNumber: PaperNumber,
    documentNumber: PaperNumber,
    /** The answer to a puzzle, when one was asked for. */
    proof: Type.Optional(
      Strict({
        challenge: Type.String({ pattern: '^[A-Za-z0-9_.-]{20,200}$' }),
        nonce: Type.String({ pattern: '^[0-9a-z]{1,16}$' }),
      }),
    ),
  }),
  answer: Strict({
    found: Type.Boolean(),
    station: Nullable(StationNumber),
    /** roll: the frozen list; register: the list as it stands until then. */
    source: Type.Enum(['roll', 'register']),
    /** Fills the answer up to one length, found or not. */
    padding: Type.String({ pattern: '^ *$', maxLength: 60 }),
  }),
  refusals: ['lookup-not-built', 'proof-of-work-needed'],
  // Strangers by network, in a bucket of its own: see the module.
  limitedBy: 'own-limits',
});

export const getPuzzle = operation({
  id: 'getPuzzle',
  module: 'voter-lookup',
  method: 'GET',
  path: '/api/voter-lookup/puzzle',
  summary: 'A puzzle to be solved before the next question, while many questions come in.',
  access: { kind: 'public' },
  answer: Puzzle,
  refusals: [],
});
