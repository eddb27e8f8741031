import Type, { type Static } from 'typebox';

/** A schema for one of several codes, with their type. */
export const oneOf = <const Codes extends readonly string[]>(codes: Codes) =>
  Type.Unsafe<Codes[number]>(Type.Union(codes.map((code) => Type.Literal(code))));

/** What somebody asks of the list. */
export const REQUEST_KINDS = [
  'add',
  'remove',
  'fix',
  'move',
  'restore',
  'abroad',
  'return',
] as const;
export const RequestKind = oneOf(REQUEST_KINDS);
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Who is on the list at all is decided by two people. */
const DECIDED_BY_TWO: readonly RequestKind[] = ['add', 'remove', 'restore'];

/**
 * So is another birth date: it takes the right to vote away, or makes the entry that of somebody else.
 * @param fields what is asked to be on the record
 */
export function needsTwoPeople(
  kind: RequestKind,
  fields: { readonly birthDate?: string } = {},
): boolean {
  return DECIDED_BY_TWO.includes(kind) || (kind === 'fix' && fields.birthDate !== undefined);
}

/** Somebody who is to be removed at the wish of another is told first. */
export function needsNotice(kind: RequestKind, about: 'self' | 'other'): boolean {
  return kind === 'remove' && about === 'other';
}

/** What a granted request did: `SuccessAction` of NIST SP 1500-102. */
export const SUCCESS_ACTIONS = [
  'registration-created',
  'registration-cancelled',
  'registration-updated',
  'name-updated',
  'address-updated',
  'status-updated',
] as const;
export type SuccessAction = (typeof SUCCESS_ACTIONS)[number];

/** Why a request was refused: `RequestError` of NIST SP 1500-102. */
export const REQUEST_ERRORS = [
  'identity-lookup-failed',
  'incomplete',
  'ineligible',
  'invalid-form',
  'other',
] as const;
export const RequestError = oneOf(REQUEST_ERRORS);
export type RequestError = Static<typeof RequestError>;

/** Fields of a record that a commission may correct. */
export const FIXABLE_FIELDS = [
  'surname',
  'given',
  'patronymic',
  'sex',
  'birthDate',
  'addressId',
  'flat',
] as const;
export type FixableField = (typeof FIXABLE_FIELDS)[number];

/** The action that says best what a request of this kind does. */
export function successAction(
  kind: RequestKind,
  fields: readonly FixableField[] = [],
): SuccessAction {
  switch (kind) {
    case 'add':
      return 'registration-created';
    case 'remove':
      return 'registration-cancelled';
    case 'restore':
      return 'status-updated';
    case 'move':
    case 'abroad':
    case 'return':
      return 'address-updated';
    case 'fix': {
      const areas = new Set(fields.map(areaOf));
      return areas.size === 1 ? ([...areas][0] ?? 'registration-updated') : 'registration-updated';
    }
  }
}

function areaOf(field: FixableField): SuccessAction {
  if (field === 'surname' || field === 'given' || field === 'patronymic') return 'name-updated';
  if (field === 'addressId' || field === 'flat') return 'address-updated';
  return 'registration-updated';
}
