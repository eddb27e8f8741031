/** What other modules may know and do of the voter register. */
export {
  type CountryRegister,
  countryRegister,
  districtOf,
  regionOf,
  searchKey,
  skeletonKey,
} from './country-register.ts';
export { type RegisterKeys, registerKeys } from './register-keys.ts';
export type { ChangeCause, StoredVoter, VoterField, VoterStatus } from './store-voters.ts';
export {
  applyVoterChange,
  type VoterChange,
  type VoterChangeFault,
  type VoterFields,
} from './voter-change.ts';
