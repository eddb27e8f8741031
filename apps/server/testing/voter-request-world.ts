import { randomUUID } from 'node:crypto';
import { addAddresses, addVoter, DISTRICT } from './small-register.ts';
import type { TestPerson, TestServer } from './start-test-server.ts';

/** What the operations of the voter list are tried with: a voter, a request about it with a paper, a desk. */
export type VoterRequestWorld = {
  readonly voterId: string;
  readonly requestId: string;
  readonly deskPersonId: string;
};

export const NO_VOTER_REQUESTS: VoterRequestWorld = {
  voterId: '1',
  requestId: randomUUID(),
  deskPersonId: randomUUID(),
};

export async function buildVoterRequests(
  server: TestServer,
  person: TestPerson,
): Promise<VoterRequestWorld> {
  await addAddresses(server);
  const voterId = await addVoter(server);
  const requestId = randomUUID();
  const now = new Date();
  const member = await server.signInAs('precinct-member', DISTRICT);
  const details = { person: 'Karimov', requester: 'x', reason: 'x', fields: { flat: '9' } };
  await server.owner`
    insert into voter_requests (id, pack, kind, channel, about, voter_id, territory_path, status, details,
      received_at, received_by, ready_at, due_at)
    values (${requestId}, 'uzbekistan', 'fix', 'commission', 'self', ${voterId}, ${DISTRICT}, 'open',
      ${server.owner.json(details)}, ${now}, ${person.personId}, ${now}, ${now})`;
  await server.owner`
    insert into station_desks (person_id, pack, station, territory_path, given_by, given_at)
    values (${member.personId}, 'uzbekistan', '1', ${DISTRICT}, ${person.personId}, ${now})`;
  return { voterId, requestId, deskPersonId: member.personId };
}
