import { hash } from 'node:crypto';
import type { CountryPack, TerritoryPath, VoterListRules } from '@ovoz/election-model';
import { type NamePart, nameKey, nameSkeleton, type Person } from '@ovoz/voter-register';
import { type RegisterKeys, registerKeys } from './register-keys.ts';

const ROW_HASH_BYTES = 8;

/** The register of one country: its rules, and what hides its numbers. */
export type CountryRegister = {
  readonly pack: string;
  readonly root: TerritoryPath;
  readonly rules: VoterListRules;
  readonly keys: RegisterKeys;
};

/** Null when the pack has no law of the voter list. @param secret `ServerKeys.register` */
export function countryRegister(secret: Buffer, pack: CountryPack): CountryRegister | null {
  const { code, root, voterList } = pack;
  if (voterList === undefined) return null;
  return { pack: code, root, rules: voterList, keys: registerKeys(secret) };
}

type Names = Pick<Person, 'surname' | 'given' | 'patronymic'>;

/** What clerks search by: the name folded to one alphabet, surname first, without missing parts. */
export function searchKey({ rules }: CountryRegister, names: Names): string {
  const key = (text: string) => nameKey(rules.nameProfile, text);
  const name = `${key(names.surname)} ${key(names.given)}`.trimStart();
  return names.patronymic === '' ? name : `${name} ${key(names.patronymic)}`;
}

/** Skeletons of surname and given name: for spellings that no rule folds together. */
export function skeletonKey({ rules }: CountryRegister, names: Names): string {
  const skeleton = (part: NamePart, text: string) => nameSkeleton(rules.nameProfile, part, text);
  return `${skeleton('surname', names.surname)} ${skeleton('given', names.given)}`.trimStart();
}

/** Path of the district (level 2) in which a territory lies, or the territory itself above that. */
export function districtOf(path: TerritoryPath): TerritoryPath {
  return path.split('/').slice(0, 3).join('/');
}

/** Path of the region (level 1), or the country itself. */
export function regionOf(path: TerritoryPath): TerritoryPath {
  return path.split('/').slice(0, 2).join('/');
}

/**
 * First eight bytes of SHA-256 of a row of a register: the cells as delivered, joined by U+001F. The supplier computes
 * the same for the weekly comparison.
 */
export function rowHash(cells: readonly string[]): Buffer {
  return hash('sha256', cells.join('\u001F'), 'buffer').subarray(0, ROW_HASH_BYTES);
}
