import { ok, type Result, refused } from '@ovoz/basics';
import { azerbaijaniFin } from './azerbaijani-fin.ts';
import { georgianPersonalNumber } from './georgian-personal-number.ts';
import { kazakhIin, kazakhIinSays } from './kazakh-iin.ts';
import { kyrgyzPin, kyrgyzPinSays } from './kyrgyz-pin.ts';
import type { NumberFacts } from './number-facts.ts';
import { mongolianRegister, mongolianRegisterSays } from './mongolian-register.ts';
import { pinfl, pinflSays } from './pinfl.ts';

export const NATIONAL_NUMBER_KINDS = [
  'uz-pinfl',
  'az-fin',
  'mn-register',
  'kz-iin',
  'kg-pin',
  'ge-personal',
  'none',
] as const;
export type NationalNumberKind = (typeof NATIONAL_NUMBER_KINDS)[number];

/**
 * The number in its one written form (capitals, no spaces), when its form and its check digit are right.
 * Whether it fits the person is asked apart (`numberAgrees`): that is a finding, not a refusal.
 */
export function checkNationalNumber(
  kind: NationalNumberKind,
  text: string,
): Result<string, 'national-number-invalid'> {
  const number = FORMS[kind](text);
  return number === null ? refused('national-number-invalid') : ok(number);
}

/** Whether sex and birth date are those that the number encodes; true where it encodes nothing. */
export function numberAgrees(
  kind: NationalNumberKind,
  number: string,
  { sex, birthDate }: NumberFacts,
): boolean {
  const says = SAYS[kind]?.(number) ?? null;
  return says === null || (says.sex === sex && says.birthDate === birthDate);
}

const FORMS: Readonly<Record<NationalNumberKind, (text: string) => string | null>> = {
  'uz-pinfl': pinfl,
  'az-fin': azerbaijaniFin,
  'mn-register': mongolianRegister,
  'kz-iin': kazakhIin,
  'kg-pin': kyrgyzPin,
  'ge-personal': georgianPersonalNumber,
  none: () => null,
};

const SAYS: Readonly<Partial<Record<NationalNumberKind, (number: string) => NumberFacts>>> = {
  'uz-pinfl': pinflSays,
  'mn-register': mongolianRegisterSays,
  'kz-iin': kazakhIinSays,
  'kg-pin': kyrgyzPinSays,
};
