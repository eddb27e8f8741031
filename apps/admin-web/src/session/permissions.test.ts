import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createElection,
  type Grant,
  getDemo,
  listFacts,
  listPeople,
  listProposals,
  listTerritories,
  OPERATIONS,
} from '@ovoz/contract';
import { ROLES, type Role } from '@ovoz/election-model';
import { MENU } from '../shell/menu.ts';
import { activeGrants, mayCall, mayCallAt } from './permissions.ts';

const grant = (role: Role, territoryPath: string, active = true): Grant => ({
  id: '00000000-0000-4000-8000-000000000000',
  role,
  territoryPath,
  territoryName: 'x',
  election: null,
  from: '2026-01-01',
  until: null,
  active,
  endedAt: null,
  proposedBy: 'a',
  approvedBy: 'b',
});

test('what everybody or every signed-in person may do needs no role', () => {
  assert.equal(mayCall(getDemo, []), true);
  assert.equal(mayCall(listProposals, []), true);
  assert.equal(mayCall(listTerritories, []), false);
});

test('for every operation and role the screens agree with the contract', () => {
  for (const operation of OPERATIONS) {
    for (const role of ROLES) {
      const { access } = operation;
      const expected = access.kind !== 'roles' || access.roles.includes(role);
      assert.equal(mayCall(operation, [grant(role, 'UZ')]), expected, `${operation.id} ${role}`);
      const isOpen = access.kind !== 'roles';
      assert.equal(mayCall(operation, [grant(role, 'UZ', false)]), isOpen, 'an ended role is none');
    }
  }
});

test('a grant counts for its territory and what lies below, nowhere else', () => {
  const own = [grant('territorial-member', 'UZ/1703')];
  assert.equal(mayCallAt(listPeople, own, 'UZ/1703/1703202'), true);
  assert.equal(mayCallAt(listPeople, own, 'UZ/17032'), false);
  assert.equal(mayCallAt(listPeople, own, 'UZ'), false);
  assert.equal(mayCallAt(createElection, [grant('central-member', '')], 'UZ'), true);
});

test('several grants add up', () => {
  const grants = [grant('observer', 'UZ'), grant('administrator', 'UZ', false)];
  assert.equal(mayCall(listFacts, grants), true);
  assert.equal(mayCall(listPeople, grants), false);
});

test('the widest grant stands first', () => {
  const grants = [grant('operator', 'UZ/1703'), grant('auditor', ''), grant('observer', 'UZ')];
  assert.deepEqual(
    activeGrants(grants).map(({ role }) => role),
    ['auditor', 'observer', 'operator'],
  );
});

test('the menu of each role holds its pages, and never less than what waits', () => {
  const menuOf = (role: Role) =>
    MENU.filter(({ needs }) => needs.some((one) => mayCall(one, [grant(role, 'UZ')]))).map(
      (entry) => entry.to,
    );
  assert.equal(menuOf('central-member').length, MENU.length);
  assert.ok(!menuOf('precinct-member').includes('/people'));
  assert.ok(!menuOf('operator').includes('/evidence'));
  for (const role of ROLES) assert.ok(menuOf(role).includes('/waiting'), role);
});
