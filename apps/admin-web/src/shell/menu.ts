import {
  type AnyOperation,
  getCoverage,
  getRecordState,
  listCommissions,
  listDuties,
  listElections,
  listFacts,
  listPeople,
  listProposals,
  listTerritories,
} from '@ovoz/contract';
import { VOTER_LIST_PARTS } from '../features/voter-list/voter-list-parts.ts';
import type { AdminKey } from '../language.ts';

/** An entry of the main menu, and the operations without any of which its page would be empty. */
export type MenuEntry = {
  readonly to:
    | '/'
    | '/waiting'
    | '/elections'
    | '/count'
    | '/geography'
    | '/voters'
    | '/commissions'
    | '/people'
    | '/evidence'
    | '/record';
  readonly label: AdminKey;
  readonly needs: readonly AnyOperation[];
};

export const MENU: readonly MenuEntry[] = [
  { to: '/', label: 'menu.home', needs: [listDuties] },
  { to: '/waiting', label: 'menu.waiting', needs: [listProposals] },
  { to: '/elections', label: 'menu.elections', needs: [listElections] },
  { to: '/count', label: 'menu.count', needs: [getCoverage] },
  { to: '/geography', label: 'menu.geography', needs: [listTerritories] },
  { to: '/voters', label: 'menu.voters', needs: VOTER_LIST_PARTS.map(({ needs }) => needs) },
  { to: '/commissions', label: 'menu.commissions', needs: [listCommissions] },
  { to: '/people', label: 'menu.people', needs: [listPeople] },
  { to: '/evidence', label: 'menu.evidence', needs: [listFacts] },
  { to: '/record', label: 'menu.record', needs: [getRecordState] },
];
