import { copyInto } from '../store-load-fill.ts';
import {
  applyFacts,
  applyStatuses,
  createIncomingEvents,
  eventsAside,
  judgeEvents,
  rightsTouched,
} from '../store-load-events.ts';
import { STAGED_EVENT_COLUMNS } from './event-reader.ts';
import { dayOf, type InTransaction, readRows, rowsOf } from './load-job.ts';
import { districtTally, setAside } from './tally.ts';

/** Deaths, court decisions and other events, after the people that they are about. */
export async function loadEvents({ transaction, job }: InTransaction): Promise<void> {
  if (rowsOf(job, 'events') === 0) return;
  const { tally, batch, register, now, progress } = job;
  await progress('events', 0);
  await createIncomingEvents(transaction);
  const rows = readRows(job, { kind: 'events' });
  await copyInto(transaction, 'incoming_events', STAGED_EVENT_COLUMNS, rows);
  await judgeEvents(transaction);
  tally.outcomes.facts += await applyFacts(transaction, batch.id, now);
  const aside = await eventsAside(transaction);
  setAside(
    tally,
    aside.map((row) => ({
      ...row,
      field: row.reason === 'fact-unknown' ? 'document' : 'record_id',
    })),
    rowsOf(job),
  );
  for (const { path, removed, restored } of await applyStatuses(transaction, batch.sequence, now)) {
    const district = districtTally(tally, path);
    district.difference += restored - removed;
    district.removals += removed;
    district.changes += removed + restored;
    tally.outcomes.removed += removed;
  }
  const kinds = register.rules.exclusions.map(({ fact }) => fact);
  for (const { path, lost, touched } of await rightsTouched(transaction, kinds, dayOf(job))) {
    const district = districtTally(tally, path);
    district.removals += lost;
    district.changes += touched;
  }
}
