import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cloneTemplate } from '../../testing/template-database.ts';
import { openDatabase } from './database.ts';
import { dumpSchema } from './dump-schema.ts';

const FILE = new URL('../../database/schema.sql', import.meta.url);

test('schema.sql is what the migrations make, on every PostgreSQL alike', async (t) => {
  const { url, drop } = await cloneTemplate();
  const owner = openDatabase(url, 'owner');
  t.after(async () => {
    await owner.end();
    await drop();
  });
  const committed = readFileSync(FILE, 'utf8');
  assert.equal(
    await dumpSchema(owner),
    committed,
    'run: node apps/server/src/platform/dump-schema-command.ts',
  );

  await t.test('and shows what somebody changed by hand', async () => {
    await owner`alter table people add column nickname text`;
    await owner`alter table evidence_facts disable trigger evidence_facts_append_only`;
    await owner`grant delete on people to ovoz_server`;
    const altered = await dumpSchema(owner);
    const added = altered.split('\n').filter((line) => !committed.split('\n').includes(line));
    assert.deepEqual(
      added.map((line) => line.trim().replace(/ execute .*$/, '')),
      [
        'CREATE TRIGGER evidence_facts_append_only BEFORE DELETE OR UPDATE ON public.evidence_facts FOR EACH ROW EXECUTE FUNCTION evidence_is_append_only() /* not enabled */;',
        'nickname text,',
        'grant delete, insert, select on people to ovoz_server;',
      ],
    );
  });

  await t.test('and refuses to leave out what it does not know', async () => {
    await owner`create view everybody as select * from people`;
    await assert.rejects(dumpSchema(owner), /also of: everybody/);
  });
});
