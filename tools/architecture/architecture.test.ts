import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PROJECT } from '../installation.mjs';
import { checkImports, checkManifests } from './import-direction.ts';
import { checkFileNames, checkModuleImports, checkTables } from './server-modules.ts';
import { importsOf, templateTexts } from './source-text.ts';
import { readFiles, readSources, readWorkspaces, type Workspace } from './workspaces.ts';

const workspaces = readWorkspaces(PROJECT);
const sources = readSources(PROJECT);

test('the project follows its direction of imports', () => {
  assert.ok(workspaces.length > 5);
  assert.ok(sources.length > 50);
  assert.deepEqual(checkManifests(workspaces), []);
  assert.deepEqual(checkImports(sources, workspaces), []);
});

test('server modules keep to themselves', () => {
  const migrations = readFiles(PROJECT, 'apps/server/database/migrations/*.sql');
  assert.ok(migrations.length > 0);
  assert.deepEqual(checkModuleImports(sources), []);
  assert.deepEqual(checkTables(sources, migrations), []);
});

test('files are named for what they are about', () => {
  assert.deepEqual(checkFileNames(sources.map(({ path }) => path)), []);
  assert.deepEqual(checkFileNames(['apps/cli/src/utils.ts', 'apps/cli/src/common/a.ts']), [
    'apps/cli/src/utils.ts is named for nothing',
    'apps/cli/src/common/a.ts is named for nothing',
  ]);
});

function workspace(folder: string, dependencies: string[] = [], devDependencies: string[] = []) {
  const name = folder === '' ? 'ovoz' : `@ovoz/${folder.split('/')[1]}`;
  return { folder, name, dependencies, devDependencies } satisfies Workspace;
}

test('a manifest against the direction is found', () => {
  const found = checkManifests([
    workspace('packages/basics', ['@ovoz/election-model']),
    workspace('packages/contract', ['@ovoz/election-model', 'typebox'], ['@ovoz/server']),
    workspace('apps/verifier', ['@ovoz/basics', '@ovoz/tally']),
    workspace('apps/cli', ['@ovoz/client', '@ovoz/server']),
    workspace('packages/novelty'),
  ]);
  assert.deepEqual(found, [
    'packages/basics/package.json may not depend on @ovoz/election-model',
    'packages/contract/package.json may not depend on @ovoz/server',
    'apps/verifier/package.json may not depend on @ovoz/tally',
    'apps/cli/package.json may not depend on @ovoz/server',
    'packages/novelty has no row in the direction of imports',
  ]);
});

test('an import against the direction or the manifest is found', () => {
  const home = [
    workspace('', [], ['fast-check']),
    workspace('packages/ui', ['react', '@ovoz/basics'], ['vite', '@types/geojson']),
  ];
  const check = (path: string, text: string) => checkImports([{ path, text }], home);
  const inside = (text: string) => check('packages/ui/src/map/a.ts', text);
  assert.deepEqual(inside(`import { x } from '@ovoz/basics/result';`), []);
  assert.deepEqual(inside(`import type { Feature } from 'geojson';`), []);
  assert.deepEqual(inside(`import '../reset.css';`), []);
  assert.deepEqual(check('packages/ui/src/a.test.ts', `import fc from 'fast-check';`), []);
  assert.deepEqual(check('tools/a.ts', `import { x } from '../apps/server/src/a.ts';`), []);
  for (const wrong of [
    '@ovoz/client',
    'vite',
    'left-pad',
    'geojson',
    'node:fs',
    '../../../tally/a.ts',
  ]) {
    const message = [`packages/ui/src/map/a.ts may not import ${wrong}`];
    assert.deepEqual(inside(`import { x } from '${wrong}';`), message);
    assert.deepEqual(inside(`export * from "${wrong}";`), message);
    assert.deepEqual(inside(`const x = await import('${wrong}');`), message);
    assert.deepEqual(inside(`import '${wrong}';`), message);
    assert.deepEqual(inside(`import {\n  x,\n  type Y,\n} from '${wrong}';`), message);
  }
});

test('an import from inside another module is found', () => {
  const path = 'apps/server/src/modules/elections/commands.ts';
  const check = (specifier: string, from = path) =>
    checkModuleImports([{ path: from, text: `import { x } from '${specifier}';` }]);
  assert.deepEqual(check('./store.ts'), []);
  assert.deepEqual(check('../../platform/database.ts'), []);
  assert.deepEqual(check('../geography/public.ts'), []);
  assert.deepEqual(check('../../app.ts', path.replace('.ts', '.test.ts')), []);
  assert.equal(check('../geography/store.ts').length, 1);
  assert.equal(check('../geography/inner/public.ts').length, 1);
  assert.equal(check('../../app.ts').length, 1);
  assert.equal(check('../modules/access/public.ts', 'apps/server/src/platform/a.ts').length, 1);
});

test('SQL on the table of another module is found', () => {
  const migrations = [
    {
      path: 'apps/server/database/migrations/0001_a.sql',
      text: '-- module: platform\ncreate table facts ();\n-- module: platform, evidence\ncreate table outbox ();\n-- module: access\nCREATE TABLE IF NOT EXISTS people ();',
    },
  ];
  const check = (path: string, text: string) =>
    checkTables([{ path: `apps/server/src/${path}`, text }], migrations);
  const query = 'await sql`select 1 from ${x ? sql`a` : sql`b`} join people using (id)`;';
  assert.deepEqual(check('modules/access/store.ts', query), []);
  assert.deepEqual(check('modules/access/store-people.ts', query), []);
  assert.deepEqual(check('modules/elections/store.ts', query), [
    'apps/server/src/modules/elections/store.ts may not touch table people of access',
  ]);
  assert.equal(check('modules/access/commands.ts', query).length, 1);
  assert.equal(check('modules/access/store.ts', 'sql`insert into facts values (1)`').length, 1);
  assert.deepEqual(check('platform/evidence.ts', 'sql`insert into facts values (1)`'), []);
  assert.deepEqual(check('app.ts', `// from people\nconst text = 'from people';`), []);
  for (const owner of ['platform/a.ts', 'modules/evidence/store.ts']) {
    assert.deepEqual(check(owner, 'sql`select 1 from outbox`'), []);
  }
  assert.equal(check('modules/access/store.ts', 'sql`select 1 from outbox`').length, 1);
  const later = { path: '0002_b.sql', text: '-- module: record\n-- shares: outbox\nselect 1;' };
  const record = {
    path: 'apps/server/src/modules/record/store.ts',
    text: 'sql`select 1 from outbox`',
  };
  assert.equal(checkTables([record], migrations).length, 1);
  assert.deepEqual(checkTables([record], [...migrations, later]), []);
  const homeless = [{ path: 'a.sql', text: 'create table orphan ();' }];
  assert.deepEqual(checkTables([], homeless), ['the migration of table orphan names no module']);
});

test('sources are read as written', () => {
  assert.deepEqual(importsOf(`// import { a } from 'b';\nconst from = 'c';`), []);
  assert.equal(
    templateTexts('const a = `x ${b({ c: `y` })} z`; "`no`" /* `no` */').trim(),
    'x y\n  z',
  );
});
