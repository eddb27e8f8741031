import type { DocumentType } from '@ovoz/contract';
import type { RequestStep } from '@ovoz/voter-register';
import type { Queries } from '../../platform/database.ts';

type OfRequest = { readonly id: string; readonly territoryPath: string };

export type StepRow = {
  readonly event: RequestStep;
  readonly at: Date;
  readonly personId: string | null;
  readonly words: string | null;
};

export async function insertStep(
  queries: Queries,
  { id, territoryPath }: OfRequest,
  step: StepRow,
): Promise<void> {
  await queries`
    insert into voter_request_steps (request_id, number, territory_path, event, at, person_id, words)
    select ${id}, 1 + count(*), ${territoryPath}, ${step.event}, ${step.at}::timestamptz, ${step.personId}::uuid,
      ${step.words}
    from voter_request_steps where request_id = ${id}`;
}

export async function stepsOf(queries: Queries, id: string): Promise<readonly StepRow[]> {
  return queries<StepRow[]>`
    select event, at, person_id as "personId", words from voter_request_steps
    where request_id = ${id} order by number`;
}

/** People who took a step of a request. */
export async function peopleOf(queries: Queries, id: string): Promise<readonly string[]> {
  const rows = await queries<{ id: string }[]>`
    select distinct person_id as id from voter_request_steps
    where request_id = ${id} and person_id is not null`;
  return rows.map((row) => row.id);
}

export type DocumentRow = {
  readonly number: number;
  readonly name: string;
  readonly mediaType: DocumentType;
  readonly size: number;
  readonly hash: Buffer;
  readonly addedAt: Date;
};

export async function insertDocument(
  queries: Queries,
  { id, territoryPath }: OfRequest,
  document: Omit<DocumentRow, 'number'> & { readonly sealed: Buffer; readonly addedBy: string },
): Promise<number> {
  const { name, mediaType, size, hash, sealed, addedAt, addedBy } = document;
  const [row] = await queries<{ number: number }[]>`
    insert into voter_request_documents (request_id, number, territory_path, name, media_type, size, hash, sealed,
      added_at, added_by)
    select ${id}, 1 + count(*), ${territoryPath}, ${name}, ${mediaType}, ${size}::integer, ${hash}::bytea,
      ${sealed}::bytea, ${addedAt}::timestamptz, ${addedBy}::uuid
    from voter_request_documents where request_id = ${id}
    returning number`;
  return row?.number ?? 0;
}

export async function documentsOf(queries: Queries, id: string): Promise<readonly DocumentRow[]> {
  return queries<DocumentRow[]>`
    select number, name, media_type as "mediaType", size, hash, added_at as "addedAt"
    from voter_request_documents where request_id = ${id} order by number`;
}

export async function findDocument(
  queries: Queries,
  id: string,
  number: number,
): Promise<(DocumentRow & { readonly sealed: Buffer }) | null> {
  const [row] = await queries<(DocumentRow & { sealed: Buffer })[]>`
    select number, name, media_type as "mediaType", size, hash, added_at as "addedAt", sealed
    from voter_request_documents where request_id = ${id} and number = ${number}`;
  return row ?? null;
}

export type NoticeMethod = 'in-person' | 'post' | 'phone' | 'portal' | 'at-address';

export type NoticeRow = {
  readonly number: number;
  readonly subject: 'hearing' | 'decision';
  readonly method: NoticeMethod;
  readonly words: string;
  readonly sentAt: Date;
  readonly deliveredAt: Date | null;
  readonly answer: string | null;
};

export async function insertNotice(
  queries: Queries,
  { id, territoryPath }: OfRequest,
  notice: Pick<NoticeRow, 'subject' | 'method' | 'words' | 'sentAt'> & { readonly sentBy: string },
): Promise<void> {
  await queries`
    insert into voter_notices (request_id, number, territory_path, subject, method, words, sent_at, sent_by)
    select ${id}, 1 + count(*), ${territoryPath}, ${notice.subject}, ${notice.method}, ${notice.words},
      ${notice.sentAt}::timestamptz, ${notice.sentBy}::uuid
    from voter_notices where request_id = ${id}`;
}

/** Notes that the notice before the decision arrived. */
export async function markDelivered(
  queries: Queries,
  id: string,
  delivery: { readonly at: Date; readonly by: string; readonly answer: string | null },
): Promise<void> {
  await queries`
    update voter_notices
    set delivered_at = ${delivery.at}, delivered_by = ${delivery.by}, answer = ${delivery.answer}
    where request_id = ${id} and subject = 'hearing' and delivered_at is null`;
}

export async function noticesOf(queries: Queries, id: string): Promise<readonly NoticeRow[]> {
  return queries<NoticeRow[]>`
    select number, subject, method, words, sent_at as "sentAt", delivered_at as "deliveredAt", answer
    from voter_notices where request_id = ${id} order by number`;
}

export type AppealRow = {
  readonly submittedBy: string;
  readonly ground: string;
  readonly filedAt: Date;
  readonly dueAt: Date;
  readonly outcome: 'upheld' | 'overturned' | null;
  readonly words: string | null;
};

export async function insertAppeal(
  queries: Queries,
  { id, territoryPath }: OfRequest,
  appeal: Pick<AppealRow, 'submittedBy' | 'ground' | 'filedAt' | 'dueAt'> & {
    readonly filedBy: string;
  },
): Promise<void> {
  await queries`
    insert into voter_appeals (request_id, territory_path, submitted_by, ground, filed_at, filed_by, due_at)
    values (${id}, ${territoryPath}, ${appeal.submittedBy}, ${appeal.ground}, ${appeal.filedAt}, ${appeal.filedBy},
      ${appeal.dueAt})`;
}

export async function decideStoredAppeal(
  queries: Queries,
  id: string,
  decision: {
    readonly outcome: 'upheld' | 'overturned';
    readonly words: string;
    readonly at: Date;
    readonly by: string;
  },
): Promise<void> {
  await queries`
    update voter_appeals set outcome = ${decision.outcome}, words = ${decision.words},
      decided_at = ${decision.at}, decided_by = ${decision.by}
    where request_id = ${id}`;
}

export async function appealOf(queries: Queries, id: string): Promise<AppealRow | null> {
  const [row] = await queries<AppealRow[]>`
    select submitted_by as "submittedBy", ground, filed_at as "filedAt", due_at as "dueAt", outcome, words
    from voter_appeals where request_id = ${id}`;
  return row ?? null;
}
