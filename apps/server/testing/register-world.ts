import { randomUUID } from 'node:crypto';
import { registerKeys } from '../src/modules/voter-register/register-keys.ts';
import {
  announce,
  batchFile,
  newSupplier,
  registerSupplier,
  sendBatch,
  signBatch,
} from './register-supplier.ts';
import type { TestPerson, TestServer } from './start-test-server.ts';

/** Things of the feed that operations are about. */
export type FeedWorld = {
  readonly supplierId: string;
  /** Held, with a line that was set aside: `persons.csv`, 2. */
  readonly heldBatchId: string;
  /** On its way: `addresses.csv` is awaited. */
  readonly uploadId: string;
  readonly reconciliationId: string;
};

/** Two registers: a batch of the one is held, one of the other is on its way. */
export async function buildFeedWorld(
  server: TestServer,
  first: TestPerson,
  second: TestPerson,
): Promise<FeedWorld> {
  const { owner } = server;
  const carrier = await server.signInAs('register-supplier');
  const [civil, address] = [newSupplier('civil'), newSupplier('address', 'Address register')];
  for (const supplier of [civil, address]) await registerSupplier(first, second, supplier);
  const heldBatchId = await sendBatch(carrier, signBatch(civil, [batchFile('persons', [])]));
  await owner`update register_batches set status = 'held' where id = ${heldBatchId}`;
  const sealed = registerKeys(server.platform.keys.register).sealLine('1,,AA1');
  await owner`
    insert into register_quarantine (batch_id, file, line, reason, territory_path, sealed)
    values (${heldBatchId}, 'persons.csv', 2, 'name-empty', 'UZ', ${sealed})`;
  const announced = await announce(carrier, signBatch(address, [batchFile('addresses', [])]));
  if (!announced.ok) throw new Error(announced.refusal.code);
  const [supplier] = await owner<{ id: string }[]>`
    select id from register_suppliers where register = 'civil'`;
  const supplierId = supplier?.id ?? '';
  const reconciliationId = randomUUID();
  const now = new Date();
  await owner`
    insert into register_reconciliations (id, pack, register, supplier, sequence, as_of, received_at, content,
      signature, districts)
    values (${reconciliationId}, 'uzbekistan', 'civil', ${supplierId}, 1, ${now}, ${now}, '', ${Buffer.alloc(64)}, 1)`;
  return { supplierId, heldBatchId, uploadId: announced.value.batch, reconciliationId };
}
