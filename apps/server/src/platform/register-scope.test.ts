import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TerritoryPath } from '@ovoz/election-model';
import { cloneTemplate } from '../../testing/template-database.ts';
import { openDatabase } from './database.ts';
import { openRegister, WHOLE_REGISTER } from './register-scope.ts';

const DISTRICTS = ['UZ/1703/1703202', 'UZ/1703/17032020', 'UZ/1706/1706204'];

test('the database shows the server only the voters of the opened territories', async (t) => {
  const { url, drop } = await cloneTemplate();
  const owner = openDatabase(url, 'owner');
  const server = openDatabase(url);
  t.after(async () => {
    await Promise.all([owner.end({ timeout: 1 }), server.end({ timeout: 1 })]);
    await drop();
  });
  for (const path of DISTRICTS) {
    await owner`insert into voters (sealed, surname, given, patronymic, sex, birth_date, citizenship, search_key,
        skeleton_key, territory_path, region_path, status)
      values ('\\x00', 'Karimov', 'Aziz', '', 'm', '1990-02-03', 'UZ', 'karimov aziz', 'krmv', ${path},
        ${path.slice(0, 7)}, 'registered')`;
  }
  const seen = (paths: readonly TerritoryPath[] | null) =>
    server.begin(async (transaction) => {
      if (paths !== null) await openRegister(transaction, paths);
      const rows = await transaction<{ path: string }[]>`
        select territory_path as path from voters order by id`;
      return rows.map(({ path }) => path);
    });

  await t.test('nothing is opened: no voter', async () => {
    assert.deepEqual(await seen(null), []);
    assert.deepEqual(await seen([]), [], 'what an administrator may see');
    await seen(['UZ']);
    assert.deepEqual(await seen(null), [], 'the scope ended with its transaction');
  });

  await t.test(
    'a district sees itself and neither neighbours nor those of a longer code',
    async () => {
      assert.deepEqual(await seen(['UZ/1703/1703202']), ['UZ/1703/1703202']);
      assert.deepEqual(await seen(['UZ/1703/1703999']), []);
      assert.deepEqual(await seen(['UZ/1703']), DISTRICTS.slice(0, 2));
      assert.deepEqual(await seen(['UZ/1703/1703202', 'UZ/1706']), [DISTRICTS[0], DISTRICTS[2]]);
      assert.deepEqual(await seen(['UZ']), DISTRICTS);
      assert.deepEqual(await seen(WHOLE_REGISTER), DISTRICTS);
      assert.deepEqual(await seen(['%', '_Z', 'UZ/%']), [], 'patterns are no territories');
    },
  );

  await t.test('nor does it write elsewhere, or delete at all', async () => {
    const write = (path: string) =>
      server.begin(async (transaction) => {
        await openRegister(transaction, ['UZ/1703']);
        await transaction`update voters set territory_path = ${path}`;
      });
    await assert.rejects(write('UZ/1706/1706204'), { code: '42501' });
    await assert.rejects(owner`delete from voters`, /append-only/);
  });

  await t.test(
    'a search by prefix uses the index in spite of the policy, by operators that are leakproof',
    async () => {
      await owner`insert into voters (sealed, surname, given, patronymic, sex, birth_date, citizenship, search_key,
        skeleton_key, territory_path, region_path, status)
      select '\\x00', 'A', 'B', '', 'm', '1990-02-03', 'UZ', md5(n::text), 'k', 'UZ/1703/1703202', 'UZ/1703', 'registered'
      from generate_series(1, 2000) n`;
      await owner`analyze voters`;
      const plan = await server.begin(async (transaction) => {
        await openRegister(transaction, ['UZ/1703']);
        return transaction`explain select id from voters
        where region_path = 'UZ/1703' and search_key ~>=~ 'kari' and search_key ~<~ 'karj'`;
      });
      const text = plan.map((row) => row['QUERY PLAN']).join('\n');
      assert.match(text, /Index Cond: .*search_key/);
    },
  );
});
