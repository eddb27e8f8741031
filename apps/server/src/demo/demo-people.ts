import type { Role } from '@ovoz/election-model';

export type DemoPerson = {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  /** Level of the territory tree of the home: the country, its first region, that region's first district. */
  readonly level: 0 | 1 | 2;
};

/** The two who found the demonstration; everything that needs two people is theirs to show. */
export const DEMO_FOUNDERS = [
  { username: 'demo.central', name: 'Dilnoza Karimova' },
  { username: 'demo.central2', name: 'Rustam Yoʻldoshev' },
] as const;

/** Sends the batches of the registers. */
export const DEMO_REGISTER = 'demo.register';

/** Sees the voters of one station. */
export const DEMO_PRECINCT = 'demo.precinct';

/** One account for every other role. The names are invented. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { username: 'demo.administrator', name: 'Sherzod Aliyev', role: 'administrator', level: 0 },
  { username: 'demo.auditor', name: 'Nigora Saidova', role: 'auditor', level: 0 },
  { username: 'demo.observer', name: 'Timur Rashidov', role: 'observer', level: 0 },
  { username: DEMO_REGISTER, name: 'Lola Ergasheva', role: 'register-supplier', level: 0 },
  { username: 'demo.helpdesk', name: 'Aziza Norova', role: 'help-desk-agent', level: 0 },
  { username: 'demo.territorial', name: 'Bahrom Qodirov', role: 'territorial-member', level: 1 },
  { username: 'demo.district', name: 'Malika Toʻrayeva', role: 'district-member', level: 2 },
  { username: DEMO_PRECINCT, name: 'Jahongir Umarov', role: 'precinct-member', level: 2 },
  { username: 'demo.operator', name: 'Feruza Islomova', role: 'operator', level: 2 },
];
