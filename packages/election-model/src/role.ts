import Type, { type Static } from 'typebox';

/**
 * What a person may do. A grant joins a role to a territory, perhaps to one election, and to dates.
 * An administrator keeps the machine running and people's accounts, and has no right over results.
 */
export const Role = Type.Union([
  Type.Literal('central-member'),
  Type.Literal('territorial-member'),
  Type.Literal('district-member'),
  Type.Literal('precinct-member'),
  Type.Literal('operator'),
  Type.Literal('register-supplier'),
  Type.Literal('observer'),
  Type.Literal('auditor'),
  Type.Literal('help-desk-agent'),
  Type.Literal('administrator'),
]);
export type Role = Static<typeof Role>;

export const ROLES: readonly Role[] = [
  'central-member',
  'territorial-member',
  'district-member',
  'precinct-member',
  'operator',
  'register-supplier',
  'observer',
  'auditor',
  'help-desk-agent',
  'administrator',
];
