import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { PublishedManifest } from '@ovoz/contract';
import { freezeSmallRoll } from '../testing/frozen-roll.ts';
import { readyToFreeze } from '../testing/roll-world.ts';
import { ELECTION } from '../testing/small-election.ts';
import { loadCountryPacks } from './modules/geography/public.ts';
import { publishNow } from './modules/publication/publish.ts';
import { publishRolls } from './modules/rolls/published-rolls.ts';

const ROLLS = `elections/${ELECTION}/rolls.json`;
const SUPPLEMENTS = `elections/${ELECTION}/roll-supplements.json`;
/** That of `publication/publish.ts`. */
const PUBLICATION_LOCK = 4_040_003;

test('the manifest of the site names the files of a frozen roll, and the log knows that manifest', async (t) => {
  const { server, first, second } = await readyToFreeze(t);
  const { owner, platform } = server;
  const folder = join(platform.configuration.dataDirectory, 'site', 'published');
  const sha256 = (path: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, path)))
      .digest('hex');
  const manifest = () =>
    JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as PublishedManifest;
  const facts = async () => {
    const rows = await owner<{ bytes: Buffer }[]>`
      select bytes from evidence_facts where event_type = 'publication.published' order by inserted_at`;
    return rows.map(({ bytes }) => (JSON.parse(String(bytes)) as { payload: unknown }).payload);
  };
  const publish = () => publishNow(platform, loadCountryPacks(), { renderer: '/nowhere/main.js' });
  const assertNamed = async () => {
    const { files } = manifest();
    for (const path of [ROLLS, SUPPLEMENTS, 'index.json', `elections/${ELECTION}/election.json`]) {
      assert.equal(files[path], sha256(path), path);
    }
    assert.deepEqual((await facts()).at(-1), {
      manifestHash: sha256('manifest.json'),
      files: Object.keys(files).length,
    });
  };

  await freezeSmallRoll(server, first, second);
  await publish();

  await t.test('another publication under way comes first, and the job comes again', async () => {
    const held = await owner.reserve();
    await held`select pg_advisory_lock(${PUBLICATION_LOCK})`;
    await owner`select graphile_worker.remove_job('publish-rolls')`;
    await publishRolls(platform);
    assert.ok(!existsSync(join(folder, ROLLS)));
    const jobs = await owner`select from graphile_worker.jobs where key = 'publish-rolls'`;
    assert.equal(jobs.length, 1);
    await held`select pg_advisory_unlock(${PUBLICATION_LOCK})`;
    held.release();
  });

  await t.test('they are named at once, and once', async () => {
    await publishRolls(platform);
    await assertNamed();
    const before = (await facts()).length;
    await publishRolls(platform);
    assert.equal(await publish(), 'unchanged', 'the whole publication names the same');
    assert.equal((await facts()).length, before);
  });

  await t.test(
    'a kill between file and manifest is made good by the next publication',
    async () => {
      const { [ROLLS]: _rolls, ...files } = manifest().files;
      writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ format: 1, files }));
      assert.equal(await publish(), 'published');
      await assertNamed();
    },
  );
});
