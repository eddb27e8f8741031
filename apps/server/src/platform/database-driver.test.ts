import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type TestContext, test } from 'node:test';
import postgres from 'postgres';
import { emptyDatabase } from '../../testing/template-database.ts';

// What tools/patch-packages.mjs mends in the driver. Each of these ended the process, left the pool
// without a usable connection, or mixed two transactions.

/** A pool of one connection, so that the one that was lost must be replaced by a good one. */
async function poolFor(t: TestContext, through?: (url: URL) => Promise<URL>) {
  const { url, drop } = await emptyDatabase();
  const options = { max: 1, onnotice: () => {} };
  const target = through === undefined ? url : (await through(new URL(url))).href;
  const [pool, killer] = [postgres(target, options), postgres(url, options)];
  t.after(async () => {
    await Promise.all([pool.end({ timeout: 1 }), killer.end({ timeout: 1 })]);
    await drop();
  });
  await killer`create table acts (name text)`;
  const kill = (pid: number) => killer`select pg_terminate_backend(${pid}, 5000)`;
  const names = async () =>
    (await killer<{ name: string }[]>`select name from acts order by 1`).map(({ name }) => name);
  return { pool, kill, names };
}

async function pidOf(sql: postgres.ISql): Promise<number> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return row?.pid ?? assert.fail('a connection has a process');
}

const lost = { code: /^(CONNECTION_CLOSED|57P01|ECONNRESET)$/ };

async function worksAgain(pool: postgres.Sql): Promise<void> {
  for (const number of [1, 2]) {
    const [row] = await pool`select ${number}::integer as number`;
    assert.equal(row?.['number'], number);
    assert.equal(await pool.begin(async (sql) => (await sql`select`).length), 1);
  }
}

test('a connection that is lost between two queries of a transaction', async (t) => {
  const { pool, kill, names } = await poolFor(t);
  const act = pool.begin(async (sql) => {
    await sql`insert into acts values ('lost')`;
    await kill(await pidOf(sql));
    await sql`insert into acts values ('after')`;
  });
  await assert.rejects(act, lost);
  await worksAgain(pool);
  assert.deepEqual(await names(), []);
});

test('a connection that is lost during a query of a transaction', async (t) => {
  const { pool, kill, names } = await poolFor(t);
  const act = pool.begin(async (sql) => {
    const pid = await pidOf(sql);
    await sql`insert into acts values ('lost')`;
    await Promise.all([sql`select pg_sleep(60)`, sql`insert into acts values ('next')`, kill(pid)]);
  });
  await assert.rejects(act, lost);
  await worksAgain(pool);
  assert.deepEqual(await names(), []);
});

test('a transaction whose connection was lost never goes on inside of another one', async (t) => {
  const { pool, kill, names } = await poolFor(t);
  const [killed, otherRuns] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const dead = pool.begin(async (sql) => {
    await kill(await pidOf(sql));
    killed.resolve();
    await otherRuns.promise;
    await sql`insert into acts values ('dead')`;
    await sql.savepoint((inner) => inner`insert into acts values ('dead too')`);
  });
  const rejected = assert.rejects(dead, lost);
  await killed.promise;
  await rejected;
  await pool.begin(async (sql) => {
    await sql`insert into acts values ('living')`;
    otherRuns.resolve();
    await sql`select pg_sleep(0.1)`;
  });
  assert.deepEqual(await names(), ['living']);
});

test('a reserved connection that is lost', async (t) => {
  const { pool, kill } = await poolFor(t);
  const reserved = await pool.reserve();
  await kill(await pidOf(reserved));
  await assert.rejects(reserved`select 1`, lost);
  await assert.rejects(reserved`select 1`, lost);
  reserved.release();
  await worksAgain(pool);
});

test('a network that resets the connection in the middle of a transaction', async (t) => {
  const sockets = new Set<Socket>();
  const { pool, names } = await poolFor(t, async (url) => {
    const proxy = createServer((client) => {
      const server = connect(Number(url.port), url.hostname);
      client.pipe(server).pipe(client);
      for (const socket of [client, server]) socket.on('error', () => {});
      sockets.add(client);
    }).listen(0, '127.0.0.1');
    t.after(() => proxy.close());
    await once(proxy, 'listening');
    const address = proxy.address();
    assert.ok(typeof address === 'object' && address !== null);
    return Object.assign(new URL(url), { port: String(address.port) });
  });
  const act = pool.begin(async (sql) => {
    await sql`insert into acts values ('reset')`;
    const waiting = sql`select pg_sleep(60)`.execute();
    for (const socket of sockets) socket.resetAndDestroy();
    await waiting;
  });
  await assert.rejects(act, lost);
  await worksAgain(pool);
  assert.deepEqual(await names(), []);
});

test('a COPY whose reader falls behind leaves the connection usable, whatever its length', async (t) => {
  const { pool } = await poolFor(t);
  for (let rows = 2000; rows < 22_000; rows += 500) {
    const lines = await pool.begin(async (sql) => {
      const source = await sql`
        copy (select n, md5(n::text) from generate_series(1, ${sql.unsafe(String(rows))}) n) to stdout`.readable();
      let text = 0;
      const slow = new Writable({
        highWaterMark: 1,
        write(chunk: Buffer, _encoding, done) {
          text += chunk.toString().split('\n').length - 1;
          setImmediate(done);
        },
      });
      await pipeline(source, slow);
      await sql`select 1`;
      return text;
    });
    assert.equal(lines, rows);
  }
});
