import { createHash } from 'node:crypto';
import type { MatchingModel, MatchingSetup } from '@ovoz/voter-register';
import type { Matching } from './matching-database.ts';

/** Goes up when the tables of the file change: an older file is made anew. */
const FORMAT = 1;

/** Keeps what was learnt beside the population. */
export async function keepModel(
  matching: Matching,
  setup: MatchingSetup,
  model: MatchingModel,
): Promise<void> {
  await matching.run('create or replace table kept (fingerprint varchar, model varchar)');
  const appender = await matching.connection.createAppender('kept');
  appender.appendVarchar(await fingerprintOf(matching, setup));
  appender.appendVarchar(JSON.stringify(model));
  appender.endRow();
  appender.closeSync();
  await matching.run('checkpoint');
}

/** Null when the file holds no population, or one of another setup or program, whose keys would not fit. */
export async function keptModel(
  matching: Matching,
  setup: MatchingSetup,
): Promise<MatchingModel | null> {
  const tables = await matching.rows(
    "select table_name from duckdb_tables() where table_name = 'kept'",
  );
  if (tables.length === 0) return null;
  const [row] = await matching.rows('select fingerprint, model from kept');
  if (row?.['fingerprint'] !== (await fingerprintOf(matching, setup))) return null;
  return JSON.parse(String(row['model'])) as MatchingModel;
}

/** DuckDB promises its `hash` for one version only. */
async function fingerprintOf(matching: Matching, setup: MatchingSetup): Promise<string> {
  const [row] = await matching.rows('select version() as version');
  return createHash('sha256')
    .update(JSON.stringify([FORMAT, row?.['version'], setup]))
    .digest('hex');
}
